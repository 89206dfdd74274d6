import { runWithoutLogin } from "./nobody.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im auth list where nobody is logged in", () => {
  for (
    const [hasProfile, next, reason] of [
      [false, "im config init", "not_configured"],
      [true, "im auth login", "not_logged_in"],
    ] as const
  ) {
    it(`${hasProfile ? "with" : "without"} a profile says what comes next`, async () => {
      const pretty = await runWithoutLogin(["auth", "list", "--format", "pretty"], hasProfile);
      assertEquals(pretty.stdout, `nobody is logged in: ${next}\n`);
      const { data } = JSON.parse((await runWithoutLogin(["auth", "list"], hasProfile)).stdout);
      assertEquals(data, { users: [], reason });
    });
  }
});
