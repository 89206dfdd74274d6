/**
 * Text for people that names an input, an action or a setting without knowing how a door of the program spells it:
 * the command line writes `--message-id`, `im +messages-send` and `IM_APP_ID`, another door writes something else.
 *
 * @module
 */

/** An input of the action, by key: `{ input: "messageId" }` is `--message-id` on a command line. */
export interface InputRef {
  readonly input: string;
  /** The value to give it: `--as bot`. */
  readonly value?: string;
}

/**
 * Another action to take, by the path of its command or the id of its API method: `{ action: "threads/list" }` is
 * `im +threads-messages-list` on a command line, `{ action: "messages.delete" }` is `im messages delete`.
 */
export interface ActionRef {
  readonly action: string;
  /** Inputs to give it, by key; `true` for one without a value. */
  readonly inputs?: Readonly<Record<string, string | true>>;
}

/** A setting, by key: `{ setting: "appId" }` is the variable `IM_APP_ID`. */
export interface SettingRef {
  readonly setting: string;
}

/** A piece of a phrase. */
export type PhrasePart = string | InputRef | ActionRef | SettingRef;

/** Text, or pieces of text and references. */
export type Phrase = string | readonly PhrasePart[];

/** How a door spells references. */
export type Spelling = (ref: InputRef | ActionRef | SettingRef) => string;

/**
 * Text with references in it; phrases nest.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { input, phrase, plainText } from "./phrase.ts";
 *
 * assertEquals(plainText(phrase`${input("chatId")} is empty`), "chatId is empty");
 * ```
 */
export function phrase(
  strings: TemplateStringsArray,
  ...values: readonly (Phrase | PhrasePart | number)[]
): Phrase {
  const parts: PhrasePart[] = [];
  const add = (part: PhrasePart) => {
    const last = parts.at(-1);
    if (part === "") return;
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  for (const [index, text] of strings.entries()) {
    add(text);
    const value = values[index] ?? "";
    if (typeof value === "number") add(String(value));
    else if (Array.isArray(value)) value.forEach(add);
    else add(value as PhrasePart);
  }
  return parts.length === 0 ? "" : parts.length === 1 && typeof parts[0] === "string" ? parts[0] : parts;
}

/** Phrases one after another. */
export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.reduce((all, one, index) => index === 0 ? one : phrase`${all}${separator}${one}`, "");
}

/** A reference to an input. */
export function input(key: string, value?: string): InputRef {
  return value === undefined ? { input: key } : { input: key, value };
}

/** A reference to another action. */
export function action(name: string, inputs?: ActionRef["inputs"]): ActionRef {
  return inputs === undefined ? { action: name } : { action: name, inputs };
}

/** A reference to a setting. */
export function setting(key: string): SettingRef {
  return { setting: key };
}

/** The phrase as text, its references spelled. */
export function spell(text: Phrase, spelling: Spelling): string {
  if (typeof text === "string") return text;
  return text.map((part) => typeof part === "string" ? part : spelling(part)).join("");
}

/** The phrase as text with bare keys, for logs and tests. */
export function plainText(text: Phrase): string {
  return spell(text, (ref) => {
    if ("setting" in ref) return ref.setting;
    if ("input" in ref) return ref.value === undefined ? ref.input : `${ref.input} ${ref.value}`;
    const inputs = Object.entries(ref.inputs ?? {}).map(([key, value]) =>
      value === true ? key : `${key}=${value}`
    );
    return [ref.action, ...inputs].join(" ");
  });
}
