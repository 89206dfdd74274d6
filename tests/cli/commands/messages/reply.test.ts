import { usageError } from "../../../support/usage.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+messages-reply refuses system messages, before anything else", () => {
  const content = JSON.stringify({ type: "divider", params: { divider_text: { text: "new" } } });
  for (const as of ["user", "bot"]) {
    it(`as the ${as}, with the input that says so`, async () => {
      const line = ["+messages-reply", "--message-id", "om_1", "--as", as, "--content", content];
      const error = await usageError([...line, "--msg-type", "system"]);
      assertEquals([error["type"], error["param"]], ["validation", "--msg-type"]);
    });
  }
});
