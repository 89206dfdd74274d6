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
