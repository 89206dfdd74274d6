import { requireConfirmation } from "../../../cli/options/confirmation.ts";
import { spellDetail } from "../../../cli/spelling.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("what is not confirmed is named as it is typed, with what it does", () => {
  const actions = [
    ["im.messages.delete", "im messages delete"],
    ["im.chat.members.delete", "im chat.members delete"],
    ["im config remove", "im config remove"],
    ["DELETE /open-apis/im/v1/pins/om_1", "DELETE /open-apis/im/v1/pins/om_1"],
  ] as const;
  for (const [action, typed] of actions) {
    it(typed, () => {
      const { message, action: given } = spellDetail(
        detailOf(() => requireConfirmation(false, { name: action, effect: "recalls om_1" })),
      );
      assertEquals([message, given], [
        `${typed} was not confirmed: it recalls om_1`,
        action,
      ]);
    });
  }
});
