import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import { readMessage } from "../../../core/message/wire.ts";
import { from, INTERRUPT, items, ok, textMessage } from "./fake-client.ts";
import {
  APP,
  bundle,
  CHATS,
  FOLDER,
  folder,
  GET,
  LIST,
  PEOPLE,
  REACTIONS,
  scene,
  values,
} from "./pipeline-scene.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SMILE = { reaction_type: "SMILE", count: "1" };

describe("pipeline, messages", () => {
  it("come in the order of the page, with what belongs to each", async () => {
    const { enrich } = scene({
      answers: {
        [REACTIONS]: () =>
          ok({
            success_msg_reaction_counts: [
              { message_id: "omt_1/2", reaction_count: [{ reaction_type: "SMILE", count: "1" }] },
            ],
            fail_msg_reaction_details: [{ message_id: "om_2", fail_reason: "no_permission" }],
          }),
      },
    });
    const objects = await enrich([
      textMessage("om_1", { thread_id: "omt_1", ...from("ou_1") }),
      textMessage("om_2", from("ou_1")),
    ], true);
    assertEquals(values(objects, "message_id"), ["om_1", "om_2"]);
    assertEquals(values(objects, "content"), ["text of om_1", "text of om_2"]);
    const names = objects.map(({ sender }) => (sender as { name?: JsonValue }).name);
    assertEquals(names, ["Name of ou_1", "Name of ou_1"]);
    const replies = objects[0]?.["thread_replies"] as readonly JsonObject[];
    assertEquals(values(replies, "message_id"), ["omt_1/1", "omt_1/2"]);
    assertEquals(values(replies, "reactions"), [undefined, {
      counts: [{ reaction_type: "SMILE", count: "1" }],
    }]);
    assertEquals(values(objects, "reactions_error"), [undefined, true]);
  });

  it("that are there twice are both complete, and host their thread once", async () => {
    const twice = textMessage("om_1", { thread_id: "omt_1" });
    const { enrich, asked } = scene({
      answers: {
        [REACTIONS]: () =>
          ok({ success_msg_reaction_counts: [{ message_id: "om_1", reaction_count: [SMILE] }] }),
      },
    });
    const objects = await enrich([twice, twice], true);
    assertEquals(values(objects, "reactions"), [{ counts: [SMILE] }, { counts: [SMILE] }]);
    assertEquals(objects.map((one) => "thread_replies" in one), [true, false]);
    assertEquals([asked(LIST), asked(REACTIONS)[0]?.[0]], [[["omt_1"]], "om_1"]);
  });

  it("in bundles are shown with the names of their senders", async () => {
    const { enrich } = scene({
      answers: { [GET]: () => items([textMessage("om_in", { upper_message_id: "om_1", ...from("ou_in") })]) },
    });
    const [object] = await enrich([bundle("om_1")], true);
    assertEquals(/Name of ou_in[^]*text of om_in/.test(String(object?.["content"])), true);
  });

  it("in threads have their bundles and folders too", async () => {
    const { enrich, asked } = scene({ answers: { [LIST]: () => items([bundle("om_b"), folder("om_f")]) } });
    await enrich([textMessage("om_1", { thread_id: "omt_1" })], true);
    assertEquals([asked(GET), asked(FOLDER)], [[["om_b"]], [["fld_1"]]]);
  });

  it("in threads do not have threads of their own", async () => {
    const { enrich, asked } = scene({
      answers: { [LIST]: () => items([textMessage("om_r", { thread_id: "omt_other" })]) },
    });
    await enrich([textMessage("om_1", { thread_id: "omt_1" })], true);
    assertEquals(asked(LIST), [["omt_1"]]);
  });

  const odd: readonly JsonObject[] = [
    {},
    {
      message_id: null,
      msg_type: 7,
      sender: [],
      body: "x",
      mentions: { key: 1 },
      thread_id: {},
      chat_id: [],
    },
    { message_id: "om_x", msg_type: "constructor", body: { content: "{" }, create_time: {}, deleted: "yes" },
    {
      message_id: "__proto__",
      msg_type: "merge_forward",
      thread_id: "__proto__",
      sender: { sender_type: {} },
    },
    { message_id: "\ud800", msg_type: "merge_forward", thread_id: "\ud800" },
  ];
  for (const message of odd) {
    it(`of odd form pass: ${JSON.stringify(message)}`, async () => {
      const { enrich } = scene({ options: { chats: true } });
      const objects = await enrich([readMessage(message), textMessage("om_2")], true);
      assertEquals(values(objects, "content").length, 2);
      assertEquals(objects[1]?.["content"], "text of om_2");
    });
  }
});

describe("pipeline, failures", () => {
  it("of every stage at once leave the messages, marked, with a line for each cause", async () => {
    const fail = () => {
      throw new TypeError("no such thing");
    };
    const { enrich, lines } = scene({
      identity: "bot",
      options: { chats: true },
      answers: {
        [LIST]: fail,
        [GET]: fail,
        [REACTIONS]: fail,
        "/open-apis/contact/v3/users/batch": fail,
        [CHATS]: fail,
        [FOLDER]: fail,
        [APP]: fail,
      },
    });
    const objects = await enrich([
      textMessage("om_1", { thread_id: "omt_1", chat_id: "oc_1", ...from("ou_1") }),
      bundle("om_2"),
      folder("om_3"),
      textMessage("om_4", from("cli_1", "app")),
    ], true);
    assertEquals(values(objects, "content"), [
      "text of om_1",
      "[Merged forward: fetch failed: unexpected: no such thing]",
      '<folder key="fld_1" name="assets"/>',
      "text of om_4",
    ]);
    assertEquals(values(objects, "reactions_error"), [true, true, true, true]);
    assertEquals(values(objects, "thread_replies_error"), [true, undefined, undefined, undefined]);
    assertEquals(lines().toSorted(), [
      "app_names_failed: cli_1: unexpected: no such thing",
      "chat_context_failed: unexpected: no such thing",
      "folder_fetch_failed: fld_1: unexpected: no such thing",
      "merge_forward_prefetch_failed: om_2: unexpected: no such thing",
      "reactions_batch_query_failed: unexpected: no such thing",
      "sender_names_failed: unexpected: no such thing",
      "thread_replies_failed: omt_1: unexpected: no such thing",
    ]);
  });

  for (const path of [LIST, GET, REACTIONS, PEOPLE, CHATS, FOLDER]) {
    it(`an interrupt during ${path} ends the run`, async () => {
      const { enrich } = scene({
        options: { chats: true },
        answers: { [path]: () => Promise.reject(INTERRUPT) },
      });
      const page = [
        textMessage("om_1", { thread_id: "omt_1", chat_id: "oc_1", ...from("ou_1") }),
        bundle("om_2"),
        folder("om_3"),
      ];
      assertStrictEquals(await assertRejects(() => enrich(page, true)), INTERRUPT);
    });
  }

  it("of a page on its way end that page", async () => {
    const { enrich } = scene();
    assertStrictEquals(await assertRejects(() => enrich(Promise.reject(INTERRUPT), true)), INTERRUPT);
  });
});
