/**
 * The configuration file: profiles, each an app with the people who logged in to it. It holds no secret; those are in the
 * secret store (`secret-store.ts`).
 *
 * @module
 */

import type { Brand } from "../platform/hosts.ts";
import { hasInvisible } from "../text/invisible.ts";

/** Somebody who logged in to an app. */
export interface ProfileUser {
  readonly openId: string;
  readonly name: string;
}

/** One app, and who uses it from here. */
export interface Profile {
  /** Unique; see `profileNameProblem`. */
  readonly name: string;
  /** `cli_…`. */
  readonly appId: string;
  readonly brand: Brand;
  /** Base URLs of a private deployment, in place of the brand's. */
  readonly baseUrl?: string;
  readonly accountsUrl?: string;
  readonly defaultAs?: "user" | "bot" | "auto";
  /** The only identity that may act, whatever the command line says. */
  readonly strictMode?: "user" | "bot";
  /** In plain text, by hand or from lark-cli's file: it is moved into the secret store when it is first used. */
  readonly appSecret?: string;
  /** Where its secrets are; absent: wherever the system keeps secrets best. */
  readonly store?: "system" | "file";
  readonly users: readonly ProfileUser[];
  /** Open id of the one of them who acts; absent: the first. */
  readonly currentUser?: string;
}

/**
 * What `config.json` holds. Read from a file, it and its parts carry unknown keys of that file, too: change them with
 * `{ ...profile, … }`, and these survive.
 */
export interface Config {
  readonly version: 1;
  /** Name of the profile in use; absent: the first. */
  readonly currentProfile?: string;
  /** The one before it. */
  readonly previousProfile?: string;
  readonly profiles: readonly Profile[];
}

/** The version of the file that is written. */
export const CONFIG_VERSION = 1;

/** Of someone who has configured nothing. */
export const EMPTY_CONFIG: Config = { version: CONFIG_VERSION, profiles: [] };

/** Longest name of a profile, characters. */
const MAX_NAME_LENGTH = 64;

/** Blanks, slashes, quotes and what a shell takes for more than a letter. */
const REFUSED_IN_NAMES = /[\s/\\'"`$#!&|;(){}[\]<>?*~]/u;

/**
 * Why a profile cannot have a name, as the end of a sentence; `undefined` where it can.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { profileNameProblem } from "./config.ts";
 *
 * assertEquals(profileNameProblem("工作"), undefined);
 * assertEquals(profileNameProblem("my app"), 'must not contain " "');
 * ```
 */
export function profileNameProblem(name: string): string | undefined {
  const length = [...name].length;
  if (length === 0) return "must not be empty";
  if (length > MAX_NAME_LENGTH) return `must have at most ${MAX_NAME_LENGTH} characters, not ${length}`;
  // It would look like an option; a single dash is the profile before this one.
  if (name.startsWith("-")) return 'must not begin with "-"';
  const [refused] = REFUSED_IN_NAMES.exec(name) ?? [];
  if (hasInvisible(name)) return "must not contain characters that are not seen";
  return refused === undefined ? undefined : `must not contain "${refused}"`;
}
