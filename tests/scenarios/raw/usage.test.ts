import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { BOTH_TOKENS, jsonArgs, rawWorld, samplesOf } from "../../support/raw-methods.ts";
import { errorOf, partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

type Call = {
  readonly params?: Record<string, unknown>;
  readonly body?: Record<string, unknown>;
  url: string;
};

async function previewOf(
  words: readonly string[],
  stdin?: string,
): Promise<Call & { readonly stderr: string }> {
  return await inScene({}, async ({ run, directory }) => {
    await Deno.writeTextFile(join(directory, "b.json"), '\uFEFF{"id_list":["ou_1"]}\n');
    const result = await run([...words, "--dry-run"], {
      env: BOTH_TOKENS,
      ...(stdin === undefined ? {} : { stdin }),
    });
    const [call] = partOf(successDocument(result), "data")["api"] as Call[];
    if (call === undefined) throw new Error("no call");
    return { ...call, stderr: result.stderr };
  });
}

const ADD = ["chat.members", "create", "--chat-id", "oc_1"];
const SEND = ["messages", "create", "--receive-id-type", "chat_id", "--receive-id", "oc_1"];
const TEXT = [...SEND, "--msg-type", "text"];
const RENAME = ["feed.groups", "update", "--feed-group-id", "ofg_1", "--data"];
const MUTE = ["chat.user_setting", "batch_update", "--data"];

describe("a field of the body that was typed as an option", () => {
  const leads: readonly (readonly [line: readonly string[], hint: string])[] = [
    [
      ["reactions", "create", "--message-id", "om_1", "--emoji-type", "THUMBSUP"],
      `did you mean --data '{"reaction_type":{"emoji_type":"SMILE"}}'? see im reactions create --help`,
    ],
    [
      ["feed.groups", "create", "--name=Work", "--type=normal"],
      `did you mean --data '{"feed_group_creator":{"name":"Release","type":"normal"}}'? see im feed.groups create --help`,
    ],
    [["images", "create", "--image", "a.png"], "did you mean --file <path>? see im images create --help"],
    [
      ["chats", "create", "--nme", "x", "--zh-cn", "y"],
      `did you mean --data '{"i18n_names":{"zh_cn":"text"}}' and --name?`,
    ],
  ];
  for (const [line, hint] of leads) {
    it(`leads to how it is given: ${line.join(" ")}`, () =>
      inScene({}, async ({ run, platform }) => {
        assertStringIncludes(String(errorOf(await run(line, { env: BOTH_TOKENS }), 2)["hint"]), hint);
        assertEquals(platform.log, []);
      }));
  }
});

describe("what is given to a raw method", () => {
  const bodies: readonly (readonly [name: string, words: readonly string[], stdin?: string])[] = [
    ["a list flag with commas", [...ADD, "--id-list", "ou_1"]],
    ["JSON", [...ADD, "--data", '{"id_list":["ou_1"]}']],
    ["JSON in the single quotes of another shell", [...ADD, "--data", `'{"id_list":["ou_1"]}'`]],
    ["a file with a byte order mark", [...ADD, "--data", "@b.json"]],
    ["standard input", [...ADD, "--data", "-"], ' {"id_list":["ou_1"]}\n'],
    ["a flag over JSON", [...ADD, "--data", '{"id_list":["ou_2"]}', "--id-list", "ou_1"]],
  ];
  for (const [name, words, stdin] of bodies) {
    it(`becomes the same body from ${name}`, async () => {
      assertEquals((await previewOf(words, stdin)).body, { id_list: ["ou_1"] });
    });
  }

  it("adds up where a list flag is repeated", async () => {
    const { body } = await previewOf([...ADD, "--id-list", "ou_1,ou_2", "--id-list", "ou_3"]);
    assertEquals(body, { id_list: ["ou_1", "ou_2", "ou_3"] });
  });

  it("is one segment of the path, encoded", async () => {
    assertEquals(
      (await previewOf(["chats", "get", "--chat-id", "oc:ü@1/2"])).url,
      "/open-apis/im/v1/chats/oc%3A%C3%BC%401%2F2",
    );
  });

  it("keeps all digits of integers in the body", async () => {
    const words = [...ADD, "--data", '{"id_list":["ou_1"],"n":12345678901234567890}'];
    await inScene({}, async ({ run }) => {
      assertStringIncludes((await run([...words, "--dry-run"])).stdout, '"n": 12345678901234567890');
    });
  });

  it("joins a list that the service wants joined", async () => {
    assertEquals((await previewOf(["chats", "list", "--types", "group,p2p"])).params, { types: "group,p2p" });
  });

  it("has false where JSON says false", async () => {
    const words = ["chats", "create", "--params", '{"set_bot_manager":false}', "--name", "x"];
    assertEquals((await previewOf(words)).params?.["set_bot_manager"], "false");
  });

  it("has false where a switch says false, over a true in --params", async () => {
    const words = ["chat.members", "get", "--params", '{"chat_id":"oc_1","check_security_conf":true}'];
    const { params } = await previewOf([...words, "--check-security-conf=false"]);
    assertEquals(params, { check_security_conf: "false" });
  });

  it("has false where a switch says no, over a true in --data", async () => {
    const data = '{"msg_type":"text","content":"{}","reply_in_thread":true}';
    const words = ["messages", "reply", "--message-id", "om_1", "--data", data];
    assertEquals((await previewOf([...words, "--reply-in-thread=no"])).body?.["reply_in_thread"], false);
  });

  for (const method of METHODS.filter(({ binary, file }) => binary !== true && file === undefined)) {
    it(`may have further parameters: ${method.id}`, async () => {
      const { params, body } = samplesOf(method, false);
      const words = jsonArgs(method, { params: { ...params, more: "1" }, body });
      assertEquals((await previewOf(words)).params?.["more"], "1");
    });
  }

  it("is content as text, also where --data has it as an object", async () => {
    const data = '{"msg_type":"text","content":{"text":"x"},"uuid":"u"}';
    assertEquals((await previewOf(["messages", "reply", "--message-id", "om_1", "--data", data])).body, {
      msg_type: "text",
      content: '{"text":"x"}',
      uuid: "u",
    });
  });

  const updates: readonly (readonly [data: string, fields: readonly number[]])[] = [
    ['{"name":"x"}', [1]],
    ['{"rules":{"rules":[]}}', [2]],
    ['{"rules":{"rules":[]},"name":"x"}', [1, 2]],
    ['{"name":"x","update_fields":[]}', [1]],
    ['{"name":"x","rules":{"rules":[]},"update_fields":[2]}', [2]],
  ];
  for (const [updater, fields] of updates) {
    it(`changes the fields of a feed group that are given: ${updater}`, async () => {
      const data = `{"feed_group_updater":${updater}}`;
      const { body } = await previewOf(["feed.groups", "update", "--feed-group-id", "ofg_1", "--data", data]);
      assertEquals((body?.["feed_group_updater"] as Record<string, unknown>)["update_fields"], fields);
    });
  }

  it("gets a key, so that a retry does nothing twice, and one of its own where one is given", async () => {
    const content = ["--msg-type", "text", "--content", '{"text":"x"}'];
    assertEquals(String((await previewOf([...SEND, ...content])).body?.["uuid"]).length, 36);
    assertEquals((await previewOf([...SEND, ...content, "--uuid", "mine"])).body?.["uuid"], "mine");
    const forward = [
      "messages",
      "forward",
      "--message-id",
      "om_1",
      "--receive-id-type",
      "chat_id",
      "--receive-id",
      "oc_1",
    ];
    assertEquals(String((await previewOf(forward)).params?.["uuid"]).length, 36);
  });

  it("is sent with a warning where nobody knows it, and the name that was meant", async () => {
    const { params, body, stderr: _ } = await previewOf([
      ...ADD,
      "--params",
      '{"suceed_type":1}',
      "--data",
      '{"id_list":["ou_1"],"idlist":[]}',
    ]);
    assertEquals([params, body], [{ suceed_type: "1" }, { id_list: ["ou_1"], idlist: [] }]);
    await inScene(rawWorld("bot"), async ({ run }) => {
      const words = ["chats", "get", "--chat-id", "oc_1", "--params", '{"user_id_tipe":"open_id"}'];
      const { hint } = errorOf(await run(words), 1);
      assertStringIncludes(
        String(hint),
        "--params user_id_tipe is unknown, sent as it is: did you mean user_id_type?",
      );
      const emoji = '{"reaction_type":{"emoji_type":"smile"}}';
      const create = ["reactions", "create", "--message-id", "om_xxx", "--data", emoji];
      assertStringIncludes(String(errorOf(await run(create), 1)["hint"]), "did you mean SMILE?");
      for (const sign of ["👍", "❤️", "👍🏻"]) {
        const { hint = "" } = errorOf(await run(create.with(-1, emoji.replace("smile", sign))), 1);
        assertEquals(String(hint).includes("did you mean"), false, String(hint));
      }
    });
  });

  it("may have the place of another document: seed spellings are understood", async () => {
    const data = {
      receive_id: "ou_1",
      receive_id_type: "open_id",
      msg_type: "text",
      content: '{"text":"Hello"}',
    };
    const { params, body } = await previewOf([
      "messages",
      "create",
      "--data",
      JSON.stringify(data),
      "--uuid",
      "u",
    ]);
    assertEquals(params, { receive_id_type: "open_id" });
    assertEquals(body, { receive_id: "ou_1", msg_type: "text", content: '{"text":"Hello"}', uuid: "u" });
    const list = ["messages", "list", "--container-id-type", "chat_id", "--container-id", "oc_1"];
    assertEquals((await previewOf(list)).params?.["container_id_type"], "chat");
    const edit = [
      "messages",
      "update",
      "--message-id",
      "om_1",
      "--data",
      '{"content":"{\\"text\\":\\"new\\"}"}',
    ];
    assertEquals((await previewOf(edit)).body, { msg_type: "text", content: '{"text":"new"}' });
  });
});

describe("wrong input of a raw method: exit 2, all problems at once, nothing sent, in a preview too", () => {
  const cases: readonly (readonly [name: string, words: readonly string[], params: readonly string[]])[] = [
    ["a missing path parameter", ["chats", "get"], ["--chat-id"]],
    ["a missing query parameter", ["messages", "read_users", "--message-id", "om_1"], ["--user-id-type"]],
    ["a missing field of the body", ADD, ["--id-list"]],
    ["several missing", ["chat.members", "create"], ["--chat-id", "--id-list"]],
    ["an empty id", ["chats", "get", "--chat-id", ""], ["--chat-id"]],
    ["null for an id", ["chats", "get", "--params", '{"chat_id":null}'], ["--chat-id"]],
    ["..", ["chats", "get", "--chat-id", ".."], ["--chat-id"]],
    ["a way up in an id", ["chats", "get", "--chat-id", "oc/../x"], ["--chat-id"]],
    ["? in an id", ["chats", "get", "--params", '{"chat_id":"oc?x=1"}'], ["--chat-id"]],
    ["# in an id", ["chats", "get", "--chat-id", "oc#"], ["--chat-id"]],
    ["% in an id", ["chats", "get", "--chat-id", "oc%2e"], ["--chat-id"]],
    ["a control character in an id", ["chats", "get", "--chat-id", "oc\u0007"], ["--chat-id"]],
    ["another choice", ["chats", "get", "--chat-id", "oc", "--user-id-type", "openid"], ["--user-id-type"]],
    ["no number", [...ADD, "--id-list", "ou_1", "--succeed-type", "one"], ["--succeed-type"]],
    ["a number that is no choice", [...ADD, "--id-list", "ou_1", "--succeed-type", "7"], ["--succeed-type"]],
    ["too many entries", [...ADD, "--data", JSON.stringify({ id_list: Array(51).fill("ou") })], [
      "--id-list",
    ]],
    ["a wrong type inside a list", [...ADD, "--data", '{"id_list":[1]}'], ["--id-list"]],
    ["a wrong entry of a list flag", ["chats", "list", "--types", "group,nope"], ["--types"]],
    ["a wrong type deep inside", [...RENAME, '{"feed_group_updater":{"name":5}}'], ["--data"]],
    ["two wrong fields of JSON", [...RENAME, '{"feed_group_updater":{"name":5,"rules":1}}'], [
      "--data",
      "--data",
    ]],
    ["a change of nothing", ["chats", "update", "--chat-id", "oc_1"], ["--data"]],
    ["a change of nothing in JSON", ["chats", "update", "--chat-id", "oc_1", "--data", "{}"], ["--data"]],
    ["moderation without a change", ["chat.moderation", "update", "--chat-id", "oc_1"], ["--data"]],
    ["an update of no field", [...RENAME, '{"feed_group_updater":{}}'], ["--data"]],
    ["an update that names fields but has none", [
      ...RENAME,
      '{"feed_group_updater":{"update_fields":[1]}}',
    ], ["--data"]],
    ["fields to update by name", [
      ...RENAME,
      '{"feed_group_updater":{"name":"x","update_fields":["name"]}}',
    ], ["--data"]],
    ["a setting without a switch", [...MUTE, '{"chat_settings":[{"chat_id":"oc_1"}]}'], ["--data"]],
    ["content that is a number", [...TEXT, "--data", '{"content":5}'], ["--content"]],
    ["content that is true", [...TEXT, "--data", '{"content":true}'], ["--content"]],
    ["content that is a list", [...TEXT, "--data", '{"content":[{"text":"x"}]}'], ["--content"]],
    ["an edit whose content does not tell its type", [
      ...["messages", "update", "--message-id", "om_1", "--content", '{"elements":[]}'],
    ], ["--msg-type"]],
    ["a switch that is neither", ["messages", "get", "--message-id", "om_1", "--with-sender-name=maybe"], [
      "--with-sender-name",
    ]],
    ["more reactions than a page has", ["reactions", "list", "--message-id", "om_1", "--page-size", "51"], [
      "--page-size",
    ]],
    ["a number that JSON cannot carry", [...ADD, "--data", '{"id_list":["ou_1"],"x":1e400}'], ["--data"]],
    ["a long key", [...SEND, "--msg-type", "text", "--content", "{}", "--uuid", "u".repeat(51)], ["--uuid"]],
    ["content that is not JSON", [...SEND, "--msg-type", "text", "--content", "hello"], ["--content"]],
    ["a body where there is none", ["chats", "get", "--chat-id", "oc", "--data", "{}"], ["--data"]],
    ["a list for the body", [...ADD, "--data", "[]"], ["--data"]],
    ["what is not JSON", ["chats", "get", "--params", "{chat_id}"], ["--params"]],
    ["standard input twice", [...ADD, "--params", "-", "--data", "-"], ["--data"]],
    ["a file out of the directory", [...ADD, "--data", "@../x.json"], ["--data"]],
  ];
  for (const [name, words, params] of cases) {
    for (const more of [[], ["--dry-run"]]) {
      it(`${name}${more.length === 0 ? "" : ", previewed"}`, () =>
        inScene({}, async ({ run, platform }) => {
          const error = errorOf(await run([...words, ...more], { env: BOTH_TOKENS, stdin: "{}" }), 2);
          const told = (error["params"] as { name: string }[] | undefined)?.map((one) => one.name);
          assertEquals(params.length === 1 ? [error["param"]] : told, [...params]);
          assertEquals(platform.log, []);
        }));
    }
  }
});
