import { resolveAccount, type RunAccount } from "../../cli/account.ts";
import { readValues } from "../../cli/options/read.ts";
import { spellDetail } from "../../cli/spelling.ts";
import type { Config, Profile } from "../../core/account/config.ts";
import { rejectionOf } from "../core/detail-of.ts";
import { fakeWorld } from "../support/fake-world.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LI = { openId: "ou_li", name: "Li Lei" };
const HAN = { openId: "ou_han", name: "Han Mei" };
const WORK: Profile = {
  name: "work",
  appId: "cli_work",
  brand: "lark",
  defaultAs: "bot",
  users: [LI, HAN],
};
const LAB: Profile = {
  name: "lab",
  appId: "cli_lab",
  brand: "feishu",
  baseUrl: "https://open.lab.example",
  accountsUrl: "https://accounts.lab.example",
  users: [LI, { openId: "ou_other", name: "Li Lei" }],
  currentUser: "ou_other",
};
const CONFIG: Config = { version: 1, currentProfile: "lab", profiles: [WORK, LAB] };

interface Line {
  readonly options?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** "unread" where the configuration file must not be read. */
  readonly config?: Config | "unread";
}

function resolved({ options = {}, variables = {}, config = CONFIG }: Line): Promise<RunAccount> {
  const world = fakeWorld({ variables });
  const texts = Object.fromEntries(Object.entries(options).map(([key, text]) => [key, [text]]));
  const { settings } = readValues({}, { texts, names: {} }, world);
  return resolveAccount(world, settings, () => {
    if (config === "unread") throw new Error("the configuration file was read");
    return Promise.resolve({ config, warnings: [] });
  });
}

describe("the profile of a run", () => {
  const rows: readonly (readonly [name: string, line: Line, profile: string | undefined])[] = [
    ["is the current one", {}, "lab"],
    ["is the first one where none is current", { config: { version: 1, profiles: [WORK, LAB] } }, "work"],
    ["is that of --profile", { options: { profile: "work" } }, "work"],
    ["is found by app id", { options: { profile: "cli_work" } }, "work"],
    ["is that of IM_PROFILE", { variables: { IM_PROFILE: "work" } }, "work"],
    ["is that of LARKSUITE_CLI_PROFILE", { variables: { LARKSUITE_CLI_PROFILE: "work" } }, "work"],
    [
      "is that of IM_PROFILE rather than of LARKSUITE_CLI_PROFILE",
      { variables: { IM_PROFILE: "work", LARKSUITE_CLI_PROFILE: "lab" } },
      "work",
    ],
    [
      "is that of --profile rather than of IM_PROFILE",
      { options: { profile: "work" }, variables: { IM_PROFILE: "lab" } },
      "work",
    ],
    [
      "is that of --profile rather than the environment's credentials",
      { options: { profile: "work" }, variables: { IM_USER_ACCESS_TOKEN: "u-1" } },
      "work",
    ],
    ["gives way to the environment's credentials", { variables: { IM_USER_ACCESS_TOKEN: "u-1" } }, undefined],
    [
      "gives way to them also where IM_PROFILE names it",
      { variables: { IM_TENANT_ACCESS_TOKEN: "t-1", IM_PROFILE: "work" } },
      undefined,
    ],
    ["is none where there are none", { config: { version: 1, profiles: [] } }, undefined],
  ];
  for (const [name, line, profile] of rows) {
    it(name, async () => assertEquals((await resolved(line)).profile?.name, profile));
  }

  it("is looked for by name before it is by app id", async () => {
    const named = { ...WORK, name: "cli_lab" };
    const { profile } = await resolved({
      options: { profile: "cli_lab" },
      config: { version: 1, profiles: [LAB, named] },
    });
    assertEquals(profile, named);
  });

  const unknown: readonly (readonly [name: string, line: Line, field: string])[] = [
    ["an unknown --profile", { options: { profile: "nope" } }, "--profile"],
    ["an empty --profile=", { options: { profile: "" } }, "--profile"],
    ["an unknown IM_PROFILE", { variables: { IM_PROFILE: "nope" } }, "IM_PROFILE"],
    [
      "an unknown IM_PROFILE beside a token",
      { variables: { IM_PROFILE: "nope", IM_USER_ACCESS_TOKEN: "u-1" } },
      "IM_PROFILE",
    ],
    [
      "an unknown LARKSUITE_CLI_PROFILE",
      { variables: { LARKSUITE_CLI_PROFILE: "nope" } },
      "LARKSUITE_CLI_PROFILE",
    ],
    [
      "an unknown current profile",
      { config: { version: 1, currentProfile: "nope", profiles: [WORK] } },
      "currentProfile",
    ],
  ];
  for (const [name, line, field] of unknown) {
    it(`is config/not_configured for ${name}, and names it`, async () => {
      const detail = spellDetail(await rejectionOf(() => resolved(line)));
      assertEquals([detail.type, detail.subtype, detail.field], ["config", "not_configured", field]);
    });
  }
});

describe("the user of a run", () => {
  const rows: readonly (readonly [name: string, line: Line, openId: string | undefined])[] = [
    ["is the current one", {}, "ou_other"],
    ["is the first one where none is current", { options: { profile: "work" } }, "ou_li"],
    ["is that of --user, by name", { options: { profile: "work", user: "Han Mei" } }, "ou_han"],
    ["is that of --user, by open id", { options: { user: "ou_li" } }, "ou_li"],
    ["is that of IM_USER", { options: { profile: "work" }, variables: { IM_USER: "ou_han" } }, "ou_han"],
    ["is nobody of a profile beside a token", { variables: { IM_USER_ACCESS_TOKEN: "u-1" } }, undefined],
  ];
  for (const [name, line, openId] of rows) {
    it(name, async () => assertEquals((await resolved(line)).user?.openId, openId));
  }

  const refused: readonly (readonly [name: string, line: Line, type: string, message: string])[] = [
    [
      "somebody unknown",
      { options: { user: "Nobody" } },
      "config",
      '"Nobody" is not logged in to the profile "lab"',
    ],
    ["a name of two", { options: { user: "Li Lei" } }, "validation", "several users"],
    [
      "--user beside the environment's token",
      { options: { user: "ou_li" }, variables: { IM_USER_ACCESS_TOKEN: "u-1" } },
      "validation",
      "come from variables",
    ],
  ];
  for (const [name, line, type, message] of refused) {
    it(`is refused for ${name}`, async () => {
      const detail = spellDetail(await rejectionOf(() => resolved(line)));
      assertEquals(detail.type, type);
      assertStringIncludes(detail.message, message);
    });
  }
});

describe("the hosts of a run", () => {
  const rows: readonly (readonly [name: string, line: Line, open: string, accounts: string])[] = [
    [
      "are Feishu's without settings",
      { config: { version: 1, profiles: [] } },
      "https://open.feishu.cn",
      "https://accounts.feishu.cn",
    ],
    ["are the profile's", {}, "https://open.lab.example", "https://accounts.lab.example"],
    [
      "are those of the profile's brand",
      { options: { profile: "work" } },
      "https://open.larksuite.com",
      "https://accounts.larksuite.com",
    ],
    [
      "are those of IM_BRAND",
      { options: { profile: "work" }, variables: { IM_BRAND: "feishu" } },
      "https://open.feishu.cn",
      "https://accounts.feishu.cn",
    ],
    [
      "are all those of IM_BASE_URL",
      { variables: { IM_BASE_URL: "https://a.example" } },
      "https://a.example",
      "https://a.example",
    ],
    [
      "are the profile's beside a ready-made token",
      { variables: { IM_USER_ACCESS_TOKEN: "u-1" } },
      "https://open.lab.example",
      "https://accounts.lab.example",
    ],
    [
      "are not the profile's for another app",
      { variables: { IM_APP_ID: "cli_x", IM_APP_SECRET: "s" } },
      "https://open.feishu.cn",
      "https://accounts.feishu.cn",
    ],
    [
      "are the profile's for its own app",
      { variables: { IM_APP_ID: "cli_lab", IM_APP_SECRET: "s" } },
      "https://open.lab.example",
      "https://accounts.lab.example",
    ],
  ];
  for (const [name, line, open, accounts] of rows) {
    it(name, async () => assertEquals((await resolved(line)).hosts, { open, accounts }));
  }

  it("refuse an unknown brand", async () => {
    const detail = spellDetail(await rejectionOf(() => resolved({ variables: { IM_BRAND: "larc" } })));
    assertEquals([detail.type, detail.param], ["validation", "IM_BRAND"]);
  });

  it("refuse those of a profile as an invalid configuration", async () => {
    const config: Config = { version: 1, profiles: [{ ...WORK, baseUrl: "http://open.example" }] };
    const detail = spellDetail(await rejectionOf(() => resolved({ config })));
    assertEquals([detail.type, detail.subtype], ["config", "invalid_config"]);
    assertStringIncludes(detail.message, '"work"');
  });
});

describe("the configuration file", () => {
  it("is not read where variables say everything", async () => {
    const variables = { IM_USER_ACCESS_TOKEN: "u-1", IM_BASE_URL: "https://a.example" };
    assertEquals((await resolved({ variables, config: "unread" })).source, "environment");
  });
});

describe("the source of a value", () => {
  const line: Line = {
    options: { profile: "work" },
    variables: { LARKSUITE_CLI_BRAND: "feishu", IM_USER: "Han Mei" },
  };

  it("is an option, a variable, a profile or the default", async () => {
    const { sources } = await resolved(line);
    assertEquals(sources, {
      profile: { origin: "option", name: "--profile" },
      user: { origin: "variable", name: "IM_USER" },
      appId: { origin: "profile", name: "work" },
      appSecret: { origin: "profile", name: "work" },
      brand: { origin: "variable", name: "LARKSUITE_CLI_BRAND" },
      baseUrl: { origin: "default" },
      accountsUrl: { origin: "default" },
      defaultAs: { origin: "profile", name: "work" },
      strictMode: { origin: "default" },
      store: { origin: "default" },
    });
  });

  it("is the variable where the credentials are the environment's", async () => {
    const { sources, defaultAs, appId } = await resolved({
      variables: { IM_APP_ID: "cli_work", LARKSUITE_CLI_APP_SECRET: "s" },
      config: { version: 1, profiles: [WORK] },
    });
    assertEquals([sources.appId, sources.brand, sources.defaultAs, defaultAs, appId], [
      { origin: "variable", name: "IM_APP_ID" },
      { origin: "profile", name: "work" },
      { origin: "default" },
      undefined,
      "cli_work",
    ]);
  });
});
