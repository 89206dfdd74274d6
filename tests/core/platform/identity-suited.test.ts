import { spelled } from "../../../cli/spelling.ts";
import { type Identity, type IdentityChoice, resolveIdentity } from "../../../core/platform/identity.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOTH: readonly Identity[] = ["user", "bot"];
const CHOICE: IdentityChoice = {
  option: undefined,
  preset: undefined,
  supported: BOTH,
  preferred: ["user"],
  hasUserToken: false,
};

describe("resolveIdentity, identities that suit what is asked for", () => {
  const cases: readonly (readonly [name: string, more: Partial<IdentityChoice>, identity: Identity])[] = [
    ["auto gives the only one, even without its token", {}, "user"],
    ["auto gives the only one: bot", { preferred: ["bot"], hasUserToken: true }, "bot"],
    ["--as auto is auto", { option: "auto" }, "user"],
    ["a preset auto is auto", { preset: "auto" }, "user"],
    ["both leave it to the tokens: user", { preferred: BOTH, hasUserToken: true }, "user"],
    ["both leave it to the tokens: bot", { preferred: BOTH }, "bot"],
    ["the flag beats them", { option: "bot" }, "bot"],
    ["the preset beats them", { preset: "bot" }, "bot"],
    ["auto of the flag beats the preset", { option: "auto", preset: "bot" }, "user"],
  ];
  for (const [name, more, identity] of cases) {
    it(name, () => assertEquals(resolveIdentity({ ...CHOICE, ...more }), identity));
  }

  it("do not widen what the command supports", () => {
    const choice: IdentityChoice = { ...CHOICE, option: "bot", supported: ["user"], preferred: ["user"] };
    const detail = detailOf(() => resolveIdentity(choice));
    assertEquals([detail.type, detail.param], ["validation", "--as"]);
    assertStringIncludes(spelled(detail.hint ?? ""), "--as user");
  });
});
