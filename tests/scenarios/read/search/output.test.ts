import { MGET_PATH, requestedIds, SEARCH_PATH } from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { documentOf, partOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { idsDown, manyIn, news, roomOf, SEARCH } from "./scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The rows of ndjson output. */
function rowsIn(text: string): Record<string, unknown>[] {
  return text.split("\n").filter((line) => line !== "").map((line) => ({ ...documentOf(line) }));
}
const idsOf = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map((row) => row["message_id"]);

describe("--format ndjson prints a search page by page", () => {
  const line = [...SEARCH, "--format", "ndjson", "--page-size", "2", "--page-all"];

  it("one complete message a line, the same objects as in JSON, in the order of the search", () =>
    inScene(manyIn(5), async ({ run }) => {
      const rows = rowsIn((await run(line)).stdout);
      const document = successDocument(await run([...SEARCH, "--page-size", "2", "--page-all"]));
      assertEquals(rows, partOf(document, "data")["messages"]);
      assertEquals(idsOf(rows), idsDown(4, 0));
    }));

  it("stderr says how far the walk went, as JSON", () =>
    inScene(manyIn(5), async ({ run }) => {
      const result = await run(line);
      assertEquals(documentOf(result.stderr), {
        _diagnostic: "pagination",
        complete: true,
        pages: 3,
        items: 5,
      });
    }));

  it("a later page fails: its rows before it are out, the error is on stderr, exit 1", () =>
    inScene(
      manyIn(5, [{ name: "error", code: 230001, when: { endpoint: SEARCH_PATH, skip: 1 } }]),
      async ({ run }) => {
        const result = await run(line);
        assertEquals([result.status, idsOf(rowsIn(result.stdout))], [1, ["om_4", "om_3"]]);
        assertMatch(result.stderr, /"_diagnostic":"pagination","complete":false,"pages":1,"items":2/);
        assertStringIncludes(result.stderr, "230001");
      },
    ));

  it("ids that do not come back take no row and are counted in a warning", () =>
    inScene(
      manyIn(5, [{ name: "error", code: 230001, when: { endpoint: MGET_PATH, path: "=om_2" } }]),
      async ({ run, platform }) => {
        const result = await run(line);
        assertEquals([result.status, idsOf(rowsIn(result.stdout))], [1, ["om_4", "om_3", "om_0"]]);
        assertMatch(result.stderr, /^warning: messages_not_returned: 2 of 5/m);
        // Page by page: a page's messages do not wait for those of the next.
        assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [
          ["om_4", "om_3"],
          ["om_2", "om_1"],
          ["om_0"],
        ]);
      },
    ));
});

describe("a search for people", () => {
  const world = roomOf([
    news("direct", 0, { chatId: "oc_direct" }),
    news("group", 0, { content: { text: `news ${"0123456789".repeat(4)}` } }),
    news("nameless", 0, { chatId: "oc_nameless" }),
  ], {
    chats: [
      { chatId: "oc_room", mode: "group", name: "Room" },
      { chatId: "oc_direct", mode: "p2p", p2pTarget: "ou_bo" },
      { chatId: "oc_nameless", mode: "group" },
    ],
  });

  it("pretty: each message below its chat, by the chat's name, else what it is, else its id", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run([...SEARCH, "--format", "pretty"]);
      const sections = stdout.split("\n\n").map((section) => section.split("\n"));
      assertEquals(sections.map(([heading]) => heading), [
        "Room  oc_room",
        "direct chat with Bo  oc_direct",
        "oc_nameless",
      ]);
      assertMatch(sections[0]?.[2] ?? "", / news (0123456789){4} {2}om_group$/);
    }));

  it("pretty: a page with more behind it says how to go on; the end of all says nothing of the kind", () =>
    inScene(manyIn(3), async ({ run }) => {
      assertMatch(
        (await run([...SEARCH, "--page-size", "2", "--format", "pretty"])).stdout,
        /--page-token \S/,
      );
      const all = await run([...SEARCH, "--page-size", "2", "--page-all", "--format", "pretty"]);
      assertEquals(all.stdout.includes("--page-token"), false);
    }));

  it("pretty: nothing found is a line of its own", () =>
    inScene(world, async ({ run }) => {
      const result = await run(["+messages-search", "--query", "unheard", "--format", "pretty"]);
      assertEquals(result.status, 0);
      assertMatch(result.stdout, /^no messages found$/m);
    }));

  it("csv and table: a row a message", () =>
    inScene(world, async ({ run }) => {
      const csv = await run([...SEARCH, "--format", "csv"]);
      const [head = "", ...rows] = csv.stdout.trimEnd().split(/\r?\n/);
      assertEquals([head.includes("message_id"), rows.length], [true, 3]);
      const table = await run([...SEARCH, "--format", "table"]);
      for (const id of ["om_group", "om_direct", "om_nameless"]) assertStringIncludes(table.stdout, id);
    }));
});

/** What a search leaves out is told in every format. */

const MGET_ENDPOINT = "/open-apis/im/v1/messages/mget";
const LONG_TEXT = `news ${"x".repeat(60)}`;

describe("+messages-search: what is cut is reported in every format", () => {
  for (const format of ["json", "ndjson", "csv", "table", "pretty", "concise"]) {
    it(`the service's notice, as ${format}`, () =>
      inScene(roomOf([news("1", 1, { content: { text: LONG_TEXT } })]), async ({ run }) => {
        const { stderr, status } = await run(["+messages-search", "--query", LONG_TEXT, "--format", format]);
        assertEquals(status, 0);
        assertStringIncludes(stderr, "warning: search_notice: The query was cut to 50 characters.\n");
      }));
  }

  it("the ids of messages that were found and could not be fetched, in the table", () => {
    const faults = [{ name: "error", code: 230001, when: { endpoint: MGET_ENDPOINT } }] as const;
    return inScene(roomOf([news("1", 1), news("2", 2)], { faults }), async ({ run }) => {
      const { stdout, status } = await run([...SEARCH, "--format", "pretty"]);
      assertEquals(status, 1);
      assertStringIncludes(
        stdout,
        "none of the messages found could be fetched\n\nfound, but not fetched:\nom_2\nom_1\n",
      );
    });
  });

  it("a message that is found on two pages once", () =>
    inScene(roomOf([news("1", 1), news("2", 2), news("3", 3)]), async ({ run, platform }) => {
      platform.addFault({ name: "repeated-token", when: { endpoint: "/open-apis/im/v1/messages/search" } });
      const { stdout } = await run([...SEARCH, "--page-size", "2", "--page-all"]);
      const ids = JSON.parse(stdout).data.messages.map((one: { message_id: string }) => one.message_id);
      assertEquals(ids, ["om_3", "om_2"]);
    }));
});
