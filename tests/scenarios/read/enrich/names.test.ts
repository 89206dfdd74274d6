import type { Platform, PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import {
  callsTo,
  ENDPOINT,
  groupOf,
  type Identity,
  itForBoth,
  type Json,
  LIST,
  listAt,
  namesOf,
  objectAt,
  read,
  text,
  texts,
  thread,
} from "./scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** People `ou_p0`, … with the names `P0`, …. */
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ openId: `ou_p${index}`, name: `P${index}` }));
/** One message from each of so many people, on a server that tells no names. */
const crowd = (count: number): PlatformOptions =>
  groupOf(texts(count, (index) => ({ senderId: `ou_p${index}` })), {
    users: people(count),
    serverNames: false,
  });

/** Open ids of each contact call, whichever identity made it. */
function contactCalls(platform: Platform): readonly (readonly string[])[] {
  const asUser = callsTo(platform, ENDPOINT.peopleAsUser).map(({ body }) =>
    (body as { user_ids: string[] }).user_ids
  );
  const asBot = callsTo(platform, ENDPOINT.peopleAsBot).map(({ queryAll }) => queryAll["user_ids"] ?? []);
  return [...asUser, ...asBot];
}

const sizesOf = (calls: readonly (readonly string[])[]) =>
  calls.map((ids) => ids.length).sort((one, other) => other - one);
const senderOf = (message: Json | undefined) => objectAt(message, "sender");

describe("names that the service sends along", () => {
  itForBoth(
    "become name, for people and bots; sender_name goes, the other names stay; nobody is asked",
    () =>
      groupOf([text("person", 1), text("bot", 2, { senderId: "cli_helper" })], {
        users: [{ openId: "ou_ana", name: "Ana", i18nNames: { zh_cn: "安娜" } }],
      }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(senderOf(messages[0]), {
        id: "ou_ana",
        id_type: "open_id",
        sender_type: "user",
        tenant_key: "tk_demo",
        sender_i18n_names: { zh_cn: "安娜" },
        name: "Ana",
      });
      assertEquals(senderOf(messages[1])["name"], "Helper");
      assertEquals(senderOf(messages[1])["open_bot_id"], "ou_helper");
      assertEquals(contactCalls(scene.platform), []);
    },
  );

  itForBoth(
    "win over the name in a mention",
    () => groupOf([text("a", 1, { mentions: [{ key: "@_user_1", id: "ou_ana", name: "Annie" }] })]),
    async (scene, identity) => {
      assertEquals(namesOf((await read(scene, identity, LIST)).messages), ["Ana"]);
    },
  );
});

describe("names on servers that return none", () => {
  itForBoth(
    "mentions anywhere on the page name senders, without a call",
    () =>
      groupOf([
        text("a", 1),
        text("b", 2, { senderId: "ou_bo", mentions: [{ key: "@_user_1", id: "ou_ana", name: "Annie" }] }),
        text("c", 3, { mentions: [{ key: "@_user_1", id: "ou_bo", name: "Bobby" }] }),
      ], { serverNames: false }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(namesOf(messages), ["Annie", "Bobby", "Annie"]);
      assertEquals(contactCalls(scene.platform), []);
    },
  );

  const SIZES: readonly (readonly [Identity, number, readonly number[]])[] = [
    ["user", 25, [10, 10, 5]],
    ["bot", 51, [50, 1]],
    ["user", 10, [10]],
    ["bot", 50, [50]],
  ];
  for (const [identity, count, sizes] of SIZES) {
    it(`as ${identity}: ${count} unknown people go into calls of ${sizes.join(", ")}`, () =>
      inScene(crowd(count), async (scene) => {
        const walk = [...LIST, "--page-all", "--page-delay", "0"];
        const { messages, warnings } = await read(scene, identity, walk);
        assertEquals(sizesOf(contactCalls(scene.platform)), sizes);
        assertEquals(namesOf(messages), people(count).map(({ name }) => name));
        assertEquals(warnings, []);
        const other = identity === "user" ? ENDPOINT.peopleAsBot : ENDPOINT.peopleAsUser;
        assertEquals(callsTo(scene.platform, other), []);
      }));
  }

  itForBoth(
    "a person is asked about once, whoever of host and reply is the sender",
    () => {
      const messages = thread("root", 1, 3).map((one) =>
        one.messageId === "om_root-1" ? { ...one, senderId: "ou_bo" } : one
      );
      return groupOf([...messages, text("later", 2)], { serverNames: false });
    },
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(namesOf(messages), ["Ana", "Ana"]);
      assertEquals(namesOf(listAt(messages[0], "thread_replies")), ["Bo", "Ana", "Ana"]);
      assertEquals(contactCalls(scene.platform).flat().sort(), ["ou_ana", "ou_bo"]);
    },
  );

  itForBoth(
    "an empty name from the service counts as none",
    () =>
      groupOf([
        text("a", 1, { extra: { sender: { id: "ou_ana", sender_type: "user", sender_name: " " } } }),
      ]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(senderOf(messages[0]), { id: "ou_ana", sender_type: "user", name: "Ana" });
    },
  );
});

describe("names that cannot be fetched", () => {
  const hidden: PlatformOptions = {
    users: [{ openId: "ou_ana", name: "Ana", visibleToBot: false }, { openId: "ou_bo", name: "Bo" }],
    serverNames: false,
  };
  const messages = [text("a", 1), text("b", 2, { senderId: "ou_bo" })];

  it("as bot: a person outside the app's visibility keeps only the id, without a warning", () =>
    inScene(groupOf(messages, hidden), async (scene) => {
      const read1 = await read(scene, "bot", LIST);
      assertEquals(namesOf(read1.messages), [undefined, "Bo"]);
      assertEquals(senderOf(read1.messages[0])["id"], "ou_ana");
      assertEquals(read1.warnings, []);
    }));

  it("as user: the same person is named", () =>
    inScene(groupOf(messages, hidden), async (scene) => {
      assertEquals(namesOf((await read(scene, "user", LIST)).messages), ["Ana", "Bo"]);
    }));

  itForBoth(
    "people whom the service does not know keep their ids",
    () => groupOf([text("a", 1, { senderId: "ou_nobody" })], { serverNames: false }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(namesOf(messages), [undefined]);
      assertEquals([senderOf(messages[0])["id"], warnings], ["ou_nobody", []]);
    },
  );

  itForBoth(
    "a message without a sender, as of the system, asks nobody",
    () => {
      const { senderId: _, ...bare } = text("system", 1);
      const system: WorldMessage = { ...bare, type: "system", content: { template: "hello" } };
      return groupOf([system, text("null", 2, { extra: { sender: null } })], { serverNames: false });
    },
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(messages.map((one) => one["sender"]), [
        { id: "", id_type: "", sender_type: "", tenant_key: "" },
        null,
      ]);
      assertEquals(contactCalls(scene.platform), []);
    },
  );
});

describe("names of apps on servers that return none", () => {
  const apps = (): PlatformOptions =>
    groupOf([text("a", 1, { senderId: "cli_helper" }), text("b", 2, { senderId: "cli_helper" })], {
      serverNames: false,
    });

  it("as bot: the app is asked about once", () =>
    inScene(apps(), async (scene) => {
      const { messages, warnings } = await read(scene, "bot", LIST);
      assertEquals([namesOf(messages), warnings], [["Helper", "Helper"], []]);
      const calls = callsTo(scene.platform, ENDPOINT.app);
      assertEquals(calls.map(({ path }) => path), ["/open-apis/application/v6/applications/cli_helper"]);
    }));

  it("as user: only the bot's token could ask, so nobody does; the app keeps its id", () =>
    inScene(apps(), async (scene) => {
      const { messages, warnings } = await read(scene, "user", LIST);
      assertEquals([namesOf(messages), warnings], [[undefined, undefined], []]);
      assertEquals(callsTo(scene.platform, ENDPOINT.app), []);
    }));

  it("as bot: an app that cannot be looked up keeps its id, one line says so", () =>
    inScene({ ...apps(), bots: [] }, async (scene) => {
      const { messages, warnings } = await read(scene, "bot", LIST);
      assertEquals(namesOf(messages), [undefined, undefined]);
      assertEquals(warnings.map((line) => line.split(":")[0]), ["app_names_failed"]);
    }));
});
