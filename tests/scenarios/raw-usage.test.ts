import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { errorOf, partOf } from "../support/downloads.ts";
import { BOTH_TOKENS, rawWorld } from "../support/raw-methods.ts";
import { goodDocument, warningsOf } from "../support/reading.ts";
import { runProgram } from "../../cli/run.ts";
import { fakeFetch, fakeSink, fakeWorld } from "../support/fake-world.ts";
import { inScene } from "../support/scene.ts";

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
    const [call] = partOf(goodDocument(result), "data")["api"] as Call[];
    if (call === undefined) throw new Error("no call");
    return { ...call, stderr: result.stderr };
  });
}

const ADD = ["chat.members", "create", "--chat-id", "oc_1"];
const SEND = ["messages", "create", "--receive-id-type", "chat_id", "--receive-id", "oc_1"];

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
      (await previewOf(["chats", "get", "--chat-id", "oc:ü@1"])).url,
      "/open-apis/im/v1/chats/oc%3A%C3%BC%401",
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
      "oc",
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
        "--params user_id_tipe is not known, sent as it is: did you mean user_id_type?",
      );
      const emoji = '{"reaction_type":{"emoji_type":"smile"}}';
      const create = ["reactions", "create", "--message-id", "om_xxx", "--data", emoji];
      assertStringIncludes(String(errorOf(await run(create), 1)["hint"]), "did you mean SMILE?");
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
    ["a slash in an id", ["chats", "get", "--chat-id", "oc/../x"], ["--chat-id"]],
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
    ["a wrong type inside", [...ADD, "--data", '{"id_list":[1]}'], ["--id-list[0]"]],
    ["a long key", [...SEND, "--msg-type", "text", "--content", "{}", "--uuid", "u".repeat(51)], ["--uuid"]],
    ["content that is no JSON", [...SEND, "--msg-type", "text", "--content", "hello"], ["--content"]],
    ["a body where there is none", ["chats", "get", "--chat-id", "oc", "--data", "{}"], ["--data"]],
    ["a list for the body", [...ADD, "--data", "[]"], ["--data"]],
    ["what is no JSON", ["chats", "get", "--params", "{chat_id}"], ["--params"]],
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

describe("a raw answer", () => {
  it("is the service's data, as it came", () =>
    inScene(rawWorld("bot"), async ({ run }) => {
      const document = goodDocument(await run(["pins", "create", "--message-id", "om_xxx"]));
      assertEquals(Object.keys(document), ["ok", "identity", "data"]);
      assertEquals(Object.keys(partOf(document, "data")), ["pin"]);
    }));

  it("keeps all digits", async () => {
    const stdout = fakeSink();
    const answer = '{"code":0,"msg":"ok","data":{"big":12345678901234567890,"items":[9007199254740993]}}';
    const headers = { "content-type": "application/json" };
    const { fetch } = fakeFetch(() => new Response(answer, { headers }));
    const variables = { IM_USER_ACCESS_TOKEN: "u-x" };
    const world = fakeWorld({ fetch, variables, stdout, cwd: Deno.cwd() });
    for (const words of [["chats", "get", "--chat-id", "oc_1"], ["api", "GET", "x"], ["chats", "list"]]) {
      assertEquals(await runProgram(words, world), 0);
    }
    assertEquals(stdout.text().match(/12345678901234567890/g)?.length, 3);
    assertEquals(stdout.text().match(/9007199254740993/g)?.length, 3);
  });

  it("warns of what was left out although the call went well", () =>
    inScene({
      faults: [{ name: "changed-data", set: { invalid_id_list: ["ou_2", "ou_3"] } }],
    }, async ({ run }) => {
      const result = await run([...ADD, "--id-list", "ou_1,ou_2,ou_3"]);
      goodDocument(result);
      assertStringIncludes(warningsOf(result).join(), "warning: items_failed: invalid_id_list names 2");
    }));

  it("tells code, reason and trace of a refusal", () =>
    inScene({ faults: [{ name: "error", code: 230002 }] }, async ({ run }) => {
      const error = errorOf(await run(["chats", "get", "--chat-id", "oc_1"]), 3);
      assertEquals([error["type"], error["subtype"], error["code"]], [
        "authorization",
        "permission_denied",
        230002,
      ]);
      assertEquals(typeof error["log_id"], "string");
    }));

  it("of a write that may have arrived says so, and the write is not repeated", () =>
    inScene({ faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
      const words = ["pins", "create", "--message-id", "om_xxx"];
      const error = errorOf(await run(words), 4);
      assertStringIncludes(String(error["message"]), "unknown");
      assertEquals(platform.log.length, 1);
    }));

  it("of a read comes after a retry", () =>
    inScene({ faults: [{ name: "status-503-html", when: { times: 1 } }] }, async ({ run, platform }) => {
      goodDocument(await run(["chats", "get", "--chat-id", "oc_1"]));
      assertEquals(platform.log.length, 2);
    }));
});
