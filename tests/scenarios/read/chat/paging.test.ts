import {
  IDENTITIES,
  idsFrom,
  idsIn,
  listRequests,
  LISTS,
  messagesIn,
  paginationIn,
  worldOf,
} from "../../../support/reading.ts";
import { dataOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene, type Scene, type SceneRunOptions } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Seven messages in pages of two: the last page has one. */
const COUNT = 7;
const IN_TWOS = ["--page-size", "2", "--no-reactions"];

/** How far a run went: requests sent, messages printed, and what `meta` and `data` tell. */
async function walk({ run, platform }: Scene, line: readonly string[], more?: SceneRunOptions) {
  platform.clearLog();
  const result = await run(line, more);
  const document = successDocument(result);
  const data = dataOf(result);
  return {
    result,
    ids: idsIn(document),
    pagination: paginationIn(document),
    total: data["total"],
    hasMore: data["has_more"],
    token: data["page_token"],
    pages: listRequests(platform).length,
  };
}

for (const { name, line, prefix } of LISTS) {
  for (const [identity, env] of IDENTITIES) {
    describe(`${name} as ${identity}: pages`, () => {
      const scene = (use: (scene: Scene) => Promise<void>) => inScene(worldOf(COUNT), use);
      const words = [...line, ...IN_TWOS];

      it("one page unless more are asked for, with where to go on and without a warning", () =>
        scene(async (here) => {
          const read = await walk(here, words, { env });
          assertEquals(read.ids, idsFrom(prefix, 0, 2));
          assertEquals([read.pages, read.total, read.hasMore], [1, 2, true]);
          assert(typeof read.token === "string" && read.token !== "");
          assertEquals(read.pagination, { complete: false, pages: 1, items: 2, next_token: read.token });
          assertEquals(warningsOf(read.result), []);
        }));

      const whole: [name: string, flags: string[]][] = [
        ["--page-all", ["--page-all"]],
        ["--page-limit 0", ["--page-limit", "0"]],
        ["--page-all --page-limit 0", ["--page-all", "--page-limit", "0"]],
        ["--page-limit above the number of pages", ["--page-limit", "9"]],
        ["--page-limit that is just the number of pages", ["--page-limit", "4"]],
      ];
      for (const [flags, more] of whole) {
        it(`${flags} reads on to the end, each message once, complete`, () =>
          scene(async (here) => {
            const read = await walk(here, [...words, ...more, "--page-delay", "0"], { env });
            assertEquals(read.ids, idsFrom(prefix, 0, COUNT));
            assertEquals([read.pages, read.total, read.hasMore, read.token], [4, COUNT, false, ""]);
            assertEquals(read.pagination, { complete: true, pages: 4, items: COUNT });
            assertEquals(read.result.stderr, "");
          }));
      }

      const limits: [name: string, flags: string[]][] = [
        ["--page-limit alone", ["--page-limit", "2"]],
        ["--page-all --page-limit", ["--page-all", "--page-limit", "2"]],
      ];
      for (const [flags, more] of limits) {
        it(`${flags} stops there: exit 0, not complete, a warning, and its token goes on without gap or repeat`, () =>
          scene(async (here) => {
            const first = await walk(here, [...words, ...more, "--page-delay", "0"], { env });
            assertEquals(first.ids, idsFrom(prefix, 0, 4));
            assertEquals(first.pagination, { complete: false, pages: 2, items: 4, next_token: first.token });
            const [warning = "", ...others] = warningsOf(first.result);
            assertEquals(others, []);
            assertStringIncludes(warning, String(first.token));
            const token = String(first.pagination["next_token"]);
            const rest = await walk(here, [...words, "--page-all", "--page-delay=0", "--page-token", token], {
              env,
            });
            assertEquals(rest.ids, idsFrom(prefix, 4, COUNT));
            assertEquals(rest.pagination, { complete: true, pages: 2, items: 3 });
          }));
      }

      it("--page-token alone reads one page; page by page all messages come once", () =>
        scene(async (here) => {
          const ids: unknown[] = [];
          let token: unknown;
          for (let page = 1; page <= 4; page++) {
            const more = token === undefined ? [] : ["--page-token", String(token)];
            const read = await walk(here, [...words, ...more], { env });
            assertEquals(read.pages, 1);
            assertEquals(warningsOf(read.result), []);
            ids.push(...read.ids);
            token = read.pagination["next_token"];
            assertEquals(read.pagination["complete"], page === 4);
          }
          assertEquals(token, undefined);
          assertEquals(ids, idsFrom(prefix, 0, COUNT));
        }));

      it("each page is asked for with the token of the one before and otherwise alike", () =>
        scene(async (here) => {
          await walk(here, [...words, "--page-all", "--page-delay", "0"], { env });
          const queries = listRequests(here.platform).map(({ query }) => query);
          const tokens = queries.map((query) => query["page_token"]);
          assertEquals([tokens[0], new Set(tokens).size], [undefined, 4]);
          const rest = queries.map(({ page_token: _, ...query }) => query);
          for (const query of rest) assertEquals(query, rest[0] ?? {});
        }));
    });
  }
}

describe("an empty list", () => {
  for (const { name, line } of LISTS) {
    it(`${name}: messages [], total 0, complete`, () =>
      inScene({ ...worldOf(1), faults: [{ name: "changed-data", set: { items: [] } }] }, async (here) => {
        const read = await walk(here, line);
        assertEquals([read.ids, read.total, read.hasMore, read.token], [[], 0, false, ""]);
        assertEquals(read.pagination, { complete: true, pages: 1, items: 0 });
      }));
  }
});

describe("the token of the next page", () => {
  for (const { name, line, prefix } of LISTS) {
    it(`${name}: next_page_token counts where page_token is empty`, () =>
      inScene(worldOf(3), async (here) => {
        const { token } = await walk(here, [...line, "--page-size", "2"]);
        here.platform.addFault({
          name: "changed-data",
          set: { page_token: "", next_page_token: token },
          when: { path: "page_size=2", times: 1 },
        });
        const read = await walk(here, [...line, "--page-size", "2", "--page-all", "--no-reactions"]);
        assertEquals(read.ids, idsFrom(prefix, 0, 3));
        assertEquals(read.pagination["complete"], true);
      }));
  }
});

describe("the wait between pages", () => {
  for (const { name, line } of LISTS) {
    const words = [...line, ...IN_TWOS];
    const waits: [name: string, flags: string[], delay: number, count: number][] = [
      ["200 ms unless told otherwise", ["--page-all"], 200, 3],
      ["--page-delay, between two pages only", ["--page-all", "--page-delay", "777"], 777, 3],
      ["with --page-limit alone, not behind the last page", ["--page-limit=2", "--page-delay=777"], 777, 1],
      ["none for one page", ["--page-delay", "777"], 777, 0],
      ["none with --page-delay 0", ["--page-all", "--page-delay", "0"], 200, 0],
    ];
    for (const [promise, flags, delay, count] of waits) {
      it(`${name}: ${promise}`, () =>
        inScene(worldOf(COUNT), async ({ run }) => {
          const result = await run([...words, ...flags]);
          successDocument(result);
          assertEquals(result.waited.filter((ms) => ms === delay).length, count);
        }));
    }
  }
});

describe("page variables", () => {
  const { line, prefix } = LISTS[0] ?? { line: [], prefix: "" };
  const cases: [name: string, env: Record<string, string>, flags: string[], items: number, pages: number][] =
    [
      ["IM_PAGE_SIZE", { IM_PAGE_SIZE: "3" }, [], 3, 1],
      ["--page-size beats IM_PAGE_SIZE", { IM_PAGE_SIZE: "3" }, ["--page-size", "1"], 1, 1],
      ["--limit beats IM_PAGE_SIZE", { IM_PAGE_SIZE: "3" }, ["--limit", "1"], 1, 1],
      ["IM_PAGE_ALL", { IM_PAGE_SIZE: "3", IM_PAGE_ALL: "1" }, [], 7, 3],
      ["IM_PAGE_LIMIT walks by itself", { IM_PAGE_SIZE: "3", IM_PAGE_LIMIT: "2" }, [], 6, 2],
      [
        "--page-limit beats IM_PAGE_LIMIT",
        { IM_PAGE_SIZE: "1", IM_PAGE_LIMIT: "2" },
        ["--page-limit=4"],
        4,
        4,
      ],
    ];
  for (const [promise, env, flags, items, pages] of cases) {
    it(promise, () =>
      inScene(worldOf(COUNT), async (here) => {
        const read = await walk(here, [...line, "--no-reactions", ...flags], { env });
        assertEquals(read.ids, idsFrom(prefix, 0, items));
        assertEquals(read.pages, pages);
      }));
  }
  it("IM_PAGE_DELAY", () =>
    inScene(worldOf(COUNT), async ({ run }) => {
      const result = await run([...line, ...IN_TWOS, "--page-all"], { env: { IM_PAGE_DELAY: "777" } });
      assertEquals(messagesIn(successDocument(result)).length, COUNT);
      assertEquals(result.waited.filter((ms) => ms === 777).length, 3);
    }));
});

describe("the limit of pages", () => {
  for (const { name, line } of LISTS) {
    it(`${name}: --page-all alone reads ten pages and says that there are more`, () =>
      inScene(worldOf(12), async (here) => {
        const read = await walk(here, [...line, "--page-size=1", "--no-reactions", "--page-all"]);
        assertEquals([read.pages, read.pagination["complete"], read.pagination["items"]], [10, false, 10]);
        assertEquals(warningsOf(read.result).length, 1);
      }));
  }
});
