import type { AnyFault, PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import {
  callsTo,
  ENDPOINT,
  groupOf,
  IDENTITIES,
  type Identity,
  itForBoth,
  LIST,
  namesOf,
  objectAt,
  read,
  texts,
} from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PEOPLE: Readonly<Record<Identity, string>> = {
  user: ENDPOINT.peopleAsUser,
  bot: ENDPOINT.peopleAsBot,
};
/** So many messages from as many people, on a server that tells no names. */
const crowd = (count: number, more: PlatformOptions = {}): PlatformOptions =>
  groupOf(texts(count, (index) => ({ senderId: `ou_p${index}` })), {
    users: Array.from({ length: count }, (_, index) => ({ openId: `ou_p${index}`, name: `P${index}` })),
    serverNames: false,
    ...more,
  });
const walk = [...LIST, "--page-all", "--page-delay", "0"];

const FAULTS: readonly (readonly [string, (endpoint: string) => AnyFault])[] = [
  ["a refusal", (endpoint) => ({ name: "error", code: 99992402, when: { endpoint } })],
  ["no permission", (endpoint) => ({ name: "error", code: 99991676, when: { endpoint } })],
  ["a fault of the server", (endpoint) => ({ name: "status-500-html", when: { endpoint } })],
  ["a page in place of JSON", (endpoint) => ({ name: "html-200", when: { endpoint } })],
  ["half a document", (endpoint) => ({ name: "cut-json", when: { endpoint } })],
  ["a broken connection", (endpoint) => ({ name: "cut-before-headers", when: { endpoint } })],
];

describe("names: whatever goes wrong, the senders keep their ids", () => {
  for (const [name, fault] of FAULTS) {
    itForBoth(
      `${name} in every call: exit 0, one line`,
      (identity) => crowd(120, { faults: [fault(PEOPLE[identity])] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, walk);
        assertEquals(namesOf(messages), Array(120).fill(undefined));
        assertEquals(messages.map((one) => objectAt(one, "sender")["id"]).slice(0, 2), ["ou_p0", "ou_p1"]);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", /^sender_names_failed: ./);
      },
    );
  }

  itForBoth(
    "an answer without data names nobody and is no fault",
    (identity) => crowd(2, { faults: [{ name: "no-data", when: { endpoint: PEOPLE[identity] } }] }),
    async (scene, identity) => {
      assertEquals(namesOf((await read(scene, identity, LIST)).messages), [undefined, undefined]);
    },
  );

  const ONE_OF_SEVERAL: readonly (readonly [Identity, number, number])[] = [["user", 25, 10], [
    "bot",
    51,
    50,
  ]];
  for (const [identity, count, lost] of ONE_OF_SEVERAL) {
    it(`as ${identity}: one call that fails affects its own people only`, () => {
      const when = {
        endpoint: PEOPLE[identity],
        ...(identity === "user" ? { body: '"ou_p0"' } : { path: "ou_p0&" }),
      };
      const options = crowd(count, { faults: [{ name: "error", code: 99992402, when }] });
      return inScene(options, async (scene) => {
        const { messages, warnings } = await read(scene, identity, walk);
        assertEquals(namesOf(messages).filter((name) => name === undefined).length, lost);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", /^sender_names_failed: /);
      });
    });
  }

  for (const identity of IDENTITIES) {
    it(`as ${identity}: without the scope, the rest of a long list is not asked about`, () => {
      const scope =
        { user: "contact:user.basic_profile:readonly", bot: "contact:user.base:readonly" }[identity];
      const options = crowd(400, { withoutScopes: { [identity]: [scope] } });
      return inScene(options, async (scene) => {
        const { messages, warnings } = await read(scene, identity, walk);
        assertEquals(messages.length, 400);
        const calls = callsTo(scene.platform, PEOPLE[identity]).length;
        assert(calls >= 1 && calls <= 4, `${calls} calls`);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", new RegExp(`^sender_names_failed: .*${scope}`));
      });
    });
  }
});
