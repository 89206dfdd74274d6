import { reusedChatKeyWarning } from "../../../core/chat/repeated-key.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Created = Parameters<typeof reusedChatKeyWarning>[1];

describe("reusedChatKeyWarning", () => {
  const requested = { name: "Plan", description: "for all", chatMode: "group", chatType: "private" } as const;
  const cases: readonly (readonly [created: Created, difference: string | undefined])[] = [
    [{ name: "Plan", description: "for all", chat_mode: "group", chat_type: "private" }, undefined],
    [{ name: " Plan " }, undefined],
    [{ name: null, description: "" }, undefined],
    [{ name: "Other", chat_mode: "topic" }, "name"],
    [{ chat_mode: "topic", chat_type: "public" }, "mode"],
    [{ chat_type: "public", description: "x" }, "type"],
    [{ description: "x" }, "description"],
  ];
  for (const [created, difference] of cases) {
    it(`${difference === undefined ? "says nothing" : `names the ${difference}`} for ${JSON.stringify(created)}`, () => {
      const detail = plainText(
        reusedChatKeyWarning(requested, { chat_id: "oc_1", ...created }, "k")?.detail ?? "",
      );
      assertEquals(/the chat oc_1, which has another (\w+);/.exec(detail)?.[1], difference);
    });
  }
});
