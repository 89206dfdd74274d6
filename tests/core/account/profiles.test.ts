import type { Config, Profile } from "../../../core/account/config.ts";
import {
  isAppOf,
  planProfile,
  renameProfile,
  useProfile,
  withoutProfile,
} from "../../../core/account/profiles.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LI = { openId: "ou_li", name: "Li Lei" };

function profile(name: string, appId: string, more: Partial<Profile> = {}): Profile {
  return { name, appId, brand: "feishu", users: [], ...more };
}

function configOf(names: readonly string[], current?: string, previous?: string): Config {
  return {
    version: 1,
    ...(current === undefined ? {} : { currentProfile: current }),
    ...(previous === undefined ? {} : { previousProfile: previous }),
    profiles: names.map((name) => profile(name, `cli_${name}`)),
  };
}

describe("the name of a new profile", () => {
  const rows:
    readonly (readonly [name: string, names: readonly string[], appId: string, expected: string])[] = [
      ["is default for the first", [], "cli_a", "default"],
      ["is the app id for another", ["default"], "cli_a", "cli_a"],
      ["has a number where the app id is taken", ["default", "cli_a"], "cli_a", "cli_a-2"],
      ["is default where the app id cannot be a name", ["work"], "a b", "default"],
      ["has a number there, too", ["work", "default"], "a b", "default-2"],
    ];
  for (const [name, names, appId, expected] of rows) {
    it(name, () => {
      const { profile, before, config } = planProfile(configOf(names), { appId, brand: "feishu" });
      assertEquals([profile.name, before], [expected, undefined]);
      assertEquals(config.profiles.map((one) => one.name), [...names, expected]);
    });
  }
});

describe("an app that is put into a profile", () => {
  const config: Config = {
    version: 1,
    profiles: [
      profile("a", "cli_a", { users: [LI], baseUrl: "https://a.example", defaultAs: "bot" }),
      profile("b", "cli_b"),
    ],
  };
  const app = { appId: "cli_a", brand: "feishu", baseUrl: "https://a.example" } as const;

  it("finds the profile of the same app on the same host, which keeps its users and settings", () => {
    const { profile, before } = planProfile(config, { ...app, accountsUrl: "https://b.example" });
    assertEquals(before, config.profiles[0]);
    assertEquals([profile.name, profile.users, profile.defaultAs, profile.accountsUrl], [
      "a",
      [LI],
      "bot",
      "https://b.example",
    ]);
  });

  it("finds the first of two profiles with the same app", () => {
    const twice = { ...config, profiles: [...config.profiles, { ...profile("c", "cli_a"), ...app }] };
    assertEquals(planProfile(twice, app).before?.name, "a");
  });

  it("is another app on another host", () => {
    assertEquals(planProfile(config, { appId: "cli_a", brand: "feishu" }).before, undefined);
    assertEquals(isAppOf(config.profiles[0] ?? profile("", ""), { ...app, brand: "lark" }), true);
  });

  it("takes the place of another app in a named profile, without its users", () => {
    const { profile, before, config: changed } = planProfile(config, { ...app, appId: "cli_new", name: "a" });
    assertEquals([before?.appId, profile.users, profile.defaultAs], ["cli_a", [], undefined]);
    assertEquals(changed.profiles.map(({ name, appId }) => [name, appId]), [["a", "cli_new"], [
      "b",
      "cli_b",
    ]]);
  });
});

describe("the current profile", () => {
  type State = readonly [current: string | undefined, previous: string | undefined];
  const stateOf = ({ currentProfile, previousProfile }: Config): State => [currentProfile, previousProfile];
  const rows: readonly (readonly [name: string, config: Config, expected: State])[] = [
    ["chosen: the one before it is kept", useProfile(configOf(["a", "b"], "a"), "b"), ["b", "a"]],
    ["chosen: the first counts as current", useProfile(configOf(["a", "b"]), "b"), ["b", "a"]],
    ["chosen again: nothing changes", useProfile(configOf(["a", "b"], "b", "a"), "b"), ["b", "a"]],
    ["chosen where the former one is gone", useProfile(configOf(["a", "b"], "x"), "b"), ["b", undefined]],
    ["removed: the one before it", withoutProfile(configOf(["a", "b"], "b", "a"), "b"), ["a", undefined]],
    ["removed with nothing before it", withoutProfile(configOf(["a", "b"], "b"), "b"), [
      undefined,
      undefined,
    ]],
    ["kept when another one is removed", withoutProfile(configOf(["a", "b", "c"], "b", "a"), "c"), [
      "b",
      "a",
    ]],
    ["kept when the one before it is removed", withoutProfile(configOf(["a", "b"], "b", "a"), "a"), [
      "b",
      undefined,
    ]],
    ["renamed", renameProfile(configOf(["a", "b"], "b", "a"), "b", "c"), ["c", "a"]],
    ["kept when the one before it is renamed", renameProfile(configOf(["a", "b"], "b", "a"), "a", "c"), [
      "b",
      "c",
    ]],
  ];
  for (const [name, config, expected] of rows) it(name, () => assertEquals(stateOf(config), expected));
});
