import { createPipeline } from "../../../core/enrich/pipeline.ts";
import type { RawMessage } from "../../../core/message/wire.ts";
import { settle } from "../../support/fake-world.ts";
import { from, heldClient, idsIn, items, ok, stageContext, textMessage } from "./fake-client.ts";
import { bundle, CHATS, GET, LIST, OPTIONS, PEOPLE, REACTIONS, scene, values } from "./pipeline-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("pipeline, calls", () => {
  it("asks for the reactions to replies in the same call as for their host's", async () => {
    const { enrich, asked } = scene();
    await enrich([textMessage("om_1", { thread_id: "omt_1" }), textMessage("om_2")], true);
    assertEquals(asked(REACTIONS), [["om_1", "om_2", "omt_1/1", "omt_1/2"]]);
  });

  it("names the senders of replies and of messages in bundles in the same call as those of messages", async () => {
    const { enrich, asked } = scene({
      answers: {
        [LIST]: () => items([textMessage("om_r", from("ou_reply")), bundle("om_b")]),
        [GET]: (request) =>
          items([textMessage(`in ${idsIn(request)[0]}`, from(`ou_in_${idsIn(request)[0]}`))]),
      },
    });
    await enrich([textMessage("om_1", { thread_id: "omt_1", ...from("ou_1") }), bundle("om_2")], true);
    assertEquals(asked(PEOPLE).map((ids) => ids.toSorted()), [[
      "ou_1",
      "ou_in_om_2",
      "ou_in_om_b",
      "ou_reply",
    ]]);
  });

  it("sends the partial calls of several pages together at the end", async () => {
    const { enrich, finish, asked } = scene();
    const pages = ["a", "b", "c"].map((name) =>
      enrich([textMessage(`om_${name}1`, from(`ou_${name}`)), textMessage(`om_${name}2`)], false)
    );
    await settle();
    assertEquals([asked(REACTIONS), asked(PEOPLE)], [[], []]);
    finish();
    assertEquals((await Promise.all(pages)).map((page) => page.length), [2, 2, 2]);
    assertEquals(asked(REACTIONS), [["om_a1", "om_a2", "om_b1", "om_b2", "om_c1", "om_c2"]]);
    assertEquals(asked(PEOPLE), [["ou_a", "ou_b", "ou_c"]]);
  });

  it("sends full calls before the end", async () => {
    const { enrich, finish, asked } = scene();
    const many = Array.from({ length: 21 }, (_, index) => textMessage(`om_${index}`));
    const page = enrich(many, false);
    await settle();
    assertEquals(asked(REACTIONS).map((ids) => ids.length), [20]);
    finish();
    await page;
    assertEquals(asked(REACTIONS).map((ids) => ids.length), [20, 1]);
  });

  it("waits at the end for a page that is still on its way", async () => {
    const { enrich, finish, asked } = scene();
    const late = Promise.withResolvers<readonly RawMessage[]>();
    const pages = [enrich([textMessage("om_1")], false), enrich(late.promise, false)];
    finish();
    await settle();
    assertEquals(asked(REACTIONS), []);
    late.resolve([textMessage("om_2")]);
    assertEquals((await Promise.all(pages)).map((page) => values(page, "message_id")), [["om_1"], ["om_2"]]);
    assertEquals(asked(REACTIONS), [["om_1", "om_2"]]);
  });

  it("waits at the end for the replies of every page", async () => {
    const client = heldClient();
    const { enrich, finish } = createPipeline(stageContext(client), OPTIONS);
    const pages = [
      enrich([textMessage("om_1", { thread_id: "omt_1" })], false),
      enrich([textMessage("om_2", { thread_id: "omt_2" })], false),
    ];
    finish();
    await settle();
    await client.held[1]?.answer(items([textMessage("om_r2")]));
    assertEquals(client.calls.map(({ path }) => path), [LIST, LIST]);
    await client.held[0]?.answer(items([textMessage("om_r1")]));
    assertEquals(client.calls.slice(2).map(idsIn), [["om_1", "om_2", "om_r1", "om_r2"]]);
    await client.held[2]?.answer(ok({}));
    await Promise.all(pages);
  });

  it("sends the calls of a page that is alone when its replies are there, without an end", async () => {
    const { enrich, asked } = scene({ context: { cache: false } });
    await enrich([textMessage("om_1", { thread_id: "omt_1" })], true);
    await enrich([textMessage("om_2", from("ou_2"))], true);
    assertEquals(asked(REACTIONS), [["om_1", "omt_1/1", "omt_1/2"], ["om_2"]]);
    assertEquals(asked(PEOPLE), [["ou_2"]]);
  });

  it("asks for the partners of direct chats when the chats are known, for several pages together", async () => {
    const { enrich, finish, asked } = scene({
      options: { chats: true, threads: false },
      answers: {
        [CHATS]: (request) =>
          items(idsIn(request).map((id) => ({ chat_id: id, chat_mode: "p2p", p2p_target_id: `ou_${id}` }))),
      },
    });
    const pages = [
      enrich([textMessage("om_1", { chat_id: "oc_1" })], false),
      enrich([textMessage("om_2", { chat_id: "oc_2" }), textMessage("om_3", { chat_id: "oc_1" })], false),
    ];
    finish();
    const objects = (await Promise.all(pages)).flat();
    assertEquals([asked(CHATS), asked(PEOPLE)], [[["oc_1", "oc_2"]], [["ou_oc_1", "ou_oc_2"]]]);
    assertEquals(values(objects, "chat_partner"), [
      { open_id: "ou_oc_1", name: "Name of ou_oc_1" },
      { open_id: "ou_oc_2", name: "Name of ou_oc_2" },
      { open_id: "ou_oc_1", name: "Name of ou_oc_1" },
    ]);
  });

  it("asks for the partners of a page that is alone without an end", async () => {
    const { enrich, asked } = scene({
      options: { chats: true, threads: false },
      answers: { [CHATS]: () => items([{ chat_id: "oc_1", chat_mode: "p2p", p2p_target_id: "ou_1" }]) },
    });
    const [object] = await enrich([textMessage("om_1", { chat_id: "oc_1" })], true);
    assertEquals([asked(PEOPLE), object?.["chat_partner"]], [[["ou_1"]], {
      open_id: "ou_1",
      name: "Name of ou_1",
    }]);
  });

  it("makes no call for stages that were not asked for", async () => {
    const { enrich, calls } = scene({ options: { threads: false, reactions: false } });
    const [object] = await enrich([textMessage("om_1", { thread_id: "omt_1", chat_id: "oc_1" })], true);
    assertEquals(calls, []);
    assertEquals([object?.["resources"], object?.["thread_replies"], object?.["chat_type"]], [
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("makes no call for a page without messages", async () => {
    const { enrich, calls } = scene({ options: { chats: true } });
    assertEquals([await enrich([], true), calls], [[], []]);
  });
});
