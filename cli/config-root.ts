import type { World } from "../core/world.ts";
import { resolve } from "@std/path";

/** Where configuration and secrets are kept, and what says so. */
export interface ConfigRoot {
  /** Absolute. */
  readonly path: string;
  /** Name of the variable that it comes from. */
  readonly variable: string;
}

/**
 * The directory of configuration and secrets (docs/contract.md, 2); `undefined` where no variable leads to one. It need
 * not exist. Relative paths start at the working directory of the process, whatever `-C` says.
 *
 * lark-cli's own directory gets a directory of ours inside it: both programs have a `config.json`.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findConfigRoot } from "./config-root.ts";
 *
 * const env = (name: string) => name === "HOME" ? "/home/li" : undefined;
 * assertEquals(findConfigRoot({ os: "linux", env, cwd: "/" })?.path, "/home/li/.config/im");
 * ```
 */
export function findConfigRoot({ os, env, cwd }: Pick<World, "os" | "env" | "cwd">): ConfigRoot | undefined {
  const slash = os === "windows" ? "\\" : "/";
  const isAbsolute = (path: string) => (os === "windows" ? /^([A-Za-z]:)?[\\/]/ : /^\//).test(path);
  const below = (path: string, names: readonly string[]) =>
    names.length === 0 ? path : [path.replace(/[\\/]+$/, ""), ...names].join(slash);
  const explicit = (variable: string, ...names: string[]): ConfigRoot[] => {
    const path = env(variable);
    if (path === undefined) return [];
    return [{ path: below(isAbsolute(path) ? path : resolve(cwd, path), names), variable }];
  };
  // The standard for these asks to ignore relative ones.
  const absolute = (variable: string, ...names: string[]): ConfigRoot[] =>
    isAbsolute(env(variable) ?? "") ? explicit(variable, ...names) : [];
  const places = [
    ...explicit("IM_CONFIG_DIR"),
    ...explicit("LARKSUITE_CLI_CONFIG_DIR", "im"),
    ...absolute("XDG_CONFIG_HOME", "im"),
  ];
  switch (os) {
    case "windows":
      places.push(...absolute("APPDATA", "im"), ...absolute("USERPROFILE", "AppData", "Roaming", "im"));
      break;
    case "darwin":
      places.push(...absolute("HOME", "Library", "Application Support", "im"));
      break;
    default:
      places.push(...absolute("HOME", ".config", "im"));
  }
  return places[0];
}
