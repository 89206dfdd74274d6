/**
 * Checks the text of a configuration file. People edit it by hand, so what is wrong is named with line and column.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, tryParseJson } from "../json/json.ts";
import { action, type Phrase, phrase, setting } from "../text/phrase.ts";
import { truncate } from "../text/truncate.ts";
import type { Warning } from "../warning.ts";
import { type Config, CONFIG_VERSION, profileNameProblem } from "./config.ts";
import { fromLarkConfig, isLarkConfig } from "./lark-config.ts";
import * as v from "valibot";

/** Finds the name that a mistyped one may have meant. */
export type Suggest = (word: string, names: readonly string[]) => string | undefined;

/** A configuration, and what is odd about its file. */
export interface ReadConfig {
  readonly config: Config;
  readonly warnings: readonly Warning[];
}

/** Where a value stands in the file: names of fields and numbers of entries. */
type Place = readonly (string | number)[];

const named = v.pipe(v.string(), v.minLength(1, "must not be empty"));
const UserSchema = v.looseObject({ openId: named, name: v.exactOptional(v.string(), "") });
const ProfileSchema = v.looseObject({
  name: v.pipe(v.string(), v.check((name) => profileNameProblem(name) === undefined, nameProblem)),
  appId: named,
  brand: v.exactOptional(v.picklist(["feishu", "lark"]), "feishu"),
  baseUrl: v.exactOptional(v.string()),
  accountsUrl: v.exactOptional(v.string()),
  defaultAs: v.exactOptional(v.picklist(["user", "bot", "auto"])),
  strictMode: v.exactOptional(v.picklist(["user", "bot"])),
  store: v.exactOptional(v.picklist(["system", "file"])),
  appSecret: v.exactOptional(v.string()),
  users: v.exactOptional(v.array(UserSchema), []),
  currentUser: v.exactOptional(v.string()),
});
const ConfigSchema = v.looseObject({
  version: v.exactOptional(v.literal(CONFIG_VERSION), CONFIG_VERSION),
  currentProfile: v.exactOptional(v.string()),
  previousProfile: v.exactOptional(v.string()),
  profiles: v.exactOptional(v.array(ProfileSchema), []),
});

function nameProblem({ input }: { readonly input: unknown }): string {
  return profileNameProblem(String(input)) ?? "";
}

/**
 * Reads the text of the file at `path`.
 *
 * @throws {Failure} `config`/`invalid_config` where it is no configuration, or one of a later version of the program.
 */
export async function parseConfig(text: string, path: string, suggest: Suggest): Promise<ReadConfig> {
  const plain = text.replace(/^\uFEFF/, "");
  const found = tryParseJson(plain);
  if (found === undefined) throw await notJson(plain, path);
  if (!isJsonObject(found)) throw await invalid(plain, path, [], "must be an object");
  checkVersion(found, path);
  const value = isLarkConfig(found) ? fromLarkConfig(found) : found;
  const { success, output, issues } = v.safeParse(ConfigSchema, value);
  if (!success) {
    const [{ path: items = [], message, received, kind, expected }] = issues;
    const place = items.map(({ key }) => key as string | number);
    const rule = received === "undefined"
      ? "is missing"
      : kind === "validation"
      ? message
      : `must be ${plainType(expected)}, not ${truncate(plainType(received), 80)}`;
    throw await invalid(plain, path, place, rule);
  }
  const twice = output.profiles.findIndex(({ name }, at) =>
    output.profiles.findIndex((other) => other.name === name) < at
  );
  if (twice >= 0) throw await invalid(plain, path, ["profiles", twice, "name"], "names another profile, too");
  const isForeign = value !== found;
  return { config: output, warnings: isForeign ? [foreignForm(path)] : unknownKeys(value, path, suggest) };
}

function foreignForm(path: string): Warning {
  return {
    key: "lark_cli_config",
    detail:
      `"${path}" has the form of lark-cli's file: its profiles are used, its logins are not, and the next change rewrites it`,
  };
}

/** The library's names of types as words. */
const TYPES: Readonly<Record<string, string>> = { Array: "a list", Object: "an object", string: "text" };

/** A type or choices, as in `("a" | "b")`, in plain words. */
function plainType(name: string | null): string {
  return TYPES[name ?? ""] ?? (name ?? "").replace(/^\(|\)$/g, "").replaceAll(" | ", " or ");
}

function checkVersion({ version }: JsonObject, path: string): void {
  if (typeof version !== "number" || version <= CONFIG_VERSION) return;
  throw new Failure({
    type: "config",
    subtype: "invalid_config",
    message: phrase`"${path}" has version ${version}, this program reads version ${CONFIG_VERSION}`,
    hint: phrase`update this program, or choose another directory with ${setting("configDir")}`,
    path,
  });
}

/** Keys of the file that mean nothing here; they may be mistyped. */
function unknownKeys(value: JsonObject, path: string, suggest: Suggest): readonly Warning[] {
  const warnings: Warning[] = [];
  const check = (part: JsonValue, place: Place, known: readonly string[]) => {
    if (!isJsonObject(part)) return;
    for (const key of Object.keys(part).filter((key) => !known.includes(key))) {
      const meant = suggest(key, known);
      const question = meant === undefined ? "" : `; did you mean "${meant}"?`;
      warnings.push({
        key: "unknown_config_key",
        detail: phrase`"${truncate(placeText([...place, key]), 80)}" in "${path}" is unknown${question}`,
      });
    }
  };
  check(value, [], Object.keys(ConfigSchema.entries));
  listIn(value, "profiles").forEach((profile, at) => {
    check(profile, ["profiles", at], Object.keys(ProfileSchema.entries));
    listIn(profile, "users").forEach((user, index) => {
      check(user, ["profiles", at, "users", index], Object.keys(UserSchema.entries));
    });
  });
  return warnings;
}

function listIn(value: JsonValue, key: string): readonly JsonValue[] {
  const list = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

/** `profiles[0].name` */
function placeText(place: Place): string {
  return place.map((key, at) => typeof key === "number" ? `[${key}]` : at === 0 ? key : `.${key}`).join("");
}

async function notJson(text: string, path: string): Promise<Failure> {
  const { findSyntaxError } = await import("./json-places.ts");
  return invalidFile(path, phrase`"${path}" is not JSON${positionText(findSyntaxError(text))}`);
}

async function invalid(text: string, path: string, place: Place, rule: string): Promise<Failure> {
  const { findPlace } = await import("./json-places.ts");
  const subject = place.length === 0 ? "the whole" : `"${placeText(place)}"`;
  return invalidFile(path, phrase`${subject} ${rule}, in "${path}"${positionText(findPlace(text, place))}`);
}

function positionText(position: { line: number; column: number } | undefined): string {
  return position === undefined ? "" : `, line ${position.line}, column ${position.column}`;
}

function invalidFile(path: string, message: Phrase): Failure {
  return new Failure({
    type: "config",
    subtype: "invalid_config",
    message,
    hint: phrase`correct the file, or move it away and configure again: ${action("config/init")}`,
    path,
  });
}
