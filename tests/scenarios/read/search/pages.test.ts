import type { AnyFault } from "../../../../fixtures/platform/mod.ts";
import {
  CHATS_PATH,
  idsIn,
  messagesIn,
  MGET_PATH,
  paginationIn,
  REACTIONS_PATH,
  requestedIds,
  SEARCH_PATH,
} from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { errorOf, partialDocument, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { idsDown, manyGroups, manyIn, SEARCH } from "./scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A fault of some pages of the search. */
function onSearch(fault: AnyFault): AnyFault {
  return { ...fault, when: { endpoint: SEARCH_PATH, ...fault.when } };
}

describe("how many pages a search reads", () => {
  const cases: [words: string[], calls: number, complete: boolean][] = [
    [[], 1, false],
    [["--page-limit", "1"], 1, false],
    [["--page-limit", "2"], 2, false],
    [["--page-all"], 40, false],
    [["--page-all", "--page-limit", "3"], 3, false],
    [["--page-limit", "41"], 41, false],
    [["--page-limit", "0"], 45, true],
    [["--page-all", "--page-limit", "0"], 45, true],
    [["--page-limit", "1000"], 45, true],
  ];
  for (const [words, calls, complete] of cases) {
    it(`${words.join(" ") || "neither --page-all nor --page-limit"}: ${calls} of 45`, () =>
      inScene(manyIn(45), async ({ run, platform }) => {
        const result = await run([...SEARCH, "--page-size", "1", ...words]);
        const document = successDocument(result);
        assertEquals(requestsTo(platform, SEARCH_PATH).length, calls);
        assertEquals(idsIn(document), idsDown(44, 45 - calls));
        const { next_token: next, ...pagination } = paginationIn(document);
        assertEquals(pagination, { complete, pages: calls, items: calls });
        const data = partOf(document, "data");
        assertEquals([data["total"], data["has_more"], data["page_token"]], [calls, !complete, next ?? ""]);
      }));
  }

  it("a stop by the limit is a success with a warning that names the next token; one page needs none", () =>
    inScene(manyIn(5), async ({ run }) => {
      const stopped = await run([...SEARCH, "--page-size", "2", "--page-limit", "2"]);
      const token = String(paginationIn(successDocument(stopped))["next_token"]);
      const [warning = "", ...others] = warningsOf(stopped);
      assertEquals(others, []);
      assertStringIncludes(warning, token);
      assertStringIncludes(warning, "--page-limit");
      assertEquals(warningsOf(await run([...SEARCH, "--page-size", "2"])), []);
      assertEquals(warningsOf(await run([...SEARCH, "--page-size", "2", "--page-all"])), []);
    }));

  it("--page-token begins there and does not switch the walk on; next_token and page_token lead on", () =>
    inScene(manyIn(6), async ({ run, platform }) => {
      const first = successDocument(await run([...SEARCH, "--page-size", "2"]));
      const token = String(paginationIn(first)["next_token"]);
      platform.clearLog();
      const second = successDocument(await run([...SEARCH, "--page-size", "2", "--page-token", token]));
      assertEquals(idsIn(second), ["om_3", "om_2"]);
      assertEquals(requestsTo(platform, SEARCH_PATH).map(({ query }) => query), [
        { page_size: "2", page_token: token },
      ]);
      const rest = await run([...SEARCH, "--page-size", "2", "--page-token", token, "--page-all"]);
      assertEquals(idsIn(successDocument(rest)), ["om_3", "om_2", "om_1", "om_0"]);
    }));

  it("20 messages a page unless --page-size or IM_PAGE_SIZE says otherwise", () =>
    inScene(manyIn(1), async ({ run, platform }) => {
      await run(SEARCH);
      await run([...SEARCH, "--page-size", "50"]);
      await run(SEARCH, { env: { IM_PAGE_SIZE: "7" } });
      assertEquals(requestsTo(platform, SEARCH_PATH).map(({ query }) => query["page_size"]), [
        "20",
        "50",
        "7",
      ]);
    }));

  it("no wait between pages; with --page-delay one between two, none before or after", () =>
    inScene(manyIn(3), async ({ run }) => {
      const line = [...SEARCH, "--page-size", "1", "--page-all"];
      assertEquals((await run(line)).waited, []);
      assertEquals((await run([...line, "--page-delay", "77"])).waited, [77, 77]);
    }));
});

describe("hits of all pages are completed together", () => {
  it("50 + 5 hits in 55 chats: ids in calls of 50 and 5, chats in calls of 50 and 5", () =>
    inScene(manyGroups(55), async ({ run, platform }) => {
      const document = successDocument(await run([...SEARCH, "--page-size", "50", "--page-all"]));
      const names = (prefix: string, from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => `${prefix}${from + index}`);
      assertEquals(idsIn(document), names("om_", 0, 55));
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [
        names("om_", 0, 50),
        names("om_", 50, 55),
      ]);
      assertEquals(requestsTo(platform, CHATS_PATH).map(({ body, query }) => [query, body]), [
        [{ user_id_type: "open_id" }, { chat_ids: names("oc_", 0, 50) }],
        [{ user_id_type: "open_id" }, { chat_ids: names("oc_", 50, 55) }],
      ]);
      assertEquals(messagesIn(document).map((message) => message["chat_name"]), names("Group ", 0, 55));
    }));

  it("small pages fill up the calls, too: 11 pages of 5 hits are calls of 50 and 5", () =>
    inScene(manyIn(55), async ({ run, platform }) => {
      const document = successDocument(await run([...SEARCH, "--page-size", "5", "--page-all"]));
      assertEquals(idsIn(document), idsDown(54, 0));
      assertEquals(requestsTo(platform, SEARCH_PATH).length, 11);
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [idsDown(54, 5), idsDown(4, 0)]);
      assertEquals(requestsTo(platform, CHATS_PATH).map(({ body }) => body), [{ chat_ids: ["oc_room"] }]);
    }));
});

describe("a page after the first fails", () => {
  const line = [...SEARCH, "--page-size", "2", "--page-all"];
  const faults: [name: string, fault: AnyFault, error: Record<string, unknown>][] = [
    ["a refusal", { name: "error", code: 230001, when: { skip: 1 } }, { type: "api", code: 230001 }],
    ["a missing scope", { name: "error", code: 99991679, when: { skip: 1 } }, { type: "authorization" }],
    ["a lost connection", { name: "cut-before-headers", when: { skip: 1 } }, { type: "network" }],
    ["a gateway that is down", { name: "status-502-html", when: { skip: 1 } }, { type: "network" }],
  ];
  for (const [name, fault, expected] of faults) {
    it(`${name}: the rows before it are kept and complete, ok is false, exit 1`, () =>
      inScene(manyIn(5, [onSearch(fault)]), async ({ run, platform }) => {
        const document = partialDocument(await run(line));
        assertEquals(idsIn(document), ["om_4", "om_3"]);
        assertEquals(messagesIn(document).map((message) => message["chat_name"]), ["Room", "Room"]);
        assertEquals(requestsTo(platform, REACTIONS_PATH).length, 1);
        const error = partOf(document, "error");
        for (const [key, value] of Object.entries(expected)) assertEquals(error[key], value);
        const { next_token: next, ...pagination } = paginationIn(document);
        assertEquals(pagination, { complete: false, pages: 1, items: 2 });
        assertEquals([typeof next, partOf(document, "data")["page_token"]], ["string", next]);
      }));
  }

  it("next_token of the broken walk reads the rest", () =>
    inScene(
      manyIn(5, [onSearch({ name: "error", code: 230001, when: { skip: 1, times: 1 } })]),
      async ({ run }) => {
        const token = String(paginationIn(partialDocument(await run(line)))["next_token"]);
        assertEquals(idsIn(successDocument(await run([...line, "--page-token", token]))), [
          "om_2",
          "om_1",
          "om_0",
        ]);
      },
    ));

  it("the first page fails: nothing on stdout, the exit status is that of the error", () =>
    inScene(manyIn(5, [onSearch({ name: "error", code: 99991679 })]), async ({ run, platform }) => {
      assertEquals(errorOf(await run(line), 3)["type"], "authorization");
      assertEquals(platform.log.map(({ path }) => path), [SEARCH_PATH]);
    }));

  it("a page that fails once is asked for again", () =>
    inScene(
      manyIn(5, [onSearch({ name: "status-502-html", when: { skip: 1, times: 1 } })]),
      async ({ run }) => {
        assertEquals(idsIn(successDocument(await run(line))), idsDown(4, 0));
      },
    ));
});

describe("page tokens that lead nowhere: stop, exit 5, the rows are kept", () => {
  it("a token that was seen before", () =>
    inScene(manyIn(5, [onSearch({ name: "repeated-token" })]), async ({ run, platform }) => {
      const document = partialDocument(await run([...SEARCH, "--page-size", "2", "--page-limit", "0"]), 5);
      // A message that is found twice is told once.
      assertEquals(idsIn(document), ["om_4", "om_3"]);
      assertEquals(requestsTo(platform, SEARCH_PATH).length, 2);
      assertEquals(partOf(document, "error")["type"], "internal");
      assertEquals(paginationIn(document)["complete"], false);
      // A message that is found twice is fetched once.
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [["om_4", "om_3"]]);
    }));

  it("the token that the walk began with", () =>
    inScene(manyIn(5, [onSearch({ name: "repeated-token" })]), async ({ run, platform }) => {
      partialDocument(await run([...SEARCH, "--page-token", "again", "--page-all"]), 5);
      assertEquals(requestsTo(platform, SEARCH_PATH).length, 1);
    }));

  for (const words of [[], ["--page-all"]]) {
    it(`more pages, but no token${words.length === 0 ? ", in a search of one page" : ""}`, () =>
      inScene(manyIn(5, [onSearch({ name: "more-without-token" })]), async ({ run, platform }) => {
        const document = partialDocument(await run([...SEARCH, "--page-size", "2", ...words]), 5);
        assertEquals(idsIn(document), ["om_4", "om_3"]);
        assertEquals(requestsTo(platform, SEARCH_PATH).length, 1);
        assertMatch(String(partOf(document, "error")["message"]), /more pages/);
        assertEquals("next_token" in paginationIn(document), false);
      }));
  }

  it("next_page_token is read where page_token is empty", () =>
    inScene(
      manyIn(5, [
        onSearch({
          name: "changed-data",
          set: { has_more: true, page_token: "", next_page_token: "other" },
        }),
      ]),
      async ({ run }) => {
        const document = successDocument(await run(SEARCH));
        assertEquals(paginationIn(document)["next_token"], "other");
        assert(partOf(document, "data")["page_token"] === "other");
      },
    ));
});
