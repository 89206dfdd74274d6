import type { AnyFault } from "../../../../fixtures/platform/mod.ts";
import type { RunResult } from "../../../support/im.ts";
import {
  IDENTITIES,
  idsFrom,
  idsIn,
  LIST_PATH,
  listRequests,
  LISTS,
  paginationIn,
  worldOf,
} from "../../../support/reading.ts";
import { documentOf, errorOf, partOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Seven messages in pages of two. */
const COUNT = 7;
const WALK = ["--page-size", "2", "--page-all", "--page-delay", "0", "--no-reactions", "--retry-budget", "0"];
const NO_RETRIES = { IM_RETRY_BUDGET: "0" };

/** A fault of the list from its nth page on. */
function fromPage(number: number, fault: AnyFault): AnyFault {
  return { ...fault, when: { path: `${LIST_PATH}?`, skip: number - 1 } };
}

/** The document of a run that was done in part; nothing about it may be on standard error but warnings. */
function partDocument(result: RunResult, status: number): Readonly<Record<string, unknown>> {
  assertEquals(result.status, status, `${result.stdout}${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals(document["ok"], false);
  return document;
}

describe("a failing first page: nothing on stdout, the service's reason, the status of its kind", () => {
  const cases: [name: string, fault: AnyFault, status: number, type: string, subtype: string][] = [
    [
      "a refused code with HTTP 400",
      { name: "error", code: 230002 },
      3,
      "authorization",
      "permission_denied",
    ],
    [
      "a refused code with HTTP 200",
      { name: "json-200-error", code: 230002 },
      3,
      "authorization",
      "permission_denied",
    ],
    ["a missing scope", { name: "error", code: 99991679 }, 3, "authorization", "missing_scope"],
    ["an expired token", { name: "error", code: 99991677 }, 3, "authentication", "token_expired"],
    ["an unknown code", { name: "json-200-error", code: 1234567 }, 1, "api", "unknown"],
    ["too many calls", { name: "status-429" }, 1, "api", "rate_limit"],
    ["a gateway's page", { name: "status-502-html" }, 4, "network", "server_error"],
    ["a broken connection", { name: "cut-before-headers" }, 4, "network", "transport"],
    ["half a document", { name: "cut-json" }, 5, "internal", "invalid_response"],
    ["no object", { name: "json-body", body: [] }, 5, "internal", "invalid_response"],
  ];
  for (const { name, line } of LISTS) {
    for (const [what, fault, status, type, subtype] of cases) {
      it(`${name}: ${what}`, () =>
        inScene({ ...worldOf(COUNT), faults: [fault] }, async ({ run }) => {
          const error = errorOf(await run([...line, ...WALK]), status);
          assertEquals([error["type"], error["subtype"]], [type, subtype]);
        }));
    }
  }
});

describe("a failing third page: what was read comes with the error, exit 1, and its token goes on", () => {
  const faults: [name: string, fault: AnyFault, type: string][] = [
    ["refused", { name: "error", code: 230002 }, "authorization"],
    ["an expired token", { name: "error", code: 99991677 }, "authentication"],
    ["out of order", { name: "status-502-html" }, "network"],
    ["broken off", { name: "cut-before-headers" }, "network"],
  ];
  for (const { name, line, prefix } of LISTS) {
    for (const [identity, env] of IDENTITIES) {
      for (const [what, fault, type] of faults) {
        it(`${name} as ${identity}: ${what}`, () =>
          inScene({ ...worldOf(COUNT), faults: [fromPage(3, fault)] }, async ({ run, platform }) => {
            const document = partDocument(await run([...line, ...WALK], { env }), 1);
            assertEquals(document["identity"], identity);
            assertEquals(partOf(document, "error")["type"], type);
            assertEquals(idsIn(document), idsFrom(prefix, 0, 4));
            const pagination = paginationIn(document);
            const token = pagination["next_token"];
            assert(typeof token === "string");
            assertEquals(pagination, { complete: false, pages: 2, items: 4, next_token: token });
            const data = partOf(document, "data");
            assertEquals([data["total"], data["has_more"], data["page_token"]], [4, true, token]);
            platform.clearFaults();
            const rest = successDocument(await run([...line, ...WALK, "--page-token", token], { env }));
            assertEquals(idsIn(rest), idsFrom(prefix, 4, COUNT));
          }));
      }
    }

    it(`${name}: rows are completed although a later page fails`, () =>
      inScene(
        { ...worldOf(COUNT), serverNames: false, faults: [fromPage(3, { name: "error", code: 230002 })] },
        async ({ run, platform }) => {
          const lineWithReactions = [...line, "--page-size=2", "--page-all", "--page-delay=0"];
          const document = partDocument(await run(lineWithReactions, { env: NO_RETRIES }), 1);
          const asked = platform.log.filter(({ path }) => path.endsWith("/reactions/batch_query"));
          assertEquals(asked.length, 1);
          const senders = (partOf(document, "data")["messages"] as { sender: { name?: string } }[]).map((
            { sender },
          ) => sender.name);
          assertEquals(senders, ["Ana", "Ana", "Ana", "Ana"]);
        },
      ));

    it(`${name} in ndjson: the rows on stdout, the error on stderr, exit 1`, () =>
      inScene(
        { ...worldOf(COUNT), faults: [fromPage(3, { name: "error", code: 230002 })] },
        async ({ run, platform }) => {
          const result = await run([...line, ...WALK, "--format", "ndjson"]);
          assertEquals(result.status, 1);
          const rows = result.stdout.trimEnd().split("\n").map((row) => JSON.parse(row).message_id);
          assertEquals(rows, idsFrom(prefix, 0, 4));
          const token = listRequests(platform)[2]?.query["page_token"] ?? "no third page";
          assertStringIncludes(result.stderr, `"next_token":"${token}"`);
          assertStringIncludes(result.stderr, '"permission_denied"');
        },
      ));

    it(`${name}: a fault that passes is retried and changes nothing`, () =>
      inScene(
        {
          ...worldOf(COUNT),
          faults: [{ name: "status-502-html", when: { path: `${LIST_PATH}?`, skip: 2, times: 1 } }],
        },
        async ({ run, platform }) => {
          const words = [...line, "--page-size=2", "--page-all", "--page-delay=0", "--no-reactions"];
          assertEquals(idsIn(successDocument(await run(words))), idsFrom(prefix, 0, COUNT));
          assertEquals(listRequests(platform).length, 5);
        },
      ));
  }
});

describe("cursors that lead nowhere: exit 5, the rows kept, never an endless walk", () => {
  for (const { name, line, prefix } of LISTS) {
    it(`${name}: has_more without a token`, () =>
      inScene({ ...worldOf(COUNT), faults: [fromPage(2, { name: "more-without-token" })] }, async (here) => {
        const document = partDocument(await here.run([...line, ...WALK]), 5);
        assertEquals(partOf(document, "error")["type"], "internal");
        assertEquals(partOf(document, "error")["subtype"], "invalid_response");
        assertEquals(idsIn(document), idsFrom(prefix, 0, 4));
        assertEquals(paginationIn(document), { complete: false, pages: 2, items: 4 });
        assertEquals(partOf(document, "data")["has_more"], true);
        assertEquals(listRequests(here.platform).length, 2);
      }));

    it(`${name}: has_more without a token, where one page was asked for`, () =>
      inScene({ ...worldOf(COUNT), faults: [{ name: "more-without-token" }] }, async ({ run }) => {
        const document = partDocument(await run([...line, "--page-size", "2"]), 5);
        assertEquals(idsIn(document), idsFrom(prefix, 0, 2));
      }));

    it(`${name}: the same token on every page, although no limit is set`, () =>
      inScene({ ...worldOf(COUNT), faults: [{ name: "repeated-token" }] }, async ({ run, platform }) => {
        const document = partDocument(await run([...line, ...WALK, "--page-limit", "0"]), 5);
        assertEquals(partOf(document, "error")["subtype"], "invalid_response");
        assertEquals(listRequests(platform).length, 2);
        // The second page repeats the first one.
        assertEquals(idsIn(document), idsFrom(prefix, 0, 2));
        assertEquals(paginationIn(document)["complete"], false);
      }));

    it(`${name}: the token that the walk began with`, () =>
      inScene({ ...worldOf(COUNT), faults: [{ name: "repeated-token" }] }, async ({ run, platform }) => {
        partDocument(await run([...line, ...WALK, "--page-token", "again"]), 5);
        assertEquals(listRequests(platform).length, 1);
      }));

    it(`${name}: tokens that go round in a circle of two`, () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const first = successDocument(await run([...line, "--page-size=2", "--no-reactions"]));
        platform.addFault({
          name: "changed-data",
          set: { page_token: paginationIn(first)["next_token"] },
          when: { path: `${LIST_PATH}?`, requestNumber: 3 },
        });
        platform.clearLog();
        const result = await run([...line, ...WALK, "--page-limit", "0"]);
        partDocument(result, 5);
        assertEquals(listRequests(platform).length, 3);
      }));
  }
});

describe("answers whose list is something else: exit 5, never an empty page", () => {
  for (const { name, line } of LISTS) {
    for (const items of ["x", {}, 1, [null], [[]]]) {
      it(`${name}: items ${JSON.stringify(items)}`, () =>
        inScene(
          { ...worldOf(COUNT), faults: [{ name: "changed-data", set: { items } }] },
          async ({ run }) => {
            const error = errorOf(await run(line), 5);
            assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
          },
        ));
    }
  }
});

describe("answers without the list: an empty page, not an error", () => {
  const faults: [name: string, fault: AnyFault][] = [
    ["data null", { name: "null-data" }],
    ["no data", { name: "no-data" }],
    ["no items", { name: "changed-data", remove: ["items", "has_more", "page_token"] }],
    ["items null", { name: "changed-data", set: { items: null, has_more: false, page_token: null } }],
  ];
  for (const { name, line } of LISTS) {
    for (const [what, fault] of faults) {
      it(`${name}: ${what}`, () =>
        inScene({ ...worldOf(COUNT), faults: [fault] }, async ({ run }) => {
          const document = successDocument(await run(line));
          assertEquals(idsIn(document), []);
          assertEquals(partOf(document, "data")["total"], 0);
          assertEquals(partOf(document, "data")["page_token"], "");
          assertEquals(paginationIn(document), { complete: true, pages: 1, items: 0 });
        }));
    }
    it(`${name}: a page without messages in the middle of a walk does not end it`, () =>
      inScene(
        {
          ...worldOf(COUNT),
          faults: [{
            name: "changed-data",
            set: { items: [] },
            when: { path: `${LIST_PATH}?`, requestNumber: 2 },
          }],
        },
        async ({ run }) => {
          const document = successDocument(await run([...line, ...WALK]));
          assertEquals(paginationIn(document), { complete: true, pages: 4, items: 5 });
        },
      ));
  }
});
