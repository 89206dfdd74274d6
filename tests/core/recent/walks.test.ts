import type { JsonObject } from "../../../core/json/json.ts";
import { listRecent } from "../../../core/recent/chat-walk.ts";
import { searchRecent } from "../../../core/recent/search-walk.ts";
import type { Findings, Question, Walk } from "../../../core/recent/question.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { type Answer, byPath, failure, fakeClient, INTERRUPT } from "../enrich/fake-client.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const QUESTION: Question = { start: 0, end: 9_000_000, types: ["group"], mentionsMe: false, chatIds: [] };
const [SEARCH, MGET] = ["/open-apis/im/v1/messages/search", "/open-apis/im/v1/messages/mget"];
const [CHATS, LIST] = ["/open-apis/im/v1/chats", "/open-apis/im/v1/messages"];

function walkOf(
  answers: Readonly<Record<string, Answer>>,
): Walk & { readonly client: ReturnType<typeof fakeClient> } {
  return {
    ...{ world: fakeWorld(), client: fakeClient(byPath(answers)), perChat: 2, pageLimit: 2, delay: 0 },
    note: () => Promise.resolve(),
  };
}

const page = (items: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  code: 0,
  data: { items, ...more },
});
const hit = (id: string, chat: string, second: number): JsonObject => ({
  meta_data: {
    message_id: id,
    chat_id: chat,
    create_time: `1970-01-01T00:00:${String(second).padStart(2, "0")}Z`,
  },
});
/** Answers with a message for each id, in the chat `oc_late` at second 50. */
const mget: Answer = ({ params }) =>
  page((params?.["message_ids"] as readonly string[]).map((id) => ({
    ...{ message_id: id, chat_id: "oc_late", create_time: "50000" },
  })));
/** `oc_1 3: om_1 om_2 +more -om_3` */
const shortly = ({ chats }: Findings) =>
  chats.map(({ chatId, count, messages, missing, more }) =>
    [
      `${chatId} ${count}:`,
      ...messages.map(({ message_id }) => message_id),
      ...missing.map((id) => `-${id}`),
      ...(more === undefined ? [] : ["+more"]),
    ].join(" ")
  );

async function search(answers: Readonly<Record<string, Answer>>, question = QUESTION): Promise<Findings> {
  const found = await searchRecent(walkOf(answers), question, { by: "search" });
  if (found === "too much") throw new Error("too much");
  return found;
}

describe("searchRecent", () => {
  it("groups by chat, newest first, and shows so many of each", async () => {
    const found = await search({
      [SEARCH]: () =>
        page([
          hit("om_1", "oc_a", 1),
          hit("om_2", "oc_b", 9),
          hit("om_3", "oc_a", 3),
          hit("om_4", "oc_a", 2),
        ]),
      [MGET]: mget,
    });
    assertEquals(shortly(found), ["oc_b 1: om_2", "oc_a 3: om_3 om_4 +more"]);
  });

  it("counts results without an id, and looks up where and when others are", async () => {
    const found = await search({
      [SEARCH]: () => page([{}, { id: "om_5" }, { meta_data: { chat_id: "oc_a" } }, hit("om_1", "oc_a", 1)]),
      [MGET]: mget,
    });
    assertEquals([shortly(found), found.lost], [["oc_late 1: om_5", "oc_a 1: om_1"], 2]);
  });

  it("a message that is found on two pages is there once", async () => {
    const found = await search({
      [SEARCH]: (_request, index) =>
        index === 0
          ? page([hit("om_1", "oc_a", 1)], { has_more: true, page_token: "t" })
          : page([hit("om_1", "oc_a", 1)]),
      [MGET]: mget,
    });
    assertEquals([shortly(found), found.pages], [["oc_a 1: om_1"], 2]);
  });

  it("messages that the service leaves out are missing", async () => {
    const found = await search({ [SEARCH]: () => page([hit("om_1", "oc_a", 1)]), [MGET]: () => page([]) });
    assertEquals([shortly(found), found.failure], [["oc_a 1: -om_1"], undefined]);
  });

  it("finds too much where the total is beyond the page limit, but not for mentions", async () => {
    const answers = { [SEARCH]: () => page([hit("om_1", "oc_a", 1)], { total: 101 }), [MGET]: mget };
    assertEquals(await searchRecent(walkOf(answers), QUESTION, { by: "search" }), "too much");
    assertEquals(shortly(await search(answers, { ...QUESTION, mentionsMe: true })), ["oc_a 1: om_1"]);
  });

  it("tokens that lead nowhere are a broken list, and what was found is there", async () => {
    const found = await search({
      [SEARCH]: () => page([hit("om_1", "oc_a", 1)], { has_more: true }),
      [MGET]: mget,
    });
    assertEquals([shortly(found), found.isBroken, found.next], [["oc_a 1: om_1"], true, undefined]);
  });
});

describe("listRecent", () => {
  const chats = (...ids: readonly string[]) => () =>
    page(ids.map((chat_id) => ({ chat_id, name: chat_id, chat_mode: "group" })));
  const messages: Answer = ({ params }) =>
    page([{ message_id: `om_${params?.["container_id"]}`, create_time: "5000" }]);
  const list = (answers: Readonly<Record<string, Answer>>) =>
    listRecent(walkOf(answers), QUESTION, { by: "chats" });

  it("a chat that says that it has more, but not where, has more", async () => {
    const found = await list({
      [CHATS]: chats("oc_a"),
      [LIST]: () => page([{ message_id: "om_1" }], { has_more: true }),
    });
    assertEquals([shortly(found), found.chats[0]?.more], [["oc_a 1: om_1 +more"], { token: "" }]);
  });

  it("a chat that is listed twice is looked into once", async () => {
    const walk = walkOf({ [CHATS]: chats("oc_a", "oc_a"), [LIST]: messages });
    assertEquals(shortly(await listRecent(walk, QUESTION, { by: "chats" })), ["oc_a 1: om_oc_a"]);
    assertEquals(walk.client.calls.length, 2);
  });

  it("a failure that is not about one chat ends it, with the chats that are left", async () => {
    const found = await list({
      [CHATS]: chats("oc_a", "oc_b"),
      [LIST]: (request, index) => {
        if (request.params?.["container_id"] === "oc_b") throw failure("network", "timeout");
        return messages(request, index);
      },
    });
    assertEquals([shortly(found), found.failure?.detail.subtype], [["oc_a 1: om_oc_a"], "timeout"]);
    assertEquals(found.next, { by: "chats", chats: ["oc_b"], token: undefined });
  });

  it("interrupted before anything was read, it fails", async () => {
    await assertRejects(() =>
      list({
        [CHATS]: chats("oc_a"),
        [LIST]: () => {
          throw INTERRUPT;
        },
      })
    );
  });
});
