import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { CHATS_PATH, paginationIn } from "../../support/reading.ts";
import { requestsTo } from "../../support/requests.ts";
import {
  dataOf,
  errorOf,
  partialDocument,
  partOf,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v2/feed_shortcuts";
const world: PlatformOptions = {
  chats: ["oc_a", "oc_b", ...Array.from({ length: 10 }, (_none, at) => `oc_${at}`)].map((chatId) => ({
    chatId,
    mode: "group" as const,
    name: `Chat ${chatId}`,
  })),
  feed: { shortcuts: ["oc_a", "oc_b", "oc_hidden"], shortcutFailures: { oc_bad: 2, oc_odd: 9 } },
};
const shortcut = (id: string) => ({ feed_card_id: id, type: 1 });
const ids = (count: number) => Array.from({ length: count }, (_none, at) => `oc_${at}`).join(",");

describe("+feed-shortcut-create and +feed-shortcut-remove", () => {
  const sent: readonly (readonly [words: string, path: string, body: unknown])[] = [
    ["create --chat-id oc_a", PATH, { shortcuts: [shortcut("oc_a")], is_header: true }],
    ["create --chat-id oc_a --head", PATH, { shortcuts: [shortcut("oc_a")], is_header: true }],
    ["create --chat-id oc_a --tail", PATH, { shortcuts: [shortcut("oc_a")], is_header: false }],
    ["remove --chat-id oc_b,oc_a --chat-id oc_b", `${PATH}/remove`, {
      shortcuts: ["oc_b", "oc_a"].map(shortcut),
    }],
  ];
  for (const [words, path, body] of sent) {
    it(`${words}: one call, each chat once`, () =>
      inScene(world, async ({ run, platform }) => {
        const data = dataOf(await run(`+feed-shortcut-${words}`.split(" ")));
        assertEquals(platform.log.map((one) => [one.path, one.body]), [[path, body]]);
        assertEquals([data["total"], data["failure_count"], data["failed_shortcuts"]], [
          words.includes(",") ? 2 : 1,
          0,
          [],
        ]);
      }));
  }

  for (const action of ["create", "remove"]) {
    it(`${action}: failures make a complete ledger, ok false, exit 1, nothing on stderr`, () =>
      inScene(world, async ({ run }) => {
        const result = await run([`+feed-shortcut-${action}`, "--chat-id", "oc_bad,oc_a,oc_odd"]);
        assertEquals(result.stderr, "");
        assertEquals(partOf(partialDocument(result), "data"), {
          failed_shortcuts: [
            { shortcut: shortcut("oc_bad"), reason: 2, reason_label: "invalid_item" },
            { shortcut: shortcut("oc_odd"), reason: 9, reason_label: "unknown" },
          ],
          total: 3,
          success_count: 1,
          failure_count: 2,
          succeeded_shortcuts: [shortcut("oc_a")],
        });
      }));

    it(`${action}: ndjson has one row a chat`, () =>
      inScene(world, async ({ run }) => {
        const words = [`+feed-shortcut-${action}`, "--chat-id", "oc_a,oc_bad", "--format", "ndjson"];
        const rows = (await run(words)).stdout.trim().split("\n").map((line) => JSON.parse(line));
        assertEquals(rows.map(({ feed_card_id: id, status }) => [id, status]), [
          ["oc_a", "ok"],
          ["oc_bad", "failed"],
        ]);
      }));
  }

  const wrong: readonly (readonly [words: string, param: string])[] = [
    ["create", "--chat-id"],
    ["remove", "--chat-id"],
    ["create --chat-id ou_1", "--chat-id"],
    [`create --chat-id ${ids(11)}`, "--chat-id"],
    [`remove --chat-id ${ids(11)}`, "--chat-id"],
    ["create --chat-id oc_a --head --tail", "--tail"],
    ["list --page-token=", "--page-token"],
  ];
  for (const [words, param] of wrong) {
    it(`${words.slice(0, 40)}: exit 2 naming ${param}`, () =>
      inScene(world, async ({ run, platform }) => {
        assertEquals(errorOf(await run(`+feed-shortcut-${words}`.split(" ")), 2)["param"], param);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("ten chats are taken, also where some are repeated", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run(["+feed-shortcut-create", "--chat-id", `${ids(10)},oc_0`]));
      assertEquals(data["total"], 10);
    }));

  it("a refused request is an ordinary error without a ledger", () =>
    inScene({ ...world, faults: [{ name: "error", code: 230001 }] }, async ({ run }) => {
      assertEquals((await run(["+feed-shortcut-remove", "--chat-id", "oc_a"])).stdout, "");
    }));
});

describe("+feed-shortcut-list", () => {
  it("adds the chats; one that is not visible has no detail", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(await run(["+feed-shortcut-list"]));
      const { shortcuts } = partOf(document, "data");
      const told = Array.isArray(shortcuts) && shortcuts.map((one) => [one.feed_card_id, one.detail?.name]);
      assertEquals(told, [["oc_a", "Chat oc_a"], ["oc_b", "Chat oc_b"], ["oc_hidden", undefined]]);
      assertEquals(paginationIn(document), { complete: true, pages: 1, items: 3 });
      const [list, lookUp] = platform.log;
      assertEquals([list?.query, lookUp?.body], [{}, { chat_ids: ["oc_a", "oc_b", "oc_hidden"] }]);
    }));

  it("--no-detail needs neither the look-up nor its scope", () =>
    inScene({ ...world, withoutScopes: { user: ["im:chat:read"] } }, async ({ run, platform }) => {
      const result = await run(["+feed-shortcut-list", "--no-detail"]);
      assertEquals(dataOf(result)["shortcuts"], ["oc_a", "oc_b", "oc_hidden"].map(shortcut));
      assertEquals([platform.log.length, result.stderr], [1, ""]);
    }));

  it("a look-up that fails is reported in the data and in a warning, exit 0", () =>
    inScene(
      { ...world, faults: [{ name: "error", code: 230027, when: { endpoint: CHATS_PATH } }] },
      async ({ run }) => {
        const result = await run(["+feed-shortcut-list"]);
        const data = dataOf(result);
        assertStringIncludes(String(data["_notice"]), "skipped the details of 3 chats");
        assertEquals(data["shortcuts"], ["oc_a", "oc_b", "oc_hidden"].map(shortcut));
        assertStringIncludes(warningsOf(result).join(), "chat_context_failed");
      },
    ));

  it("one failing block of 50 affects no other", () => {
    const shortcuts = Array.from({ length: 60 }, (_none, at) => `oc_${at}`);
    const chats = shortcuts.map((chatId) => ({ chatId, mode: "group" as const, name: chatId }));
    const faults = [{ name: "error", code: 230027, when: { endpoint: CHATS_PATH, times: 1 } } as const];
    return inScene({ chats, faults, feed: { shortcuts, shortcutPage: 60 } }, async ({ run, platform }) => {
      const { shortcuts: told } = dataOf(await run(["+feed-shortcut-list"]));
      assertEquals(Array.isArray(told) && told.filter((one) => one.detail !== undefined).length, 10);
      assertEquals(requestsTo(platform, CHATS_PATH).length, 2);
    });
  });

  it("pages by token; a token from before a change is refused with a hint to start over", () =>
    inScene({ ...world, feed: { ...world.feed, shortcutPage: 2 } }, async ({ run }) => {
      const list = (...more: readonly string[]) => run(["+feed-shortcut-list", "--no-detail", ...more]);
      const first = successDocument(await list());
      const { complete, next_token: token } = paginationIn(first);
      assertEquals([complete, partOf(first, "data")["page_token"]], [false, token]);
      assertEquals(dataOf(await list("--page-token", String(token)))["shortcuts"], [shortcut("oc_hidden")]);
      dataOf(await run(["+feed-shortcut-remove", "--chat-id", "oc_a"]));
      const refused = await list("--page-token", String(token));
      assertStringIncludes(
        String(errorOf(refused, refused.status)["hint"]),
        "start again without --page-token",
      );
    }));

  it("has no --page-all, and bots are refused", () =>
    inScene(world, async ({ run, platform }) => {
      assertEquals((await run(["+feed-shortcut-list", "--page-all"])).status, 2);
      for (const words of ["list", "create --chat-id oc_a", "remove --chat-id oc_a"]) {
        errorOf(await run([...`+feed-shortcut-${words}`.split(" "), "--as", "bot"]), 2);
      }
      assertEquals(platform.log.length, 0);
    }));
});
