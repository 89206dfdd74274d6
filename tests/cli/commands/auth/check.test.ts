import { runWithoutLogin } from "./nobody.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im auth check where nothing is known of what was granted", () => {
  const cases: readonly (readonly [
    name: string,
    hasProfile: boolean,
    variables: Record<string, string>,
    error: string,
  ])[] = [
    ["without an app", false, {}, "not_configured"],
    ["without a login", true, {}, "not_logged_in"],
    ["with a token of one's own", true, { IM_USER_ACCESS_TOKEN: "u-1" }, "unknown"],
  ];
  for (const [name, hasProfile, variables, error] of cases) {
    it(name, async () => {
      const result = await runWithoutLogin(
        ["auth", "check", "--scope", "im:chat:read"],
        hasProfile,
        variables,
      );
      const { data } = JSON.parse(result.stdout);
      assertEquals([data.granted, data.missing, data.error], [null, ["im:chat:read"], error]);
    });
  }
});
