import { demoChat, type PlatformOptions, type WorldChat } from "../../../fixtures/platform/mod.ts";
import { IDENTITIES, paginationIn } from "../../support/reading.ts";
import {
  dataOf,
  documentOf,
  errorOf,
  partialDocument,
  previewCalls,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/chats";
const MUTE_PATH = "/open-apis/im/v1/chat_user_setting/batch_query";
const LIST = "+chat-list";
const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
const chatAt = (at: number): WorldChat => ({
  chatId: `oc_${at}`,
  mode: "group",
  name: `chat ${at}`,
  createTime: 1_000 + at,
});
const chats = (count: number) => Array.from({ length: count }, (_none, at) => chatAt(at + 1));
const printedChat = (at: number) => ({
  ...{ chat_id: `oc_${at}`, name: `chat ${at}`, description: "", avatar: "", external: false },
  ...{ tenant_key: "tk_demo", chat_status: "normal", chat_mode: "group" },
});

/** Two groups of the caller, one of others, and a direct chat. */
const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana", unionId: "on_a" }],
  chats: [
    { ...chatAt(2), ownerId: "ou_ana", description: "all of it", activeTime: 9_000 },
    { ...chatAt(1), ownerId: "cli_demo", activeTime: 5_000 },
    { ...chatAt(3), user: false, bot: false },
    { chatId: "oc_4", mode: "p2p", name: "never told", p2pTarget: "ou_ana", bot: false, activeTime: 7_000 },
  ],
};

const pathsOf = ({ platform }: Scene) => platform.log.map(({ method, path }) => `${method} ${path}`);
const chatIdsIn = (data: Readonly<Record<string, unknown>>) => {
  assert(Array.isArray(data["chats"]));
  return data["chats"].map((chat) => chat["chat_id"]);
};

describe("+chat-list", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: the chats as the service sent them, the oldest first`, () =>
      inScene(world, async (scene) => {
        const document = successDocument(await scene.run([LIST], { env }));
        assertEquals(document["identity"], identity);
        const owned = {
          ...printedChat(2),
          description: "all of it",
          owner_id: "ou_ana",
          owner_id_type: "open_id",
        };
        assertEquals(document["data"], { chats: [printedChat(1), owned], has_more: false, page_token: "" });
        assertEquals(paginationIn(document), { complete: true, pages: 1, items: 2 });
        const [request] = scene.platform.log;
        assertEquals([request?.path, request?.token], [PATH, identity]);
        const query = { user_id_type: "open_id", sort_type: "ByCreateTimeAsc", page_size: "20" };
        assertEquals(request?.query, query);
      }));
  }

  const asked: readonly (readonly [
    words: readonly string[],
    more: Readonly<Record<string, string>>,
    ids: readonly string[],
  ])[] = [
    [["--types", "P2P, group,p2p"], { types: "p2p,group" }, ["oc_4", "oc_1", "oc_2"]],
    [["--types", "p2p", "--types", "group"], { types: "p2p,group" }, ["oc_4", "oc_1", "oc_2"]],
    [["--types", "p2p"], { types: "p2p" }, ["oc_4"]],
    [["--sort", "active_time"], { sort_type: "ByActiveTimeDesc" }, ["oc_2", "oc_1"]],
    [["--sort-type", "ByActiveTimeDesc"], { sort_type: "ByActiveTimeDesc" }, ["oc_2", "oc_1"]],
    [["--user-id-type", "union_id", "--page-size", "100"], { user_id_type: "union_id", page_size: "100" }, [
      ...["oc_1", "oc_2"],
    ]],
  ];
  for (const [words, more, ids] of asked) {
    it(`${words.join(" ")}: asks for that and gets it`, () =>
      inScene(world, async ({ run, platform }) => {
        const data = dataOf(await run([LIST, ...words]));
        const query = { user_id_type: "open_id", sort_type: "ByCreateTimeAsc", page_size: "20", ...more };
        assertEquals([platform.log[0]?.query, chatIdsIn(data)], [query, [...ids]]);
      }));
  }

  it("--user-id-type: owners and the other people of direct chats by that kind of id", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run([LIST, "--types", "p2p,group", "--user-id-type", "union_id"]));
      const [direct, , owned] = Object(data["chats"]);
      assertEquals([direct["name"], direct["p2p_target_type"], direct["p2p_target_id"]], [
        "",
        "user",
        "on_a",
      ]);
      assertEquals([owned["owner_id"], owned["owner_id_type"]], ["on_a", "union_id"]);
    }));

  it("no chats: an empty array", () =>
    inScene({}, async ({ run }) => {
      assertEquals(dataOf(await run([LIST]))["chats"], []);
    }));

  const refused: readonly (readonly [words: readonly string[], param: string])[] = [
    [["--types", "group,"], "--types"],
    [["--types", ""], "--types"],
    [["--types", "topic"], "--types"],
    [["--sort", "name"], "--sort"],
    [["--page-size", "0"], "--page-size"],
    [["--page-size", "101"], "--page-size"],
    [["--page-limit", "1001"], "--page-limit"],
    [["--types", "p2p", "--as", "bot"], "--types"],
  ];
  for (const [words, param] of refused) {
    it(`${words.join(" ")}: exit 2, nothing is asked`, () =>
      inScene({}, async ({ run, platform }) => {
        const error = errorOf(await run([LIST, ...words], { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } }), 2);
        assertEquals([error["param"], platform.log], [param, []]);
      }));
  }

  it("as bot, --types p2p,group: groups only, and it is reported twice", () =>
    inScene(world, async ({ run, platform }) => {
      const result = await run([LIST, "--types", "p2p,group"], { env: BOT });
      const { notices, ...data } = dataOf(result);
      assertEquals(chatIdsIn(data), ["oc_1", "oc_2"]);
      assertEquals(Object(notices)[0]["code"], "bot_strip_p2p");
      assertStringIncludes(warningsOf(result)[0] ?? "", "bot_strip_p2p");
      assertEquals(platform.log[0]?.query["types"], "group");
      const preview = await run([LIST, "--types", "p2p,group", "--dry-run"], { env: BOT });
      assertStringIncludes(String(dataOf(preview)["description"]), "bot_strip_p2p");
      assertEquals(warningsOf(preview), warningsOf(result));
      assertEquals(previewCalls(preview)[0]?.params?.["types"], "group");
    }));

  it("--page-all reads on with the token of the page before", () =>
    inScene({ chats: chats(2) }, async (scene) => {
      const first = dataOf(await scene.run([LIST, "--page-size", "1"]));
      assertEquals([chatIdsIn(first), first["has_more"]], [["oc_1"], true]);
      scene.platform.clearLog();
      const document = successDocument(await scene.run([LIST, "--page-size", "1", "--page-all"]));
      assertEquals(chatIdsIn(Object(document["data"])), ["oc_1", "oc_2"]);
      const tokens = scene.platform.log.map(({ query }) => query["page_token"]);
      assertEquals(tokens, [undefined, String(first["page_token"])]);
    }));

  it("a later page that fails: the first one, the token and the error; exit 1", () =>
    inScene({
      chats: chats(2),
      faults: [{ name: "error", code: 232025, when: { endpoint: PATH, requestNumber: 2 } }],
    }, async ({ run, platform }) => {
      const document = partialDocument(await run([LIST, "--page-size", "1", "--page-all"]));
      const data = Object(document["data"]);
      assertEquals([chatIdsIn(data), data["has_more"]], [["oc_1"], true]);
      assertEquals(data["page_token"], platform.log[1]?.query["page_token"]);
      assertEquals(Object(document["error"])["code"], 232025);
    }));
});

describe("+chat-list --exclude-muted", () => {
  const many = chats(25).map((chat) => /^oc_(3|24)$/.test(chat.chatId) ? { ...chat, muted: true } : chat);

  it("drops muted chats only, asking for 10 a call, and says so", () =>
    inScene({ chats: many }, async (scene) => {
      const document = successDocument(await scene.run([LIST, "--exclude-muted", "--page-size", "50"]));
      const data = Object(document["data"]);
      assertEquals(chatIdsIn(data), many.filter(({ muted }) => muted !== true).map(({ chatId }) => chatId));
      const { hint, ...filter } = data["filter"];
      assertEquals(filter, {
        ...{ applied: "exclude_muted", fetched_count: 25, returned_count: 23, filtered_count: 2 },
      });
      for (const part of ["2 muted", "23 listed", "no more pages"]) assertStringIncludes(hint, part);
      assertEquals(paginationIn(document)["items"], 23);
      const asked = scene.platform.log.slice(1).map(({ body }) => Object(body)["chat_ids"]);
      assertEquals(asked.map((ids) => ids.length).sort(), [10, 10, 5]);
      assertEquals(asked.flat().sort(), many.map(({ chatId }) => chatId).sort());
    }));

  it("a chat whose setting is not returned stays, and is counted", () =>
    inScene({
      chats: many.slice(0, 5),
      faults: [{
        name: "json-body",
        body: {
          code: 0,
          data: {
            items: [{ chat_id: "oc_3", is_muted: true }, { chat_id: "oc_4", is_muted: false }],
            invalid_ids: [{ id: "oc_5", msg: "not in the chat" }],
          },
        },
        when: { path: MUTE_PATH },
      }],
    }, async ({ run }) => {
      const data = dataOf(await run([LIST, "--exclude-muted"]));
      assertEquals(chatIdsIn(data), ["oc_1", "oc_2", "oc_4", "oc_5"]);
      assertStringIncludes(Object(data["filter"])["hint"], "3 of them");
    }));

  it("ndjson prints the chats that are left", () =>
    inScene({ chats: many.slice(0, 5) }, async ({ run }) => {
      const { stdout } = await run([LIST, "--exclude-muted", "--format", "ndjson"]);
      const ids = stdout.trimEnd().split("\n").map((line) => JSON.parse(line)["chat_id"]);
      assertEquals(ids, ["oc_1", "oc_2", "oc_4", "oc_5"]);
    }));

  it("a look-up that fails fails the command", () =>
    inScene({
      chats: many,
      faults: [{ name: "error", code: 99991679, when: { path: MUTE_PATH } }],
    }, async ({ run }) => {
      assertEquals(errorOf(await run([LIST, "--exclude-muted"]), 3)["code"], 99991679);
    }));

  it("no chats: no look-up, counts of zero", () =>
    inScene({}, async (scene) => {
      const { filter } = dataOf(await scene.run([LIST, "--exclude-muted"]));
      assertEquals([Object(filter)["fetched_count"], Object(filter)["hint"]], [0, ""]);
      assertEquals(pathsOf(scene), [`GET ${PATH}`]);
    }));

  it("as bot: no look-up, nothing removed, and why", () =>
    inScene({ chats: [{ ...chatAt(1), muted: true }] }, async (scene) => {
      const data = dataOf(await scene.run([LIST, "--exclude-muted"], { env: BOT }));
      assertEquals(chatIdsIn(data), ["oc_1"]);
      assertStringIncludes(Object(data["filter"])["hint"], "users");
      assertEquals(pathsOf(scene), [`GET ${PATH}`]);
    }));

  it("a dry run, offline, lists the look-up as user and not as bot", () =>
    inScene({}, async ({ run, platform }) => {
      const offline = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      for (const [identity, urls] of [["user", [PATH, MUTE_PATH]], ["bot", [PATH]]] as const) {
        const result = await run([LIST, "--exclude-muted", "--as", identity, "--dry-run"], { env: offline });
        assertEquals(previewCalls(result).map(({ url }) => url), [...urls]);
      }
      assertEquals(platform.log, []);
    }));
});

describe("+chat-list in other formats", () => {
  it("csv, ndjson: a row a chat; pretty: name, id and what is filled", () =>
    inScene({ chats: [chatAt(1), { ...chatAt(2), description: "all of it" }] }, async ({ run }) => {
      const formats = async (format: string) => (await run([LIST, "--format", format])).stdout;
      assertEquals((await formats("csv")).trimEnd().split("\n").length, 3);
      const rows = (await formats("ndjson")).trimEnd().split("\n");
      assertEquals(rows.map((row) => documentOf(row)["chat_id"]), ["oc_1", "oc_2"]);
      const pretty = await formats("pretty");
      assertStringIncludes(pretty, "chat 1  oc_1\nchat 2  oc_2\n  all of it\n");
    }));
});

describe("+chat-list of the demonstration", () => {
  it("shows the group with its owner and the direct chat with the other person", () =>
    inScene(demoChat, async ({ run }) => {
      const { chats } = dataOf(await run([LIST, "--types", "p2p,group"]));
      const shown = Object(chats).map((chat: Readonly<Record<string, unknown>>) => [
        ...[chat["chat_mode"], chat["name"], chat["owner_id"], chat["p2p_target_id"]],
      ]);
      const [mia, leo] = demoChat.users.map(({ openId }) => openId);
      assertEquals(shown, [["group", "Release 2.4", mia, undefined], ["p2p", "", undefined, leo]]);
    }));
});
