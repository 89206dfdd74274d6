import { spelled } from "../../../cli/spelling.ts";
import { type Identity, type IdentityChoice, resolveIdentity } from "../../../core/platform/identity.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOTH: readonly Identity[] = ["user", "bot"];

function choice(
  option: string | undefined,
  preset: string | undefined,
  supported: readonly Identity[],
  hasUserToken: boolean,
): IdentityChoice {
  return { option, preset, supported, hasUserToken: () => hasUserToken };
}

describe("resolveIdentity", () => {
  const cases: readonly (readonly [name: string, choice: IdentityChoice, identity: Identity])[] = [
    ["auto with a user token is user", choice(undefined, undefined, BOTH, true), "user"],
    ["auto without one is bot", choice(undefined, undefined, BOTH, false), "bot"],
    ["auto gives the only identity: user", choice(undefined, undefined, ["user"], false), "user"],
    ["auto gives the only identity: bot", choice(undefined, undefined, ["bot"], true), "bot"],
    ["the option beats the tokens", choice("bot", undefined, BOTH, true), "bot"],
    ["the option needs no token to be believed", choice("user", undefined, BOTH, false), "user"],
    ["the option beats the preset", choice("user", "bot", BOTH, false), "user"],
    ["the preset beats the tokens", choice(undefined, "bot", BOTH, true), "bot"],
    ["a preset of auto says nothing", choice(undefined, "auto", BOTH, true), "user"],
    ["--as auto jumps over the preset", choice("auto", "bot", BOTH, true), "user"],
    ["--as auto without user token is bot", choice("auto", "user", BOTH, false), "bot"],
    ["a preset gives way where only one identity works", choice(undefined, "user", ["bot"], true), "bot"],
    ["blanks around the word do no harm", choice(" bot ", undefined, BOTH, true), "bot"],
  ];
  for (const [name, one, identity] of cases) {
    it(name, async () => assertEquals(await resolveIdentity(one), identity));
  }

  for (const [option, right] of [["user", "bot"], ["bot", "user"]] as const) {
    it(`refuses --as ${option} where only ${right} works, and names it`, async () => {
      const detail = await rejectionOf(() => resolveIdentity(choice(option, undefined, [right], true)));
      assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", "as"]);
      assertStringIncludes(spelled(detail.hint ?? ""), `--as ${right}`);
    });
  }

  const unknown:
    readonly (readonly [option: string | undefined, preset: string | undefined, param: string])[] = [
      ["root", undefined, "--as"],
      ["", undefined, "--as"],
      ["User", undefined, "--as"],
      [undefined, "tenant", "IM_DEFAULT_AS"],
    ];
  for (const [option, preset, param] of unknown) {
    it(`refuses the word ${JSON.stringify(option ?? preset)} in ${param}`, async () => {
      const detail = await rejectionOf(() => resolveIdentity(choice(option, preset, BOTH, true)));
      const at = { input: detail.input, setting: detail.setting };
      assertEquals([detail.type, at], [
        "validation",
        option === undefined
          ? { input: undefined, setting: "defaultAs" }
          : { input: "as", setting: undefined },
      ]);
      assertStringIncludes(spelled(detail.message), "user, bot or auto");
    });
  }
});

const CHOICE: IdentityChoice = {
  option: undefined,
  preset: undefined,
  supported: BOTH,
  preferred: ["user"],
  hasUserToken: () => false,
};

describe("resolveIdentity, preferred identities", () => {
  const cases: readonly (readonly [name: string, more: Partial<IdentityChoice>, identity: Identity])[] = [
    ["auto gives the only one, even without its token", {}, "user"],
    ["auto gives the only one: bot", { preferred: ["bot"], hasUserToken: () => true }, "bot"],
    ["--as auto is auto", { option: "auto" }, "user"],
    ["a preset auto is auto", { preset: "auto" }, "user"],
    ["both leave it to the tokens: user", { preferred: BOTH, hasUserToken: () => true }, "user"],
    ["both leave it to the tokens: bot", { preferred: BOTH }, "bot"],
    ["the option beats them", { option: "bot" }, "bot"],
    ["the preset beats them", { preset: "bot" }, "bot"],
    ["auto of the option beats the preset", { option: "auto", preset: "bot" }, "user"],
  ];
  for (const [name, more, identity] of cases) {
    it(name, async () => assertEquals(await resolveIdentity({ ...CHOICE, ...more }), identity));
  }

  it("do not widen what the command supports", async () => {
    const choice: IdentityChoice = { ...CHOICE, option: "bot", supported: ["user"], preferred: ["user"] };
    const detail = await rejectionOf(() => resolveIdentity(choice));
    assertEquals([detail.type, detail.input], ["validation", "as"]);
    assertStringIncludes(spelled(detail.hint ?? ""), "--as user");
  });
});

describe("resolveIdentity, strict mode", () => {
  const allowed: readonly (readonly [name: string, more: Partial<IdentityChoice>, identity: Identity])[] = [
    ["beats the tokens", { strict: "bot", hasUserToken: () => true }, "bot"],
    ["beats the preset", { strict: "user", preset: "bot" }, "user"],
    ["allows its own identity", { strict: "bot", option: "bot" }, "bot"],
    ["decides for --as auto", { strict: "bot", option: "auto" }, "bot"],
    ["off allows all", { strict: "off", option: "user" }, "user"],
  ];
  for (const [name, more, identity] of allowed) {
    it(
      name,
      async () => assertEquals(await resolveIdentity({ ...CHOICE, preferred: BOTH, ...more }), identity),
    );
  }

  const refused: readonly (readonly [name: string, more: Partial<IdentityChoice>, message: string])[] = [
    [
      "rejects the other identity",
      { strict: "bot", option: "user" },
      '--as user is not allowed: strict mode is "bot"',
    ],
    [
      "rejects a command that has only the other",
      { strict: "bot", supported: ["user"] },
      'cannot run as "bot"',
    ],
    ["rejects an unknown word", { strict: "tenant" }, 'IM_STRICT_MODE must be user, bot or off: "tenant"'],
  ];
  for (const [name, more, message] of refused) {
    it(`${name}, exit 2`, async () => {
      const detail = await rejectionOf(() => resolveIdentity({ ...CHOICE, ...more }));
      assertEquals([detail.type, detail.subtype], ["validation", "invalid_argument"]);
      assertStringIncludes(spelled(detail.message), message);
    });
  }
});
