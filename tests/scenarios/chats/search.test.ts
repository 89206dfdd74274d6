import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { IDENTITIES, paginationIn } from "../../support/reading.ts";
import { dataOf, errorOf, previewCalls, successDocument, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v2/chats/search";
const MUTE_PATH = "/open-apis/im/v1/chat_user_setting/batch_query";
const SEARCH = "+chat-search";

const world: PlatformOptions = {
  chats: [
    { chatId: "oc_1", mode: "group", name: "release 1" },
    { chatId: "oc_2", mode: "topic", name: "release 2" },
    { chatId: "oc_3", mode: "group", name: "re-lease 3" },
    { chatId: "oc_4", mode: "group", name: "other" },
  ],
};
/** The same chats with people, an owner and a mute, and one that others are in. */
const furnished: PlatformOptions = {
  users: [{ openId: "ou_a", name: "Ana" }],
  chats: [
    { chatId: "oc_1", mode: "group", name: "release 1", members: ["ou_a"], ownerId: "ou_demo", muted: true },
    { chatId: "oc_2", mode: "topic", name: "release 2", createTime: 5 },
    { chatId: "oc_3", mode: "group", name: "re-lease 3" },
    { chatId: "oc_4", mode: "group", name: "other", members: ["ou_a"], createTime: 7 },
    { chatId: "oc_5", mode: "group", name: "release 5", visibility: "public", user: false },
  ],
};
const idsIn = (data: Readonly<Record<string, unknown>>) => {
  assert(Array.isArray(data["chats"]));
  return data["chats"].map((chat) => chat["chat_id"]);
};

describe("+chat-search", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: the chats found, out of their wrapping, with the total`, () =>
      inScene(world, async ({ run, platform }) => {
        const document = successDocument(await run([SEARCH, "--query", "release"], { env }));
        const data = Object(document["data"]);
        assertEquals([document["identity"], idsIn(data), data["total"]], [identity, ["oc_1", "oc_2"], 2]);
        assertEquals([data["has_more"], data["page_token"], "filter" in data], [false, "", false]);
        const [request] = platform.log;
        assertEquals([request?.path, request?.query, request?.body], [PATH, { page_size: "20" }, {
          query: "release",
        }]);
      }));
  }

  it("nothing found: an empty array", () =>
    inScene(world, async ({ run }) => {
      assertEquals(dataOf(await run([SEARCH, "--query", "nowhere"]))["chats"], []);
    }));

  it("a query with a hyphen is found", () =>
    inScene(world, async ({ run, platform }) => {
      assertEquals(idsIn(dataOf(await run([SEARCH, "--query", "re-lease"]))), ["oc_3"]);
      assertEquals(platform.log[0]?.body, { query: '"re-lease"' });
    }));

  const bodies: readonly (readonly [words: readonly string[], body: unknown])[] = [
    [["--member-ids", "ou_a,ou_b,ou_a"], { filter: { member_ids: ["ou_a", "ou_b"] } }],
    [["--query", "x", "--search-types", "private,,external"], {
      query: "x",
      filter: { search_types: ["private", "external"] },
    }],
    [["--query", "x", "--chat-modes", "group,topic,group"], {
      query: "x",
      filter: { chat_modes: ["default", "thread"] },
    }],
    [["--query", "x", "--types", "group"], { query: "x", filter: { chat_modes: ["default"] } }],
    [["--query", "x", "--is-manager", "--disable-search-by-user"], {
      query: "x",
      filter: { is_manager: true, disable_search_by_user: true },
    }],
    [["--query", "x", "--sort", "member_count"], { query: "x", sorter: "member_count_desc" }],
    [["--query", "x", "--sort-by", "update_time_desc"], { query: "x", sorter: "update_time_desc" }],
  ];
  for (const [words, body] of bodies) {
    it(`${words.join(" ")}: asks for that`, () =>
      inScene(world, async ({ run, platform }) => {
        successDocument(await run([SEARCH, ...words]));
        assertEquals(platform.log[0]?.body, body);
      }));
  }

  const refused: readonly (readonly [words: readonly string[], param: string, hint?: string])[] = [
    [[], "--query", "+chat-list"],
    [["--query", "  ", "--is-manager"], "--query"],
    [["--query", "字".repeat(65)], "--query"],
    [["--member-ids", "on_a"], "--member-ids"],
    [["--member-ids", Array.from({ length: 51 }, (_none, at) => `ou_${at}`).join()], "--member-ids"],
    [["--query", "x", "--search-types", "p2p"], "--search-types"],
    [["--query", "x", "--chat-modes", "p2p"], "--chat-modes"],
    [["--query", "x", "--types", "p2p"], "--types", "+chat-list --types p2p"],
    [["--query", "x", "--types", "topic"], "--types"],
    [["--query", "x", "--page-size", "101"], "--page-size"],
  ];
  for (const [words, param, hint = ""] of refused) {
    it(`${words.join(" ").slice(0, 40)}: exit 2, nothing is asked`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run([SEARCH, ...words]), 2);
        assertEquals([error["param"], platform.log], [param, []]);
        assertStringIncludes(String(error["hint"]), hint);
      }));
  }

  it("--types group is taken for --chat-modes group, its name of today, which a warning says, in a preview, too", () =>
    inScene(world, async ({ run, platform }) => {
      for (const more of [[], ["--dry-run"]]) {
        const result = await run([SEARCH, "--query", "x", "--types", "group", ...more]);
        assertStringIncludes(warningsOf(result).join(), "former_option");
      }
      assertEquals(platform.log[0]?.body, { query: "x", filter: { chat_modes: ["default"] } });
    }));

  const yielding: readonly (readonly [words: readonly string[], body: unknown])[] = [
    [["--types", "p2p", "--chat-modes", "topic"], { query: "x", filter: { chat_modes: ["thread"] } }],
    [["--sort-by", "member_count_desc", "--sort", "create_time"], { query: "x", sorter: "create_time_desc" }],
  ];
  for (const [words, body] of yielding) {
    it(`${words.join(" ")}: the flag's own name wins over the earlier one`, () =>
      inScene(world, async ({ run, platform }) => {
        dataOf(await run([SEARCH, "--query", "x", ...words]));
        assertEquals(platform.log[0]?.body, body);
      }));
  }

  it("64 characters beyond the basic plane are taken", () =>
    inScene(world, async ({ run }) => {
      successDocument(await run([SEARCH, "--query", "🐟".repeat(64)]));
    }));

  it("pages are walked with the same body", () =>
    inScene(world, async ({ run, platform }) => {
      const words = [SEARCH, "--query", "release", "--page-size", "1", "--page-all", "--page-delay", "0"];
      const document = successDocument(await run(words));
      assertEquals(idsIn(Object(document["data"])), ["oc_1", "oc_2"]);
      assertEquals(paginationIn(document), { complete: true, pages: 2, items: 2 });
      assertEquals(platform.log.map(({ body }) => body), [{ query: "release" }, { query: "release" }]);
    }));

  it("hits without a chat are dropped and counted; the service's notice is passed on", () =>
    inScene({
      faults: [{
        name: "json-body",
        body: { code: 0, data: { items: [{ id: "x" }, { meta_data: { chat_id: "oc_1" } }], notice: "cut" } },
      }],
      ...world,
    }, async ({ run }) => {
      const result = await run([SEARCH, "--query", "x"]);
      const data = dataOf(result);
      assertEquals([idsIn(data), data["notice"]], [["oc_1"], "cut"]);
      assertEquals(warningsOf(result).length, 2);
    }));

  const filters: readonly (readonly [words: readonly string[], ids: readonly string[]])[] = [
    [["--query", "release", "--chat-modes", "topic"], ["oc_2"]],
    [["--member-ids", "ou_a"], ["oc_1", "oc_4"]],
    [["--query", "Ana"], ["oc_1", "oc_4"]],
    [["--query", "Ana", "--disable-search-by-user"], []],
    [["--query", "release", "--is-manager"], ["oc_1"]],
    [["--query", "release", "--search-types", "public_not_joined"], ["oc_5"]],
    [["--query", "e", "--sort", "create_time"], ["oc_4", "oc_2", "oc_1", "oc_3", "oc_5"]],
  ];
  for (const [words, ids] of filters) {
    it(`${words.join(" ")}: finds ${ids.join() || "nothing"}`, () =>
      inScene(furnished, async ({ run }) => {
        assertEquals(idsIn(dataOf(await run([SEARCH, ...words]))), [...ids]);
      }));
  }

  it("--exclude-muted: total stays, muted ones go; chats not joined are not looked up", () =>
    inScene(furnished, async ({ run, platform }) => {
      const data = dataOf(await run([SEARCH, "--query", "release", "--exclude-muted"]));
      assertEquals([idsIn(data), data["total"]], [["oc_2", "oc_5"], 3]);
      assertEquals(platform.log.map(({ path }) => path), [PATH, MUTE_PATH]);
      platform.clearLog();
      const words = [SEARCH, "--query", "release", "--exclude-muted", "--search-types", "public_not_joined"];
      const foreign = dataOf(await run(words));
      assertEquals([idsIn(foreign), platform.log.length], [["oc_5"], 1]);
      assertStringIncludes(Object(foreign["filter"])["hint"], "not joined");
      assertEquals(previewCalls(await run([...words, "--dry-run"])).map(({ url }) => url), [PATH]);
    }));
});
