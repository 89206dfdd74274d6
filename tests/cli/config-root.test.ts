import { findConfigRoot } from "../../cli/config-root.ts";
import type { World } from "../../core/world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the directory of configuration and secrets", () => {
  const cases: readonly (readonly [
    os: World["os"],
    variables: Readonly<Record<string, string>>,
    path: string | undefined,
    variable?: string,
  ])[] = [
    ["linux", { HOME: "/home/li" }, "/home/li/.config/im", "HOME"],
    ["linux", { HOME: "/home/li", XDG_CONFIG_HOME: "/x/" }, "/x/im", "XDG_CONFIG_HOME"],
    ["linux", { HOME: "/home/li", XDG_CONFIG_HOME: "x" }, "/home/li/.config/im", "HOME"],
    ["linux", { HOME: "/home/li", XDG_CONFIG_HOME: "/x", IM_CONFIG_DIR: "/c" }, "/c", "IM_CONFIG_DIR"],
    ["linux", { IM_CONFIG_DIR: "c/d" }, "/srv/c/d", "IM_CONFIG_DIR"],
    ["linux", { IM_CONFIG_DIR: "/" }, "/", "IM_CONFIG_DIR"],
    ["linux", { HOME: "/" }, "/.config/im", "HOME"],
    ["linux", { HOME: "/", LARKSUITE_CLI_CONFIG_DIR: "/lark" }, "/lark/im", "LARKSUITE_CLI_CONFIG_DIR"],
    ["linux", { IM_CONFIG_DIR: "/c", LARKSUITE_CLI_CONFIG_DIR: "/lark" }, "/c", "IM_CONFIG_DIR"],
    ["linux", { APPDATA: "/a" }, undefined],
    ["linux", { HOME: "li" }, undefined],
    ["linux", {}, undefined],
    ["darwin", { HOME: "/Users/li" }, "/Users/li/Library/Application Support/im", "HOME"],
    ["darwin", { HOME: "/Users/li", XDG_CONFIG_HOME: "/x" }, "/x/im", "XDG_CONFIG_HOME"],
    ["windows", { APPDATA: "C:\\R", USERPROFILE: "C:\\U" }, "C:\\R\\im", "APPDATA"],
    ["windows", { USERPROFILE: "C:\\U\\" }, "C:\\U\\AppData\\Roaming\\im", "USERPROFILE"],
    ["windows", { IM_CONFIG_DIR: "D:/im", APPDATA: "C:\\R" }, "D:/im", "IM_CONFIG_DIR"],
    ["windows", { IM_CONFIG_DIR: "\\\\host\\im" }, "\\\\host\\im", "IM_CONFIG_DIR"],
    ["windows", { HOME: "/home/li" }, undefined],
  ];
  for (const [os, variables, path, variable] of cases) {
    const given = Object.entries(variables).map((pair) => pair.join("=")).join(" ");
    it(`is ${path ?? "nowhere"} on ${os} with ${given || "nothing"}`, () => {
      const found = findConfigRoot({ os, env: (name) => variables[name], cwd: "/srv" });
      assertEquals([found?.path, found?.variable], [path, variable]);
    });
  }
});
