import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { requestsTo } from "../../support/requests.ts";
import { dataOf, errorOf, partialDocument, partOf, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FLAGS = "/open-apis/im/v1/flags";
const CANCEL = "/open-apis/im/v1/flags/cancel";
const MESSAGE = "/open-apis/im/v1/messages/:message_id";
const CHAT = "/open-apis/im/v1/chats/:chat_id";

const message = (messageId: string, chatId: string, extra = {}) => ({
  ...{ messageId, chatId, type: "text", content: { text: "x" }, createTime: 1_779_238_800_000, extra },
});

/** A message of an ordinary and one of a topic chat, one outside every chat, one of a chat without a mode. */
const world: PlatformOptions = {
  chats: [
    { chatId: "oc_plain", mode: "group" },
    { chatId: "oc_topic", mode: "topic" },
    { chatId: "oc_odd", mode: "group", extra: { chat_mode: undefined } },
  ],
  messages: [
    message("om_plain", "oc_plain"),
    message("om_topic", "oc_topic"),
    message("om_odd", "oc_odd"),
    message("om_lone", "oc_plain", { chat_id: "" }),
  ],
};

/** The requests of a run as words: what was asked, or the pairs that were sent. */
function callsOf({ platform }: Scene): string[] {
  return platform.log.map(({ method, path, body }) => {
    if (method === "GET") return `GET ${path}`;
    const { flag_items: items } = Object(body);
    return [path.split("/").at(-1), ...items.map(pairOf)].join(" ");
  });
}

function pairOf(item: Readonly<Record<string, string>>): string {
  return `${item["item_id"]} ${item["item_type"]} ${item["flag_type"]}`;
}

const loadRequests = (messageId: string, chatId: string) => [
  `GET ${MESSAGE.replace(":message_id", messageId)}`,
  `GET ${CHAT.replace(":chat_id", chatId)}`,
];

describe("+flag-create", () => {
  const cases: readonly (readonly [name: string, words: string, calls: readonly string[], type: string])[] = [
    ["a bookmark needs no look-up", "om_plain", ["flags om_plain 0 2"], "default"],
    ["--flag-type MESSAGE, in any case", "om_plain --flag-type MESSAGE", ["flags om_plain 0 2"], "default"],
    [
      "feed in an ordinary chat is 11",
      "om_plain --flag-type feed",
      [...loadRequests("om_plain", "oc_plain"), "flags om_plain 11 1"],
      "msg_thread",
    ],
    [
      "feed in a topic chat is 4",
      "om_topic --flag-type feed",
      [...loadRequests("om_topic", "oc_topic"), "flags om_topic 4 1"],
      "thread",
    ],
    [
      "a named kind of thread needs no look-up",
      "om_plain --flag-type feed --item-type thread",
      ["flags om_plain 4 1"],
      "thread",
    ],
  ];
  for (const [name, words, calls, type] of cases) {
    it(name, () =>
      inScene(world, async (scene) => {
        const data = dataOf(await scene.run(["+flag-create", "--message-id", ...words.split(" ")]));
        assertEquals(callsOf(scene), calls);
        const flagType = type === "default" ? "message" : "feed";
        assertEquals([data["item_type"], data["flag_type"]], [type, flagType]);
      }));
  }

  const refusals: readonly (readonly [name: string, words: string, status: number, subtype: string])[] = [
    ["an unknown message is not found", "om_none", 1, "not_found"],
    ["a message outside a chat has no thread", "om_lone", 2, "failed_precondition"],
    ["a chat without a mode is no ordinary chat", "om_odd", 5, "invalid_response"],
  ];
  for (const [name, id, status, subtype] of refusals) {
    it(`${name}: nothing is flagged, the hint names --item-type`, () =>
      inScene(world, async (scene) => {
        const words = ["+flag-create", "--message-id", id, "--flag-type", "feed"];
        const error = errorOf(await scene.run(words), status);
        assertEquals(error["subtype"], subtype);
        assertStringIncludes(String(error["hint"]), "--item-type thread");
        assertEquals(requestsTo(scene.platform, FLAGS), []);
      }));
  }

  const wrong: readonly (readonly [words: string, param: string])[] = [
    ["+flag-create", "--message-id"],
    ["+flag-create --message-id omt_1", "--message-id"],
    ["+flag-create --message-id oc_1", "--message-id"],
    ["+flag-create --message-id om_1 --item-type default", "--flag-type"],
    ["+flag-create --message-id om_1 --item-type thread --flag-type message", "--item-type"],
    ["+flag-create --message-id om_1 --item-type default --flag-type feed", "--item-type"],
    ["+flag-create --message-id om_1 --flag-type sidebar", "--flag-type"],
    ["+flag-cancel --message-id om_1 --item-type msg_thread", "--flag-type"],
  ];
  for (const [words, param] of wrong) {
    it(`${words}: exit 2 naming ${param}, in a dry run, too`, () =>
      inScene(world, async ({ run, platform }) => {
        for (const more of [[], ["--dry-run"]]) {
          assertEquals(errorOf(await run([...words.split(" "), ...more]), 2)["param"], param);
        }
        assertEquals(platform.log.length, 0);
      }));
  }

  it("a write that nobody answered is not sent again", () =>
    inScene(
      { ...world, faults: [{ name: "reset-before-headers", when: { endpoint: FLAGS } }] },
      async (scene) => {
        const result = await scene.run(["+flag-create", "--message-id", "om_plain"]);
        assertEquals([result.status, requestsTo(scene.platform, FLAGS).length], [4, 1]);
      },
    ));
});

describe("+flag-cancel", () => {
  it("removes both layers, one call each", () =>
    inScene(world, async (scene) => {
      const data = dataOf(await scene.run(["+flag-cancel", "--message-id", "om_topic"]));
      assertEquals(callsOf(scene), [
        ...loadRequests("om_topic", "oc_topic"),
        "cancel om_topic 0 2",
        "cancel om_topic 4 1",
      ]);
      assertEquals(data["results"], [
        ...[["default", "message"], ["thread", "feed"]].map(([itemType, flagType]) => ({
          item_id: "om_topic",
          item_type: itemType,
          flag_type: flagType,
          status: "ok",
          response: {},
        })),
      ]);
    }));

  for (const id of ["om_none", "om_odd", "om_lone"]) {
    it(`${id}: an undetectable feed layer is reported as skipped, exit 0`, () =>
      inScene(world, async (scene) => {
        const result = await scene.run(["+flag-cancel", "--message-id", id]);
        const { results } = dataOf(result);
        const statuses = Array.isArray(results) && results.map(({ status }) => status);
        assertEquals(statuses, ["ok", "skipped"]);
        assertStringIncludes(warningsOf(result).join(), "feed_layer_skipped");
        assertEquals(requestsTo(scene.platform, CANCEL).length, 1);
      }));
  }

  const single: readonly (readonly [words: string, last: string, calls: number])[] = [
    ["--flag-type message", "cancel om_plain 0 2", 1],
    ["--item-type default", "cancel om_plain 0 2", 1],
    ["--flag-type feed", "cancel om_plain 11 1", 3],
    ["--flag-type feed --item-type thread", "cancel om_plain 4 1", 1],
  ];
  for (const [words, last, calls] of single) {
    it(`${words}: one layer`, () =>
      inScene(world, async (scene) => {
        dataOf(await scene.run(["+flag-cancel", "--message-id", "om_plain", ...words.split(" ")]));
        assertEquals([callsOf(scene).length, callsOf(scene).at(-1)], [calls, last]);
      }));
  }

  it("a layer that fails does not stop the other: ledger, ok false, exit 1", () =>
    inScene(
      { ...world, faults: [{ name: "error", code: 230001, when: { endpoint: CANCEL, times: 1 } }] },
      async ({ run }) => {
        const result = await run(["+flag-cancel", "--message-id", "om_plain"]);
        assertEquals(result.stderr, "");
        const { results } = partOf(partialDocument(result), "data");
        const told = Array.isArray(results) && results.map(({ status, error }) => [status, error?.code]);
        assertEquals(told, [["failed", 230001], ["ok", undefined]]);
      },
    ));

  it("all layers refused for want of a scope: that error, exit 3", () =>
    inScene({ ...world, withoutScopes: { user: ["im:feed.flag:write"] } }, async ({ run }) => {
      const error = errorOf(await run(["+flag-cancel", "--message-id", "om_plain"]), 3);
      assertEquals([error["type"], error["missing_scopes"]], ["authorization", ["im:feed.flag:write"]]);
    }));

  it("--dry-run lists both look-ups and both calls", () =>
    inScene(world, async ({ run, platform }) => {
      const { api } = dataOf(await run(["+flag-cancel", "--message-id", "om_1", "--dry-run"]));
      assertEquals(Array.isArray(api) && api.map(({ method, url }) => `${method} ${url}`), [
        "GET /open-apis/im/v1/messages/om_1",
        "GET /open-apis/im/v1/chats/%3Cchat_id%3E",
        `POST ${CANCEL}`,
        `POST ${CANCEL}`,
      ]);
      assertEquals(platform.log.length, 0);
    }));
});

describe("flags and feed", () => {
  for (const command of ["+flag-create", "+flag-cancel"]) {
    it(`${command} as bot is refused without a call`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run([command, "--message-id", "om_plain", "--as", "bot"]), 2);
        assertStringIncludes(String(error["hint"]), "user");
        assertEquals(platform.log.length, 0);
      }));
  }
});
