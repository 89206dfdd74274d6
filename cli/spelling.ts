/**
 * How the command line spells what messages refer to: inputs as options, settings as variables, actions as lines to
 * type.
 *
 * @module
 */

import type { FailureDetail } from "../core/failure.ts";
import { type ActionRef, type InputRef, type Phrase, spell, type Spelling } from "../core/text/phrase.ts";
import { generalHint } from "./general-hints.ts";
import { COMMAND_NAMES } from "./commands/names.ts";
import { optionName } from "./options/option.ts";

/** Variables of settings, by key. */
const VARIABLES: Readonly<Record<string, string>> = {
  appId: "IM_APP_ID",
  appSecret: "IM_APP_SECRET",
  userToken: "IM_USER_ACCESS_TOKEN",
  botToken: "IM_TENANT_ACCESS_TOKEN",
  defaultAs: "IM_DEFAULT_AS",
  strictMode: "IM_STRICT_MODE",
  brand: "IM_BRAND",
  baseUrl: "IM_BASE_URL",
  accountsUrl: "IM_ACCOUNTS_URL",
  profile: "IM_PROFILE",
  configDir: "IM_CONFIG_DIR",
  store: "IM_STORE",
  releasesUrl: "IM_RELEASES_URL",
};

/** Inputs that people know by their short name. */
const SHORT_NAMES: Readonly<Record<string, string>> = { directory: "-C" };

/** Names of inputs as they were given, by key: an alias, a variable, the name of a word. */
export type GivenNames = Readonly<Record<string, string>>;

/** The key of a setting among the names: an input may have the same. */
export function settingKey(key: string): string {
  return `setting.${key}`;
}

/** A detail as it is printed: the keys of the error envelope, everything spelled. */
export type PrintedDetail = Omit<FailureDetail, "message" | "hint" | "input" | "setting" | "params"> & {
  readonly message: string;
  readonly hint?: string;
  readonly params?: readonly {
    readonly name: string;
    readonly reason: string;
    readonly suggestions?: readonly string[];
  }[];
  readonly field?: string;
};

/** The command line's spelling, with the names that this line used. */
export function commandLineSpelling(names: GivenNames = {}): Spelling {
  return (ref) => {
    if ("setting" in ref) return spellSetting(ref.setting, names);
    return "action" in ref ? spellAction(ref) : spellInput(ref, names);
  };
}

/** A setting is a variable, or `permission.net`, a permission that Deno gives. */
function spellSetting(key: string, names: GivenNames): string {
  return names[settingKey(key)] ?? VARIABLES[key] ?? key.replace(/^permission\./, "--allow-");
}

function inputName(key: string, names: GivenNames): string {
  return names[key] ?? SHORT_NAMES[key] ?? optionName(key);
}

function spellInput({ input, value }: InputRef, names: GivenNames): string {
  const name = inputName(input, names);
  // Of a variable the value stands behind "=".
  return value === undefined ? name : `${name}${/^[A-Z_]+$/.test(name) ? "=" : " "}${quoted(value)}`;
}

/** Inputs that stand behind the command without a name, by action. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  schema: ["path"],
  resolve: ["names"],
  api: ["method", "path"],
  "profile/use": ["name"],
  "profile/rename": ["from", "to"],
};

function spellAction({ action, inputs = {} }: ActionRef): string {
  const name = COMMAND_NAMES.find(({ path }) => path === action)?.name ?? spellMethod(action);
  const options = Object.entries(inputs).map(([key, value]) => {
    if (value === true) return optionName(key);
    return ARGUMENTS[action]?.includes(key) ? quoted(value) : `${inputName(key, {})} ${quoted(value)}`;
  });
  return ["im", name, ...options].join(" ");
}

/** `chat.members.create` is `chat.members create` on a command line, `auth/login` is `auth login`. */
function spellMethod(id: string): string {
  if (id.includes("/")) return id.replace("/", " ");
  const at = id.lastIndexOf(".");
  return at < 0 ? id : `${id.slice(0, at)} ${id.slice(at + 1)}`;
}

/** A value that a shell takes as one word. Placeholders such as `<text>` stay as they are. */
function quoted(value: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Spells text of a failure or warning. */
export function spelled(text: Phrase, names: GivenNames = {}): string {
  return spell(text, commandLineSpelling(names));
}

/** A hint of its own, or what helps in general, behind the message. */
export function withHint(detail: FailureDetail): FailureDetail {
  const hint = detail.hint ?? generalHint(detail);
  if (hint === undefined || detail.hint !== undefined) return detail;
  const { type, subtype, code, message, ...others } = detail;
  return { type, subtype, ...(code === undefined ? {} : { code }), message, hint, ...others };
}

/** How a door writes texts that are part of a command's data. */
export interface Texts {
  text(text: Phrase): string;
  detail(detail: FailureDetail): PrintedDetail;
}

/** As a command line has them. */
export const COMMAND_LINE_TEXTS: Texts = {
  text: (text) => spelled(text),
  detail: (detail) => spellDetail(detail),
};

/** Spells everything in a detail; the keys keep their order. */
export function spellDetail(detail: FailureDetail, names: GivenNames = {}): PrintedDetail {
  const nameOf = (key: string) => inputName(key, names);
  const entries = Object.entries(withHint(detail)).map(([key, value]): [string, unknown] => {
    switch (key) {
      case "message":
      case "hint":
        return [key, spelled(value, names)];
      case "input":
        return ["param", nameOf(value)];
      case "setting":
        return [
          detail.type === "validation" ? "param" : "field",
          names[settingKey(value)] ?? VARIABLES[value] ?? value,
        ];
      case "params":
        return [
          key,
          detail.params?.map(({ input = "", name = nameOf(input), reason, ...others }) => ({
            name,
            reason: spelled(reason, names),
            ...others,
          })),
        ];
      default:
        return [key, value];
    }
  });
  return Object.fromEntries(entries) as unknown as PrintedDetail;
}
