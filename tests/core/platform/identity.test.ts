import { spelled } from "../../../cli/spelling.ts";
import { type Identity, type IdentityChoice, resolveIdentity } from "../../../core/platform/identity.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOTH: readonly Identity[] = ["user", "bot"];

function choice(
  flag: string | undefined,
  preset: string | undefined,
  supported: readonly Identity[],
  hasUserToken: boolean,
): IdentityChoice {
  return { option: flag, preset, supported, hasUserToken };
}

describe("resolveIdentity", () => {
  const cases: readonly (readonly [name: string, choice: IdentityChoice, identity: Identity])[] = [
    ["auto with a user token is user", choice(undefined, undefined, BOTH, true), "user"],
    ["auto without one is bot", choice(undefined, undefined, BOTH, false), "bot"],
    ["auto gives the only identity: user", choice(undefined, undefined, ["user"], false), "user"],
    ["auto gives the only identity: bot", choice(undefined, undefined, ["bot"], true), "bot"],
    ["the flag beats the tokens", choice("bot", undefined, BOTH, true), "bot"],
    ["the flag needs no token to be believed", choice("user", undefined, BOTH, false), "user"],
    ["the flag beats the preset", choice("user", "bot", BOTH, false), "user"],
    ["the preset beats the tokens", choice(undefined, "bot", BOTH, true), "bot"],
    ["a preset of auto says nothing", choice(undefined, "auto", BOTH, true), "user"],
    ["--as auto jumps over the preset", choice("auto", "bot", BOTH, true), "user"],
    ["--as auto without user token is bot", choice("auto", "user", BOTH, false), "bot"],
    ["a preset gives way where only one identity works", choice(undefined, "user", ["bot"], true), "bot"],
    ["blanks around the word do no harm", choice(" bot ", undefined, BOTH, true), "bot"],
  ];
  for (const [name, one, identity] of cases) it(name, () => assertEquals(resolveIdentity(one), identity));

  for (const [flag, right] of [["user", "bot"], ["bot", "user"]] as const) {
    it(`refuses --as ${flag} where only ${right} works, and names it`, () => {
      const detail = detailOf(() => resolveIdentity(choice(flag, undefined, [right], true)));
      assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", "--as"]);
      assertStringIncludes(spelled(detail.hint ?? ""), `--as ${right}`);
    });
  }

  const unknown: readonly (readonly [flag: string | undefined, preset: string | undefined, param: string])[] =
    [
      ["root", undefined, "--as"],
      ["", undefined, "--as"],
      ["User", undefined, "--as"],
      [undefined, "tenant", "IM_DEFAULT_AS"],
    ];
  for (const [flag, preset, param] of unknown) {
    it(`refuses the word ${JSON.stringify(flag ?? preset)} in ${param}`, () => {
      const detail = detailOf(() => resolveIdentity(choice(flag, preset, BOTH, true)));
      assertEquals([detail.type, detail.param], ["validation", param]);
      assertStringIncludes(spelled(detail.message), "user, bot or auto");
    });
  }
});
