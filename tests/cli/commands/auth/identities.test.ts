import { runWithoutLogin } from "./nobody.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im auth status: a person who cannot act", () => {
  const cases: readonly (readonly [
    name: string,
    hasProfile: boolean,
    variables: Record<string, string>,
    status: string,
    message: RegExp,
  ])[] = [
    ["without a login", true, {}, "missing", /nobody is logged in/],
    [
      "beside variables",
      true,
      { IM_TENANT_ACCESS_TOKEN: "t-1" },
      "missing",
      /variables hold no user token/,
    ],
  ];
  for (const [name, hasProfile, variables, status, message] of cases) {
    it(name, async () => {
      const { data } = JSON.parse((await runWithoutLogin(["auth", "status"], hasProfile, variables)).stdout);
      const { user } = data.identities;
      assertEquals([user.status, user.available, message.test(user.message)], [status, false, true]);
    });
  }
});
