import { type GroupContext, startGroup } from "../../../core/enrich/group.ts";
import { createNameBook } from "../../../core/enrich/names.ts";
import type { Findings, Stage, StageRun } from "../../../core/enrich/stage.ts";
import { messageIdOf, type RawMessage } from "../../../core/message/wire.ts";
import { settle } from "../../support/fake-world.ts";
import { from, INTERRUPT, textMessage } from "./fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Started = GroupContext["started"][number];

/** A stage on all levels, or on some. */
function stage(
  load: StageRun["load"],
  finds?: Stage["finds"],
  levels: StageRun["levels"] = ["page", "thread", "bundle"],
): Started {
  return { stage: finds === undefined ? {} : { finds }, run: { levels, load } };
}

function groupContext(...started: readonly Started[]): GroupContext {
  return { started, context: { names: createNameBook() }, linkHost: "applink.feishu.cn" };
}

const idsOf = (messages: readonly RawMessage[]) => messages.map(messageIdOf).join(" ");
const ONE = textMessage("om_1");

describe("startGroup", () => {
  it("renders messages while their calls are under way; what a stage adds to a text is waited for", async () => {
    const held = Promise.withResolvers<Findings>();
    const read: string[] = [];
    const noticed = (id: string, type: string) =>
      Object.defineProperty({ ...textMessage(id), msg_type: type }, "body", {
        get: () => void read.push(id),
      }) as RawMessage;
    const messages = [noticed("om_1", "text"), noticed("om_2", "merge_forward")];
    const left = Promise.withResolvers<void>();
    const context = groupContext(stage(() => held.promise));
    const world = { untilSent: () => left.promise };
    const group = startGroup(messages, "page", { ...context, context: { ...context.context, world } });
    await settle();
    assertEquals(read, []);
    left.resolve();
    await settle();
    assertEquals(new Set(read), new Set(["om_1"]));
    held.resolve({});
    messages.map(await group.complete);
    assertEquals(new Set(read), new Set(["om_1", "om_2"]));
  });

  it("learns names before any stage begins", () => {
    const context = groupContext(
      stage(() => {
        assertEquals(context.context.names.nameOf("ou_1"), "Mei");
        return Promise.resolve({});
      }),
    );
    startGroup([textMessage("om_1", from("ou_1", "user", { sender_name: "Mei" }))], "page", context);
  });

  it("renders no message a second time where all was found before its calls had left", async () => {
    let reads = 0;
    const message = Object.defineProperty(textMessage("om_1"), "body", {
      get: () => void reads++,
    }) as RawMessage;
    const left = Promise.withResolvers<void>();
    const context = groupContext();
    const world = { untilSent: () => left.promise };
    const group = startGroup([message], "page", { ...context, context: { ...context.context, world } });
    (await group.complete)(message);
    const before = reads;
    left.resolve();
    await settle();
    assertEquals(reads, before);
  });

  it("starts all stages of the level at once", () => {
    const events: string[] = [];
    const waiting = (name: string) => () => {
      events.push(name);
      return new Promise<Findings>(() => {});
    };
    startGroup(
      [ONE],
      "page",
      groupContext(stage(waiting("a")), stage(waiting("b"), undefined, ["thread"]), stage(waiting("c"))),
    );
    assertEquals(events, ["a", "c"]);
  });

  it("has asked for everything when the messages that came to light have been asked for", async () => {
    const held = Promise.withResolvers<Findings>();
    const seen: string[] = [];
    const { requested } = startGroup(
      [ONE],
      "page",
      groupContext(
        stage(() => held.promise, "messages", ["page"]),
        stage(({ messages }) => {
          seen.push(idsOf(messages));
          return Promise.resolve({});
        }),
      ),
    );
    let isDone = false;
    requested.then(() => isDone = true);
    await settle();
    assertEquals([isDone, seen], [false, ["om_1"]]);
    held.resolve({
      replies: [textMessage("om_r")],
      forwarded: new Map([["om_1", [textMessage("om_a")]], ["om_2", [textMessage("om_b")]]]),
    });
    await requested;
    assertEquals(seen, ["om_1", "om_r", "om_a om_b"]);
  });

  it("hands what bundles hold to the stages behind them", async () => {
    const inner = textMessage("om_in");
    let found: unknown;
    const { complete } = startGroup(
      [ONE],
      "page",
      groupContext(
        stage(() => Promise.resolve({ forwarded: new Map([["om_1", [inner]]]) }), "messages", ["page"]),
        stage(
          async ({ forwarded }) => {
            found = [...await forwarded()];
            return {};
          },
          undefined,
          ["page"],
        ),
      ),
    );
    await complete;
    assertEquals(found, [["om_1", [inner]]]);
  });

  it("names the people of its findings", async () => {
    const { people } = startGroup(
      [ONE],
      "page",
      groupContext(
        stage(() => Promise.resolve({ people: ["ou_1"] }), "people"),
        stage(() => Promise.resolve({ people: ["ou_2"] }), "people"),
      ),
    );
    assertEquals(await people, ["ou_1", "ou_2"]);
  });

  it("puts messages together from the text parts and fields of all stages", async () => {
    const folder = textMessage("om_1", { msg_type: "folder", body: { content: '{"file_key":"fld_1"}' } });
    const { complete } = startGroup(
      [folder],
      "page",
      groupContext(
        stage(() =>
          Promise.resolve({
            rendering: () => ({ folders: new Map([["fld_1", { items: [], total: 0 }]]) }),
          })
        ),
        stage(() => Promise.resolve({ fields: () => ({ reactions_error: true }) })),
        stage(() => Promise.resolve({ fields: () => ({ chat_type: "group" }) })),
      ),
    );
    const message = (await complete)(folder);
    assertEquals([message.content, message.reactions_error, message.chat_type], [
      '<folder key="fld_1" child_count="0"/>',
      true,
      "group",
    ]);
  });

  it("puts replies together with what was found for them", async () => {
    const reply = textMessage("om_r");
    const { complete } = startGroup(
      [ONE],
      "page",
      groupContext(
        stage(
          () =>
            Promise.resolve({
              replies: [reply],
              fields: (_message, complete) => ({ thread_replies: [complete(reply)] }),
            }),
          "messages",
          ["page"],
        ),
        stage(({ messages }) =>
          Promise.resolve({ fields: () => ({ chat_name: `with ${idsOf(messages)}` }) })
        ),
      ),
    );
    const message = (await complete)(ONE);
    assertEquals([message.chat_name, message.thread_replies?.map(({ chat_name }) => chat_name)], [
      "with om_1",
      ["with om_r"],
    ]);
  });

  it("passes an interrupt on to whoever waits", async () => {
    const { requested, complete } = startGroup(
      [ONE],
      "page",
      groupContext(stage(() => Promise.reject(INTERRUPT))),
    );
    await requested;
    assertStrictEquals(await assertRejects(() => complete), INTERRUPT);
  });
});
