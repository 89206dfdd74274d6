import type { AnyFault, PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import {
  FIRST_TIME,
  IDENTITIES,
  idsFrom,
  idsIn,
  listRequests,
  messagesIn,
  paginationIn,
  THREAD,
  worldOf,
} from "../../../support/reading.ts";
import { dataOf, errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+threads-messages-list";
const LINE = [COMMAND, "--thread", THREAD];
const PREFIX = "om_reply-";
const COUNT = 5;
const MESSAGE_PATH = "/open-apis/im/v1/messages/:message_id";
const query = {
  container_id_type: ["thread"],
  container_id: [THREAD],
  sort_type: ["ByCreateTimeAsc"],
  page_size: ["50"],
  card_msg_content_type: ["raw_card_content"],
  with_sender_name: ["true"],
};

/** A message that nobody has replied to. */
const lonely: WorldMessage = {
  messageId: "om_lonely",
  chatId: "oc_other",
  type: "text",
  content: { text: "hello?" },
  senderId: "ou_ana",
  createTime: FIRST_TIME,
};

function worldWith(...more: readonly WorldMessage[]): PlatformOptions {
  const world = worldOf(COUNT);
  return { ...world, messages: [...world.messages ?? [], ...more] };
}

for (const [identity, env] of IDENTITIES) {
  describe(`${COMMAND} as ${identity}`, () => {
    it("a thread id is used as it is: one call with every query key and no other, no lookup", () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const result = await run([...LINE, "--no-reactions"], { env });
        const document = successDocument(result);
        assertEquals([document["identity"], platform.log.length], [identity, 1]);
        assertEquals(listRequests(platform).map(({ queryAll }) => queryAll), [query]);
        assertEquals(platform.log[0]?.token, identity);
      }));

    it("oldest first, the root among them as the first; data shows the thread", () =>
      inScene(worldOf(COUNT), async ({ run }) => {
        const result = await run(LINE, { env });
        assertEquals(idsIn(successDocument(result)), idsFrom(PREFIX, 0, COUNT));
        const data = dataOf(result);
        assertEquals(Object.keys(data), ["thread_id", "messages", "total", "has_more", "page_token"]);
        const { thread_id, total, has_more, page_token } = data;
        assertEquals([thread_id, total, has_more, page_token], [THREAD, COUNT, false, ""]);
        assertEquals(paginationIn(successDocument(result)), { complete: true, pages: 1, items: COUNT });
      }));

    it("--order desc: newest first", () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const document = successDocument(await run([...LINE, "--order", "desc"], { env }));
        assertEquals(idsIn(document), idsFrom(PREFIX, 0, COUNT).reverse());
        assertEquals(listRequests(platform)[0]?.query["sort_type"], "ByCreateTimeDesc");
      }));

    for (const [what, id] of [["the root", `${PREFIX}0`], ["a reply", `${PREFIX}3`]] as const) {
      it(`the id of ${what} is resolved with one bare call, then its thread is listed`, () =>
        inScene(worldOf(COUNT), async ({ run, platform }) => {
          const result = await run([COMMAND, "--thread", id, "--no-reactions"], { env });
          assertEquals(idsIn(successDocument(result)), idsFrom(PREFIX, 0, COUNT));
          assertEquals(dataOf(result)["thread_id"], THREAD);
          const [lookup, list] = platform.log;
          assertEquals([lookup?.method, lookup?.path, lookup?.queryAll], [
            "GET",
            `/open-apis/im/v1/messages/${id}`,
            {},
          ]);
          assertEquals(list?.queryAll, query);
          assertEquals(platform.log.length, 2);
        }));
    }

    it("a walk reads all pages", () =>
      inScene(worldOf(COUNT), async ({ run }) => {
        const result = await run([...LINE, "--page-size=2", "--page-all", "--page-delay=0"], { env });
        assertEquals(idsIn(successDocument(result)), idsFrom(PREFIX, 0, COUNT));
        assertEquals(result.stderr, "");
      }));

    it("a walk resolves the id once", () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const words = [COMMAND, "--thread", `${PREFIX}1`, "--no-reactions", "--page-size=2", "--page-all"];
        assertEquals(idsIn(successDocument(await run(words, { env }))), idsFrom(PREFIX, 0, COUNT));
        assertEquals(platform.log.length, 1 + 3);
      }));

    it("replies are not expanded again: no call for the thread's replies, no thread_replies", () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const document = successDocument(await run(LINE, { env }));
        assertEquals(listRequests(platform).length, 1);
        for (const message of messagesIn(document)) {
          assertEquals([message["thread_id"], "thread_replies" in message, "thread_has_more" in message], [
            THREAD,
            false,
            false,
          ]);
        }
      }));

    it("a message without a thread: not found, exit 1, with a reason and another way to read it", () =>
      inScene(worldWith(lonely), async ({ run, platform }) => {
        const error = errorOf(await run([COMMAND, "--thread", "om_lonely"], { env }), 1);
        assertEquals([error["type"], error["subtype"]], ["api", "not_found"]);
        assertStringIncludes(String(error["message"]), "om_lonely");
        assertStringIncludes(String(error["message"]), "thread");
        assertStringIncludes(String(error["hint"]), "+messages-mget --message-ids om_lonely");
        assertEquals(platform.log.length, 1);
      }));

    it("an unknown message: the service's own reason, exit 1, no list asked for", () =>
      inScene(worldOf(COUNT), async ({ run, platform }) => {
        const error = errorOf(await run([COMMAND, "--thread", "om_gone"], { env }), 1);
        assertEquals([error["type"], error["code"]], ["api", 230030]);
        assertEquals(platform.log.length, 1);
      }));
  });
}

describe("what the lookup of a message's thread answers", () => {
  const found: [name: string, items: unknown[]][] = [
    ["the first item has no thread id", [{ message_id: "om_x" }, { thread_id: THREAD }]],
    ["empty, wrong and missing ids are passed over", [{ thread_id: "" }, null, { thread_id: 7 }, {
      thread_id: THREAD,
    }, { thread_id: "omt_other" }]],
  ];
  for (const [name, items] of found) {
    it(`${name}: the first one that is a filled text counts`, () =>
      inScene({
        ...worldOf(COUNT),
        faults: [{ name: "changed-data", set: { items }, when: { endpoint: MESSAGE_PATH } }],
      }, async ({ run }) => {
        assertEquals(dataOf(await run([COMMAND, "--thread", `${PREFIX}0`]))["thread_id"], THREAD);
      }));
  }

  const none: [name: string, fault: AnyFault][] = [
    ["no items", { name: "changed-data", remove: ["items"] }],
    ["an empty thread id", { name: "changed-data", set: { items: [{ thread_id: "" }] } }],
    ["data null", { name: "null-data" }],
  ];
  for (const [name, fault] of none) {
    it(`${name}: not found, exit 1`, () =>
      inScene(
        { ...worldOf(COUNT), faults: [{ ...fault, when: { endpoint: MESSAGE_PATH } }] },
        async ({ run }) => {
          const error = errorOf(await run([COMMAND, "--thread", `${PREFIX}0`]), 1);
          assertEquals([error["type"], error["subtype"]], ["api", "not_found"]);
        },
      ));
  }

  const refused: [name: string, fault: AnyFault, status: number, type: string][] = [
    ["a code in HTTP 200", { name: "json-200-error", code: 230002 }, 3, "authorization"],
    ["an expired token", { name: "error", code: 99991677 }, 3, "authentication"],
    ["an unknown code", { name: "json-200-error", code: 7654321 }, 1, "api"],
  ];
  for (const [name, fault, status, type] of refused) {
    it(`${name}: the service's own reason, not "no thread"`, () =>
      inScene(
        { ...worldOf(COUNT), faults: [{ ...fault, when: { endpoint: MESSAGE_PATH } }] },
        async ({ run, platform }) => {
          const error = errorOf(await run([COMMAND, "--thread", `${PREFIX}0`]), status);
          assertEquals(error["type"], type);
          assert(error["subtype"] !== "not_found");
          assertEquals(platform.log.length, 1);
        },
      ));
  }

  it("a deleted message: not found, exit 1", () =>
    inScene(worldWith({ ...lonely, deleted: true }), async ({ run }) => {
      const error = errorOf(await run([COMMAND, "--thread", "om_lonely"]), 1);
      assertEquals([error["subtype"], error["code"]], ["not_found", 230110]);
    }));
});
