import { type MessageStages, runStages } from "../../../core/enrich/run-stages.ts";
import type { BundleItems } from "../../../core/enrich/stages/bundles.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { messageIdOf, type RawMessage } from "../../../core/message/wire.ts";
import { settle } from "../../support/fake-world.ts";
import { failure, INTERRUPT, textMessage } from "./fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Stages that tell what they were called with, and find nothing unless told otherwise. */
function scene(parts: Partial<MessageStages> = {}) {
  const events: string[] = [];
  const note = (what: string, messages: readonly RawMessage[]) =>
    events.push(`${what} ${messages.map(messageIdOf).join(" ")}`);
  const empty = (what: string) => ({
    fetch(messages: readonly RawMessage[]) {
      note(what, messages);
      return Promise.resolve(new Map());
    },
  });
  const stages: MessageStages = {
    bundles: empty("bundles"),
    folders: empty("folders"),
    names: {
      learn: (messages) => void note("learn", messages),
      loadSenders(messages) {
        note("senders", messages);
        return Promise.resolve();
      },
      loadPeople: () => Promise.resolve(),
      nameOf: () => undefined,
      flush: () => {},
    },
    reactions: undefined,
    downloads: undefined,
    ...parts,
  };
  return { events, stages };
}

const ONE = textMessage("om_1");

describe("lookUp", () => {
  it("learns names before it asks for senders, and starts everything at once", () => {
    const { events, stages } = scene();
    runStages([ONE], stages);
    assertEquals(events, ["learn om_1", "senders om_1", "folders om_1", "bundles om_1"]);
  });

  it("has asked for everyone when those in bundles were asked for", async () => {
    const held = Promise.withResolvers<Map<string, readonly JsonObject[]>>();
    const { events, stages } = scene({ bundles: { fetch: () => held.promise } });
    const { requested: asked } = runStages([ONE], stages);
    let isAsked = false;
    asked.then(() => isAsked = true);
    await settle();
    assertEquals([isAsked, events], [false, ["learn om_1", "senders om_1", "folders om_1"]]);
    held.resolve(new Map([["om_1", [textMessage("om_a")]], ["om_2", [textMessage("om_b")]]]));
    await asked;
    assertEquals(events.slice(3), ["learn om_a om_b", "senders om_a om_b"]);
  });

  it("hands back what each stage found", async () => {
    const found = {
      bundles: new Map([["om_1", failure("api", "not_found")]]),
      folders: new Map([["fld_1", { items: [], total: 0 }]]),
      reactions: new Map([["om_1", "error" as const]]),
    };
    const { stages } = scene({
      bundles: { fetch: () => Promise.resolve(found.bundles) },
      folders: { fetch: () => Promise.resolve(found.folders) },
      reactions: { fetch: () => Promise.resolve(found.reactions), flush: () => {} },
    });
    assertEquals(await runStages([ONE], stages).results, { messages: [ONE], ...found, resources: new Map() });
  });

  it("saves the resources of bundles under the bundle, and none of a bundle that failed", async () => {
    const image = (id: string, key: string) =>
      textMessage(id, { msg_type: "image", body: { content: JSON.stringify({ image_key: key }) } });
    const messages = [
      image("om_1", "img_1"),
      textMessage("om_2", { msg_type: "merge_forward" }),
      textMessage("om_3", { msg_type: "merge_forward" }),
    ];
    const bundles = new Map<string, BundleItems>([["om_2", [image("om_in", "img_in")]], [
      "om_3",
      failure("api", "not_found"),
    ]]);
    const { stages } = scene({
      bundles: { fetch: () => Promise.resolve(bundles) },
      downloads: {
        save: (refs) => Promise.resolve(refs.map((ref) => ({ ...ref }))),
        settle: () => Promise.resolve(),
      },
    });
    const { resources } = await runStages(messages, stages).results;
    assertEquals(messages.map((message) => resources.get(message)), [
      [{ message_id: "om_1", key: "img_1", type: "image" }],
      [{ message_id: "om_2", key: "img_in", type: "image" }],
      [],
    ]);
  });

  it("waits for the names of people", async () => {
    const held = Promise.withResolvers<void>();
    const { stages } = scene();
    const names = { ...stages.names, loadSenders: () => held.promise };
    let isDone = false;
    const done = runStages([ONE], { ...stages, names }).results.then(() => isDone = true);
    await settle();
    assertEquals(isDone, false);
    held.resolve();
    await done;
  });

  it("passes an interrupt on to whoever waits for the findings", async () => {
    const { stages } = scene({ reactions: { fetch: () => Promise.reject(INTERRUPT), flush: () => {} } });
    const { requested: asked, results: findings } = runStages([ONE], stages);
    await asked;
    assertStrictEquals(await assertRejects(() => findings), INTERRUPT);
  });
});
