import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { PlatformOptions } from "../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf } from "../support/downloads.ts";
import { goodDocument, IDENTITIES, paginationIn, partialDocument, warningsOf } from "../support/reading.ts";
import { inScene, type Scene } from "../support/scene.ts";
import { callsOf } from "../support/writing.ts";

const PATH = "/open-apis/im/v1/chats";
const MUTE_PATH = "/open-apis/im/v1/chat_user_setting/batch_query";
const LIST = "+chat-list";
const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
const chatAt = (at: number) => ({
  chat_id: `oc_${at}`,
  name: `chat ${at}`,
  chat_mode: "group",
  external: false,
});

/** A service whose list has these chats, some a page, and whose settings are these. */
function service(
  pages: readonly (readonly unknown[])[],
  settings?: Readonly<Record<string, unknown>>,
  ...faults: NonNullable<PlatformOptions["faults"]>
): PlatformOptions {
  const listed = pages.map((items, at) => {
    const hasMore = at + 1 < pages.length;
    const data = { items, has_more: hasMore, page_token: hasMore ? `page-${at + 2}` : "" };
    return {
      name: "json-body" as const,
      body: { code: 0, data },
      when: { endpoint: PATH, requestNumber: at + 1 },
    };
  });
  const muted = settings === undefined
    ? []
    : [{ name: "json-body" as const, body: { code: 0, data: settings }, when: { path: MUTE_PATH } }];
  return { faults: [...faults, ...listed, ...muted] };
}

const pathsOf = ({ platform }: Scene) => platform.log.map(({ method, path }) => `${method} ${path}`);
const chatIdsIn = (data: Readonly<Record<string, unknown>>) => {
  assert(Array.isArray(data["chats"]));
  return data["chats"].map((chat) => chat["chat_id"]);
};

describe("+chat-list", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: the chats as the service sent them`, () =>
      inScene(service([[chatAt(1), chatAt(2)]]), async (scene) => {
        const document = goodDocument(await scene.run([LIST], { env }));
        assertEquals(document["identity"], identity);
        assertEquals(document["data"], { chats: [chatAt(1), chatAt(2)], has_more: false, page_token: "" });
        assertEquals(paginationIn(document), { complete: true, pages: 1, items: 2 });
        const [request] = scene.platform.log;
        assertEquals([request?.path, request?.token], [PATH, identity]);
        const query = { user_id_type: "open_id", sort_type: "ByCreateTimeAsc", page_size: "20" };
        assertEquals(request?.query, query);
      }));
  }

  const asked: readonly (readonly [words: readonly string[], more: Readonly<Record<string, string>>])[] = [
    [["--types", "P2P, group,p2p"], { types: "p2p,group" }],
    [["--types", "p2p", "--types", "group"], { types: "p2p,group" }],
    [["--sort", "active_time"], { sort_type: "ByActiveTimeDesc" }],
    [["--sort-type", "ByActiveTimeDesc"], { sort_type: "ByActiveTimeDesc" }],
    [["--user-id-type", "union_id", "--page-size", "100"], { user_id_type: "union_id", page_size: "100" }],
  ];
  for (const [words, more] of asked) {
    it(`${words.join(" ")}: asks for that`, () =>
      inScene({}, async ({ run, platform }) => {
        goodDocument(await run([LIST, ...words]));
        const query = { user_id_type: "open_id", sort_type: "ByCreateTimeAsc", page_size: "20", ...more };
        assertEquals(platform.log[0]?.query, query);
      }));
  }

  it("no chats: an empty array", () =>
    inScene(service([[]]), async ({ run }) => {
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

  it("as bot, --types p2p,group: groups only, and it is told twice", () =>
    inScene(service([[chatAt(1)]]), async ({ run, platform }) => {
      const result = await run([LIST, "--types", "p2p,group"], { env: BOT });
      const { notices } = dataOf(result);
      assertEquals(Object(notices)[0]["code"], "bot_strip_p2p");
      assertStringIncludes(warningsOf(result)[0] ?? "", "bot_strip_p2p");
      assertEquals(platform.log[0]?.query["types"], "group");
      const preview = await run([LIST, "--types", "p2p,group", "--dry-run"], { env: BOT });
      assertStringIncludes(String(dataOf(preview)["description"]), "bot_strip_p2p");
      assertEquals(callsOf(preview)[0]?.params?.["types"], "group");
    }));

  it("--page-all reads on with the token of the page before", () =>
    inScene(service([[chatAt(1)], [chatAt(2)]]), async (scene) => {
      const document = goodDocument(await scene.run([LIST, "--page-all"]));
      assertEquals(chatIdsIn(Object(document["data"])), ["oc_1", "oc_2"]);
      assertEquals(scene.platform.log.map(({ query }) => query["page_token"]), [undefined, "page-2"]);
    }));

  it("a later page that fails: the first one, the token and the error; exit 1", () =>
    inScene(
      service([[chatAt(1)], [chatAt(2)]], undefined, {
        name: "error",
        code: 232025,
        when: { endpoint: PATH, requestNumber: 2 },
      }),
      async ({ run }) => {
        const document = partialDocument(await run([LIST, "--page-all"]));
        const data = Object(document["data"]);
        assertEquals([chatIdsIn(data), data["has_more"], data["page_token"]], [["oc_1"], true, "page-2"]);
        assertEquals(Object(document["error"])["code"], 232025);
      },
    ));
});

describe("+chat-list --exclude-muted", () => {
  const many = Array.from({ length: 25 }, (_none, at) => chatAt(at));
  const settings = {
    items: [{ chat_id: "oc_3", is_muted: true }, { chat_id: "oc_4", is_muted: false }, {
      chat_id: "oc_24",
      is_muted: true,
    }],
    invalid_ids: [{ id: "oc_5", msg: "not in the chat" }],
  };

  it("drops muted chats only, asking for 10 a call, and says so", () =>
    inScene(service([many], settings), async (scene) => {
      const document = goodDocument(await scene.run([LIST, "--exclude-muted", "--page-size", "50"]));
      const data = Object(document["data"]);
      assertEquals(chatIdsIn(data), many.map((chat) => chat.chat_id).filter((id) => !/^oc_(3|24)$/.test(id)));
      const { hint, ...filter } = data["filter"];
      assertEquals(filter, {
        ...{ applied: "exclude_muted", fetched_count: 25, returned_count: 23, filtered_count: 2 },
      });
      for (const part of ["2 muted", "23 left", "22 of them", "no more pages"]) {
        assertStringIncludes(hint, part);
      }
      assertEquals(paginationIn(document)["items"], 23);
      const asked = scene.platform.log.slice(1).map(({ body }) => Object(body)["chat_ids"]);
      assertEquals(asked.map((ids) => ids.length).sort(), [10, 10, 5]);
      assertEquals(asked.flat().sort(), many.map((chat) => chat.chat_id).sort());
    }));

  it("ndjson prints the chats that are left", () =>
    inScene(service([many.slice(0, 5)], settings), async ({ run }) => {
      const { stdout } = await run([LIST, "--exclude-muted", "--format", "ndjson"]);
      const ids = stdout.trimEnd().split("\n").map((line) => JSON.parse(line)["chat_id"]);
      assertEquals(ids, ["oc_0", "oc_1", "oc_2", "oc_4"]);
    }));

  it("a look-up that fails fails the command", () =>
    inScene(
      service([many], undefined, { name: "error", code: 99991679, when: { path: MUTE_PATH } }),
      async ({ run }) => {
        assertEquals(errorOf(await run([LIST, "--exclude-muted"]), 3)["code"], 99991679);
      },
    ));

  it("no chats: no look-up, counts of zero", () =>
    inScene(service([[]]), async (scene) => {
      const { filter } = dataOf(await scene.run([LIST, "--exclude-muted"]));
      assertEquals([Object(filter)["fetched_count"], Object(filter)["hint"]], [0, ""]);
      assertEquals(pathsOf(scene), [`GET ${PATH}`]);
    }));

  it("as bot: no look-up, nothing removed, and why", () =>
    inScene(service([[chatAt(1)]]), async (scene) => {
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
        assertEquals(callsOf(result).map(({ url }) => url), [...urls]);
      }
      assertEquals(platform.log, []);
    }));
});

describe("+chat-list in other formats", () => {
  it("csv, ndjson: a row a chat; pretty: a table with what is filled", () =>
    inScene({}, async () => {
      const formats = async (format: string) =>
        await inScene(service([[chatAt(1), { ...chatAt(2), description: "all of it" }]]), async ({ run }) =>
          (await run([LIST, "--format", format])).stdout);
      assertEquals((await formats("csv")).trimEnd().split("\n").length, 3);
      const rows = (await formats("ndjson")).trimEnd().split("\n");
      assertEquals(
        rows.map((row) =>
          documentOf(row)["chat_id"]
        ),
        ["oc_1", "oc_2"],
      );
      const pretty = await formats("pretty");
      for (const part of ["oc_1", "chat 2", "description", "all of it"]) assertStringIncludes(pretty, part);
      assertEquals(pretty.includes("owner_id"), false);
    }));
});
