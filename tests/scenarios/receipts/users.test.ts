import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { paginationIn } from "../../support/reading.ts";
import {
  dataOf,
  documentOf,
  errorOf,
  partialDocument,
  partOf,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/messages/om_bots/read_users";
const COUNT = 7;
const BOTH = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const READ_AT = 1_779_238_900_000;
const readers = Array.from(
  { length: COUNT },
  (_none, at) => ({ by: `ou_reader${at}`, time: READ_AT + at * 1000 }),
);

const message = (messageId: string, more: Partial<WorldMessage>): WorldMessage => ({
  ...{ messageId, chatId: "oc_read", type: "text", content: { text: "x" }, createTime: Date.now() },
  ...{ senderId: "cli_demo", readBy: readers, ...more },
});

/** Messages of the bot and of a person, one of them old, with seven readers each. */
const world: PlatformOptions = {
  users: [{ openId: "ou_reader0", name: "Ana", unionId: "on_ana", userId: "ana7" }],
  chats: [{ chatId: "oc_read", mode: "group" }],
  messages: [
    message("om_bots", {}),
    message("om_mine", { senderId: "ou_demo" }),
    message("om_old", { createTime: Date.now() - 8 * 24 * 3_600_000 }),
    message("om_unread", { readBy: [] }),
  ],
};

const usersOf = (
  id: string,
  ...more: readonly string[]
) => ["+message-read-users", "--message-id", id, "--as", "bot", ...more];
const usersLine = (...more: readonly string[]) => usersOf("om_bots", ...more);

/** What is read with some words, and what was asked for. */
async function read({ run, platform }: Scene, ...words: readonly string[]) {
  platform.clearLog();
  const result = await run(usersLine(...words), { env: BOTH });
  const data = dataOf(result);
  const { items } = data;
  assert(Array.isArray(items));
  return {
    ...{ result, data, pagination: paginationIn(successDocument(result)) },
    count: partOf(successDocument(result), "meta")["count"],
    ids: items.map((item) => String(item["user_id"])),
    queries: platform.log.map(({ query }) => query),
  };
}

const idsFrom = (start: number, end: number) => readers.slice(start, end).map(({ by }) => by);

describe("+message-read-users", () => {
  it("lists who has read a message and when, as the bot", () =>
    inScene(world, async (scene) => {
      const { data, ids, pagination, count } = await read(scene);
      assertEquals([ids, count], [idsFrom(0, COUNT), COUNT]);
      assertEquals([data["total"], data["has_more"], data["page_token"]], [COUNT, false, ""]);
      assertEquals(pagination, { complete: true, pages: 1, items: COUNT });
      const { items } = data;
      assertEquals(Array.isArray(items) && items[0], {
        user_id_type: "open_id",
        user_id: "ou_reader0",
        timestamp: String(READ_AT),
        tenant_key: "tk_demo",
      });
      const [request] = scene.platform.log;
      assertEquals([request?.method, request?.path, request?.token], ["GET", PATH, "bot"]);
      assertEquals(request?.query, { user_id_type: "open_id", page_size: "100" });
    }));

  it("nobody yet: an empty list, complete", () =>
    inScene(world, async ({ run }) => {
      const result = await run(usersOf("om_unread"), { env: BOTH });
      const { items, total, has_more: hasMore } = dataOf(result);
      assertEquals([items, total, hasMore], [[], 0, false]);
    }));

  it("acts as the person whose token is there, else as the bot", () =>
    inScene(world, async ({ run }) => {
      const line = (id: string) => ["+message-read-users", "--message-id", id];
      assertEquals(successDocument(await run(line("om_mine"), { env: BOTH }))["identity"], "user");
      const env = { ...BOTH, IM_USER_ACCESS_TOKEN: "" };
      assertEquals(successDocument(await run(line("om_bots"), { env }))["identity"], "bot");
    }));

  it("--as user asks about the person's own message", () =>
    inScene(world, async ({ run, platform }) => {
      const words = ["+message-read-users", "--message-id", "om_mine", "--as", "user"];
      const result = await run(words, { env: BOTH });
      assertEquals([documentOf(result.stdout)["identity"], dataOf(result)["total"]], ["user", COUNT]);
      assertEquals(platform.log.map(({ token }) => token), ["user"]);
    }));

  for (
    const [type, id] of [["open_id", "ou_reader0"], ["union_id", "on_ana"], ["user_id", "ana7"]] as const
  ) {
    it(`--user-id-type ${type}`, () =>
      inScene(world, async (scene) => {
        const { ids, queries } = await read(scene, "--user-id-type", type);
        assertEquals([ids[0], queries[0]?.["user_id_type"]], [id, type]);
      }));
  }
});

describe("+message-read-users: pages", () => {
  const walks:
    readonly (readonly [words: readonly string[], end: number, pages: number, complete: boolean])[] = [
      [[], 2, 1, false],
      [["--page-all"], COUNT, 4, true],
      [["--page-limit", "0"], COUNT, 4, true],
      [["--page-limit", "2"], 4, 2, false],
      [["--page-all", "--page-limit", "3"], 6, 3, false],
      [["--page-limit", "4"], COUNT, 4, true],
      [["--page-limit", "1"], 2, 1, false],
    ];
  for (const [words, end, pages, complete] of walks) {
    it(`--page-size 2 ${words.join(" ")}: ${pages} pages`, () =>
      inScene(world, async (scene) => {
        const one = await read(scene, "--page-size", "2", "--page-delay", "0", ...words);
        assertEquals([one.ids, one.queries.length, one.data["total"]], [idsFrom(0, end), pages, end]);
        assertEquals([one.pagination["complete"], one.data["has_more"]], [complete, !complete]);
        const isCut = !complete && words.length > 0;
        assertEquals(warningsOf(one.result).length, isCut ? 1 : 0);
        if (complete) return;
        const token = String(one.pagination["next_token"]);
        assertEquals(one.data["page_token"], token);
        const rest = await read(
          scene,
          "--page-size",
          "2",
          "--page-token",
          token,
          "--page-all",
          "--page-delay=0",
        );
        assertEquals([...one.ids, ...rest.ids], idsFrom(0, COUNT));
      }));
  }

  it("--page-all alone stops after 10 pages", () =>
    inScene({
      ...world,
      messages: [
        message("om_bots", {
          readBy: Array.from({ length: 12 }, (_none, at) => ({ by: `ou_${at}`, time: at })),
        }),
      ],
    }, async (scene) => {
      const { queries, pagination } = await read(
        scene,
        "--page-size",
        "1",
        "--page-all",
        "--page-delay",
        "0",
      );
      assertEquals([queries.length, pagination["complete"]], [10, false]);
    }));

  const delays: readonly (readonly [words: readonly string[], ms: number])[] = [
    [[], 200],
    [["--page-delay", "777"], 777],
  ];
  for (const [words, ms] of delays) {
    it(`${ms} ms between pages with ${words.join(" ") || "no flag"}`, () =>
      inScene(world, async (scene) => {
        const { result } = await read(scene, "--page-size", "2", "--page-all", ...words);
        assertEquals("waited" in result && result.waited.filter((one) => one === ms).length, 3);
      }));
  }

  const sizes: readonly (readonly [words: readonly string[], size: string | undefined, param?: string])[] = [
    [["--page-size", "1"], "1"],
    [["--page-size", "100"], "100"],
    [["--limit", "100"], "100"],
    [["--page-size", "101"], undefined, "--page-size"],
    [["--limit", "101"], undefined, "--limit"],
    [["--page-size", "0"], undefined, "--page-size"],
    [["--page-size", "1.5"], undefined, "--page-size"],
    [["--page-limit", "1001"], undefined, "--page-limit"],
    [["--page-limit", "-1"], undefined, "--page-limit"],
    [["--page-delay", "60001"], undefined, "--page-delay"],
    [["--page-token", ""], undefined, "--page-token"],
  ];
  for (const [words, size, param] of sizes) {
    it(`${words.join(" ")}: ${size === undefined ? "exit 2" : "taken"}`, () =>
      inScene(world, async (scene) => {
        if (size !== undefined) {
          assertEquals((await read(scene, ...words)).queries.map((query) => query["page_size"]), [size]);
          return;
        }
        const error = errorOf(await scene.run(usersLine(...words), { env: BOTH }), 2);
        assertEquals([error["param"], scene.platform.log], [param, []]);
      }));
  }

  it("an error on a later page: what was read, exit 1", () =>
    inScene({
      ...world,
      faults: [{ name: "error", code: 230027, when: { path: "read_users", requestNumber: 2 } }],
    }, async ({ run }) => {
      const words = usersLine("--page-size", "2", "--page-all", "--page-delay", "0");
      const document = partialDocument(await run(words, { env: BOTH }));
      const { items } = Object(document["data"]);
      assertEquals(items.length, 2);
      assertEquals(paginationIn(document)["complete"], false);
    }));

  it("a page token that comes again: exit 5, rows kept", () =>
    inScene({ ...world, faults: [{ name: "repeated-token" }] }, async ({ run }) => {
      const words = usersLine("--page-size", "2", "--page-all", "--page-delay", "0");
      const document = partialDocument(await run(words, { env: BOTH }), 5);
      assert(Object(document["data"])["items"].length >= 2);
    }));
});

describe("+message-read-users: what the service does not say", () => {
  const refused:
    readonly (readonly [name: string, id: string, code: number, status: number, hint: string])[] = [
      ["of a message that somebody else sent", "om_mine", 230012, 1, "sender"],
      ["of a message older than 7 days", "om_old", 230033, 1, "7 days"],
    ];
  for (const [name, id, code, status, hint] of refused) {
    it(`${name}: ${code}`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run(usersOf(id), { env: BOTH }), status);
        assertEquals([error["code"], platform.log.length], [code, 1]);
        assertStringIncludes(String(error["hint"]), hint);
      }));
  }

  for (const [code, status] of [[230002, 3], [230110, 1], [99991672, 3], [99991679, 3]] as const) {
    it(`${code}: exit ${status}, with a hint`, () =>
      inScene({ ...world, faults: [{ name: "error", code }] }, async ({ run }) => {
        const error = errorOf(await run(usersLine(), { env: BOTH }), status);
        assert(typeof error["hint"] === "string" && error["hint"] !== "");
      }));
  }

  for (const id of ["", "oc_read", "omt_x", "om_x/../y"]) {
    it(`of "${id}": exit 2`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run(usersOf(id), { env: BOTH }), 2);
        assertEquals([error["param"], platform.log], ["--message-id", []]);
      }));
  }
});

describe("+message-read-users in other forms", () => {
  it("a dry run, offline: the call, and how many pages", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      const result = await run(usersLine("--page-size", "5", "--page-limit", "3", "--dry-run"), { env });
      assertEquals(documentOf(result.stdout)["identity"], "bot");
      const { api } = dataOf(result);
      assert(Array.isArray(api));
      const [{ desc, ...call }, ...others] = api;
      const params = { user_id_type: "open_id", page_size: "5" };
      assertEquals([call, others], [{ method: "GET", url: PATH, params }, []]);
      assertStringIncludes(desc, "3");
      assertEquals(platform.log, []);
    }));

  it("ndjson: a row a reader; pretty: a line a reader", () =>
    inScene(world, async ({ run }) => {
      const rows = (await run(usersLine("--format", "ndjson"), { env: BOTH })).stdout.trimEnd().split("\n");
      assertEquals(rows.map((row) => JSON.parse(row)["user_id"]), idsFrom(0, COUNT));
      const { stdout } = await run(usersLine("--format", "pretty"), { env: BOTH });
      for (const id of idsFrom(0, COUNT)) assertStringIncludes(stdout, id);
    }));
});
