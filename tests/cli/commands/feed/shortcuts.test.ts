import { changeShortcuts } from "../../../../cli/commands/feed/shortcuts.ts";
import { createShortcuts } from "../../../../core/feed/requests.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { fakeClient, ok } from "../../../core/enrich/fake-client.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHATS = ["oc_1", "oc_2"];

describe("changeShortcuts", () => {
  const failedChat = (id: string): JsonObject => ({
    failed_shortcuts: [{ shortcut: { feed_card_id: id, type: 1 }, reason: 1 }],
  });
  const cases: readonly (readonly [name: string, data: JsonObject, failure: RegExp | undefined])[] = [
    ["every chat", {}, undefined],
    ["all chats but one", failedChat("oc_2"), /^1 of 2 chats could not be added: oc_2/],
    ["what it was not asked for", failedChat("oc_9"), /match none of the chats/],
  ];
  for (const [name, data, failure] of cases) {
    it(`${failure === undefined ? "succeeds" : "is a partial failure"} where the service did ${name}`, async () => {
      const client = fakeClient(() => ok(data));
      const result = await changeShortcuts(client, createShortcuts(CHATS, "head"), CHATS, "added");
      const { subtype, message = "" } = result.failure?.detail ?? {};
      assertEquals([subtype, failure?.test(String(message)) ?? message === ""], [
        failure === undefined ? undefined : "partial_failure",
        true,
      ]);
    });
  }
});
