import type { AnyFault } from "../../../../fixtures/platform/mod.ts";
import {
  idsIn,
  messagesIn,
  MGET_PATH,
  paginationIn,
  requestedIds,
  SEARCH_PATH,
} from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { errorOf, partialDocument, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { idsDown, manyGroups, manyIn, SEARCH } from "./scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Faults of one endpoint. */
const onSearch = (set: Record<string, unknown>): AnyFault => ({
  name: "changed-data",
  set,
  when: { endpoint: SEARCH_PATH },
});
const onMget = (fault: AnyFault): AnyFault => ({ ...fault, when: { endpoint: MGET_PATH, ...fault.when } });

describe("what a search finds", () => {
  it("nothing: exactly one call, an empty list, exit 0", () =>
    inScene(manyIn(3), async ({ run, platform }) => {
      for (const words of [[], ["--page-all"], ["--format", "ndjson"]]) {
        platform.clearLog();
        const result = await run(["+messages-search", "--query", "unheard", ...words]);
        assertEquals(platform.log.map(({ path }) => path), [SEARCH_PATH]);
        assertEquals([result.status, warningsOf(result)], [0, []]);
        if (words.includes("ndjson")) assertEquals(result.stdout, "");
        else {
          const document = successDocument(result);
          const data = { messages: [], total: 0, has_more: false, page_token: "" };
          assertEquals(partOf(document, "data"), data);
          assertEquals(paginationIn(document), { complete: true, pages: 1, items: 0 });
        }
      }
    }));

  it("comes in the order of the search, although messages by id come in another", () =>
    inScene(manyGroups(5), async ({ run }) => {
      assertEquals(idsIn(successDocument(await run(SEARCH))), ["om_0", "om_1", "om_2", "om_3", "om_4"]);
    }));

  it("keeps the order of the search over pages and calls", () =>
    inScene(manyGroups(60), async ({ run, platform }) => {
      const document = successDocument(await run([...SEARCH, "--page-size", "11", "--page-all"]));
      assertEquals(idsIn(document), Array.from({ length: 60 }, (_, index) => `om_${index}`));
      assertEquals(requestsTo(platform, MGET_PATH).map((call) => requestedIds(call).length), [50, 10]);
    }));

  it("is the message of items[].id where meta_data names none", () => {
    const items = [
      { id: "om_1", display_info: "x" },
      { id: "om_0", meta_data: {} },
      { id: "om_wrong", meta_data: { message_id: "om_2" } },
      { id: "om_3", meta_data: { message_id: "" } },
    ];
    return inScene(manyIn(4, [onSearch({ items })]), async ({ run, platform }) => {
      const wanted = ["om_1", "om_0", "om_2", "om_3"];
      assertEquals(idsIn(successDocument(await run(SEARCH))), wanted);
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [wanted]);
    });
  });

  it("is left out, with a warning, where no id can be found", () => {
    const items = [null, 1, "om_1", {}, { id: 5 }, { meta_data: null }, { id: "om_0" }];
    return inScene(manyIn(2, [onSearch({ items })]), async ({ run }) => {
      const result = await run(SEARCH);
      assertEquals(idsIn(successDocument(result)), ["om_0"]);
      assertStringIncludes(result.stderr, "warning: hits_without_id: 6 results came");
    });
  });

  it("is an error where the answer has something else in place of the hits", () =>
    inScene(
      manyIn(2, [onSearch({ items: "om_1" })]),
      async ({ run }) => assertEquals(errorOf(await run(SEARCH), 5)["subtype"], "invalid_response"),
    ));

  for (const name of ["null-data", "no-data"] as const) {
    it(`is nothing where the answer has ${name === "no-data" ? "no data" : "null as data"}`, () =>
      inScene(manyIn(2, [{ name, when: { endpoint: SEARCH_PATH } }]), async ({ run, platform }) => {
        assertEquals(idsIn(successDocument(await run(SEARCH))), []);
        assertEquals(platform.log.length, 1);
      }));
  }

  it("the notice of any page is passed on, the first one that says something", () =>
    inScene(
      manyIn(4, [
        { ...onSearch({ notice: "" }), when: { endpoint: SEARCH_PATH, requestNumber: 1 } },
        { ...onSearch({ notice: "the second page" }), when: { endpoint: SEARCH_PATH, skip: 1 } },
      ]),
      async ({ run }) => {
        const document = successDocument(await run([...SEARCH, "--page-size", "2", "--page-all"]));
        assertEquals(partOf(document, "data")["notice"], "the second page");
      },
    ));
});

describe("hits that are not returned as messages", () => {
  it("are listed in missing_message_ids with a warning, exit 0", () => {
    const items = ["om_1", "om_gone", "om_0", "om_lost"].map((id) => ({ id, meta_data: { message_id: id } }));
    return inScene(manyIn(2, [onSearch({ items })]), async ({ run }) => {
      const result = await run(SEARCH);
      const document = successDocument(result);
      assertEquals(idsIn(document), ["om_1", "om_0"]);
      const data = partOf(document, "data");
      assertEquals([data["total"], data["missing_message_ids"]], [2, ["om_gone", "om_lost"]]);
      assertEquals(warningsOf(result), ["warning: messages_not_returned: 2 of 4"]);
    });
  });

  it("the key is absent when every hit came", () =>
    inScene(manyIn(2), async ({ run }) => {
      assertEquals("missing_message_ids" in partOf(successDocument(await run(SEARCH)), "data"), false);
    }));
});

describe("a call for the messages found fails", () => {
  const all = [...SEARCH, "--page-size", "50", "--page-all"];

  it("one of two: the messages of the other are kept, complete and in order; ok is false, exit 1", () =>
    inScene(
      manyIn(55, [onMget({ name: "error", code: 230001, when: { path: "=om_54" } })]),
      async ({ run }) => {
        const result = await run(all);
        const document = partialDocument(result);
        assertEquals(idsIn(document), idsDown(4, 0));
        assertEquals(messagesIn(document).map((message) => message["chat_name"]), Array(5).fill("Room"));
        const data = partOf(document, "data");
        assertEquals([data["total"], data["missing_message_ids"]], [5, idsDown(54, 5)]);
        assertEquals(partOf(document, "error")["code"], 230001);
        const [warning = "", ...others] = warningsOf(result);
        assertEquals(others, []);
        assertStringIncludes(warning, "messages_not_returned: 50 of 55");
        assertStringIncludes(warning, "230001");
      },
    ));

  it("the second one: the first 50 are kept", () =>
    inScene(
      manyIn(55, [onMget({ name: "status-502-html", when: { path: "=om_0" } })]),
      async ({ run }) => {
        const document = partialDocument(await run(all));
        assertEquals(idsIn(document), idsDown(54, 5));
        assertEquals(partOf(document, "data")["missing_message_ids"], idsDown(4, 0));
        assertEquals(partOf(document, "error")["type"], "network");
        assert(paginationIn(document)["complete"] === true);
      },
    ));

  it("every one: the list is empty but there, and every hit is listed as missing", () =>
    inScene(manyIn(3, [onMget({ name: "error", code: 230027 })]), async ({ run, platform }) => {
      const document = partialDocument(await run(SEARCH));
      const data = partOf(document, "data");
      assertEquals([data["messages"], data["total"], data["missing_message_ids"]], [[], 0, idsDown(2, 0)]);
      assertEquals(partOf(document, "error")["code"], 230027);
      assertEquals(platform.log.map(({ path }) => path), [SEARCH_PATH, MGET_PATH]);
    }));

  it("a fault that passes is got over by asking again", () =>
    inScene(
      manyIn(3, [onMget({ name: "status-502-html", when: { times: 2 } })]),
      async ({ run }) => {
        assertEquals(idsIn(successDocument(await run(SEARCH))), idsDown(2, 0));
      },
    ));

  it("a failing page and a failing call together: what is left is reported, and the page's error", () =>
    inScene(
      manyIn(5, [
        onMget({ name: "error", code: 230001, when: { path: "=om_4" } }),
        { name: "error", code: 99991679, when: { endpoint: SEARCH_PATH, skip: 1 } },
      ]),
      async ({ run }) => {
        const document = partialDocument(await run([...SEARCH, "--page-size", "2", "--page-all"]));
        assertEquals(partOf(document, "data")["missing_message_ids"], ["om_4", "om_3"]);
        assertEquals(partOf(document, "error")["code"], 99991679);
      },
    ));
});
