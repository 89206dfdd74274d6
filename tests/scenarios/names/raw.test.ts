import { BOT, idsIn, namedWorld, PEOPLE_SEARCH } from "../../support/named-world.ts";
import { errorOf, previewCalls, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("names in raw methods", () => {
  it("stand for chats", () =>
    inScene(namedWorld, async ({ run }) => {
      const document = successDocument(await run(["chats", "get", "--chat-id", "Release 2.4"]));
      assertEquals(Object(document["data"])["name"], "Release 2.4");
      assertEquals(idsIn(Object(document["meta"])["resolved"]), ["oc_24"]);
    }));

  it("stand for people where the kind of id is the usual one", () =>
    inScene(namedWorld, async ({ run, platform }) => {
      const words = ["--chat-id", "oc_24", "--id-list", "李雷,ou_ana", "--as", "user"];
      await run(["chat.members", "create", ...words]);
      const [search, create] = platform.log;
      assertEquals(`${search?.method} ${search?.path}`, PEOPLE_SEARCH);
      assertEquals(create?.body, { id_list: ["ou_lilei", "ou_ana"] });
    }));

  it("stand for what the kind of id says", () =>
    inScene(namedWorld, async ({ run, platform }) => {
      const words = ["--receive-id-type", "chat_id", "--receive-id", "Release 2.4", "--msg-type", "text"];
      await run(["messages", "create", ...words, "--content", '{"text":"x"}'], { env: BOT });
      assertEquals(Object(platform.log.at(-1)?.body)["receive_id"], "oc_24");
    }));

  const asTheyAre: readonly (readonly string[])[] = [
    ["chat.members", "create", "--chat-id", "oc_24", "--id-list", "lilei", "--member-id-type", "user_id"],
    [
      "chat.members",
      "create",
      "--chat-id",
      "oc_24",
      "--id-list",
      "lilei",
      "--params",
      '{"member_id_type":"user_id"}',
    ],
    ["chat.members", "create", "--chat-id", "oc_24", "--id-list", "on_1"],
  ];
  for (const words of asTheyAre) {
    it(`are sent as they are: ${words.slice(4).join(" ")}`, () =>
      inScene(namedWorld, async ({ run }) => {
        const calls = previewCalls(await run([...words, "--dry-run", "--as", "user"]));
        assertEquals([calls.length, calls[0]?.body], [1, { id_list: [words[5]] }]);
      }));
  }

  it("are refused with the candidates where they are not unique", () =>
    inScene(namedWorld, async ({ run }) => {
      const error = errorOf(await run(["chats", "get", "--chat-id", "twins"]), 2);
      assertEquals([error["param"], idsIn(error["candidates"])], ["--chat-id", ["oc_one", "oc_two"]]);
    }));

  it("are shown as placeholders in a path of a dry run", () =>
    inScene(namedWorld, async ({ run }) => {
      const calls = previewCalls(await run(["chats", "get", "--chat-id", "Team A/B", "--dry-run"]));
      assertEquals(calls.at(-1)?.url, "/open-apis/im/v1/chats/%3Cchat_id%3E");
    }));
});

describe("names in the JSON of raw methods", () => {
  const body = '{"id_list":["李雷","ou_ana"]}';
  const places: readonly (readonly [name: string, words: readonly string[], stdin?: string])[] = [
    ["--params and --data", ["--params", '{"chat_id":"Release 2.4"}', "--data", body]],
    ["a file", ["--chat-id", "Release 2.4", "--data", "@body.json"]],
    ["standard input", ["--chat-id", "oc_24", "--data", "-"], body],
    ["a kind of id that is the usual one", [
      ...["--chat-id", "oc_24", "--params", '{"member_id_type":"open_id"}', "--data", body],
    ]],
  ];
  for (const [name, words, stdin] of places) {
    it(`stand for chats and people: ${name}`, () =>
      inScene(namedWorld, async ({ run, platform, directory }) => {
        await Deno.writeTextFile(`${directory}/body.json`, body);
        const line = ["chat.members", "create", ...words, "--as", "user"];
        const document = successDocument(await run(line, stdin === undefined ? {} : { stdin }));
        const create = platform.log.at(-1);
        assertEquals([create?.path, create?.body], ["/open-apis/im/v1/chats/oc_24/members", {
          id_list: ["ou_lilei", "ou_ana"],
        }]);
        assertEquals(idsIn(Object(document["meta"])["resolved"]).includes("ou_lilei"), true);
      }));
  }

  it("stand for what the body says about the kind of id", () =>
    inScene(namedWorld, async ({ run, platform }) => {
      const data = {
        receive_id_type: "chat_id",
        receive_id: "Release 2.4",
        msg_type: "text",
        content: '{"text":"x"}',
      };
      await run(["messages", "create", "--data", JSON.stringify(data)], { env: BOT });
      assertEquals(Object(platform.log.at(-1)?.body)["receive_id"], "oc_24");
    }));

  it("are placeholders in a dry run, with the calls that find them", () =>
    inScene(namedWorld, async ({ run, platform }) => {
      const line = [
        "chat.members",
        "create",
        "--chat-id",
        "oc_24",
        "--data",
        body,
        "--as",
        "user",
        "--dry-run",
      ];
      const calls = previewCalls(await run(line));
      assertEquals(calls.at(-1)?.body, { id_list: ["<open_id>", "ou_ana"] });
      assertEquals([calls.length > 1, platform.log.length], [true, 0]);
    }));

  const asTheyAre: readonly (readonly [params: string, data: string])[] = [
    ['{"member_id_type":"user_id"}', '{"id_list":["lilei"]}'],
    ["{}", '{"id_list":["on_1"]}'],
  ];
  for (const [params, data] of asTheyAre) {
    it(`are sent as they are: ${params} ${data}`, () =>
      inScene(namedWorld, async ({ run }) => {
        const words = ["--chat-id", "oc_24", "--params", params, "--data", data, "--dry-run", "--as", "user"];
        const calls = previewCalls(await run(["chat.members", "create", ...words]));
        assertEquals([calls.length, calls[0]?.body], [1, JSON.parse(data)]);
      }));
  }

  const refused: readonly (readonly [line: readonly string[], param: string])[] = [
    [["chat.members", "create", "--chat-id", "oc_24", "--data", body, "--exact-ids"], "--id-list"],
    [["pins", "create", "--data", '{"message_id":"Release 2.4"}'], "--data"],
    [
      ["reactions", "batch_query", "--data", '{"queries":[{"message_id":"om_1"},{"message_id":"x"}]}'],
      "--data",
    ],
    [
      [
        ...["feed.groups", "batch_add_item", "--feed-group-id", "ofg_1", "--data"],
        '{"items":[{"feed_id":"Release 2.4","feed_type":"chat"}]}',
      ],
      "--data",
    ],
  ];
  for (const [line, param] of refused) {
    it(`are refused before anything is sent: ${line.join(" ")}`, () =>
      inScene(namedWorld, async ({ run, platform }) => {
        const error = errorOf(await run([...line, "--as", "user"]), 2);
        assertEquals([error["param"], platform.log.length], [param, 0]);
      }));
  }

  it("cost nothing where there are only ids", () =>
    inScene(namedWorld, async ({ run, platform }) => {
      await run([
        "chat.members",
        "create",
        "--chat-id",
        "oc_24",
        "--data",
        '{"id_list":["ou_ana"]}',
        "--as",
        "user",
      ]);
      assertEquals(platform.log.length, 1);
    }));
});

describe("im doctor --chat with a name", () => {
  it("checks the chat that has it, which one of the identities may not see", () =>
    inScene({ chats: [{ chatId: "oc_x", mode: "group", name: "Ops", bot: false }] }, async ({ run, env }) => {
      const { stdout } = await run(["doctor", "--chat", "ops"], {
        env: { ...env, IM_TENANT_ACCESS_TOKEN: "t-demo" },
      });
      const { checks } = Object(JSON.parse(stdout)["data"]);
      const chats = checks.filter(({ name }: { name: string }) => name.startsWith("chat_"));
      assertEquals(chats.map(({ message }: { message: string }) => message), [
        "the bot is not in oc_x",
        "you are in oc_x",
      ]);
    }));

  it("says which names are no chat's, and refuses them with --exact-ids", () =>
    inScene(namedWorld, async ({ run }) => {
      const { checks } = Object(JSON.parse((await run(["doctor", "--chat", "nowhere"])).stdout)["data"]);
      const chat = checks.find(({ name }: { name: string }) => name === "chat");
      assertEquals([chat.status, chat.message], ["fail", '--chat: no chat has the name "nowhere"']);
      assertEquals(errorOf(await run(["doctor", "--chat", "nowhere", "--exact-ids"]), 2)["param"], "--chat");
    }));
});
