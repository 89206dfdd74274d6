import { MAX_READ_BYTES } from "../../core/async/read-bytes.ts";
import { Failure, invalidInput, withDetail } from "../../core/failure.ts";
import {
  isJsonObject,
  isTooDeep,
  type JsonObject,
  type JsonValue,
  MAX_JSON_DEPTH,
  parseJson,
} from "../../core/json/json.ts";
import { action, input, type Phrase, phrase } from "../../core/text/phrase.ts";
import { formatBytes } from "../../core/text/size.ts";
import { openLocalFile } from "../../core/upload/open-file.ts";
import type { World } from "../../core/world.ts";

/** Most bytes that are read for a text; no message is that long. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
/** Most bytes that are read for a list of ids: more than any command takes. */
const MAX_LIST_BYTES = 1024 * 1024;

/**
 * The text of an option: as typed; from a file with `@FILE`; from standard input with `-`; a text that begins with `@` is
 * written `@@…`. A byte order mark is dropped, nothing else is.
 *
 * @param form with `json` every `@` means a file. With `text` one that could be meant either way is refused, since
 * people begin messages with `@`, too: `@./FILE` is always a file, `@NAME` is one where the name has a dot or slash and
 * is there; everything else is text, unless it looks like a file that is missing, or is the name of one.
 * @throws {Failure} exit 2 naming the option.
 */
export async function readTextInput(
  world: World,
  key: string,
  typed: string | undefined,
  form: "json" | "text",
): Promise<string | undefined> {
  if (typed === undefined) return undefined;
  if (typed === "-") return notEmpty(key, decode(key, await readStdin(world, key)));
  if (typed.startsWith("@@")) return typed.slice(1);
  if (!typed.startsWith("@") || typed === "@") return notEmpty(key, typed);
  const path = typed.slice(1);
  if (form === "json") return await readFile(world, key, path);
  if (/^\.{1,2}[\\/]/.test(path)) {
    return await readFile(world, key, path, { advice: `to send the text itself, write @@${path}` });
  }
  const isThere = await world.files.stat(`${world.cwd}/${path}`).then((info) => info.isFile, () => false);
  if (/[./\\]/.test(path) && isThere) return await readFile(world, key, path);
  // "@team" beside a file called team, or "@kim.lee" without a file: either may be meant.
  if (isThere || (!/\s/.test(path) && /[/\\]|\.[A-Za-z0-9]{1,5}$/.test(path))) throw ambiguous(key, path);
  return typed;
}

/**
 * The text of a list: from a file with `@FILE`, from standard input with `-`.
 *
 * @throws {Failure} exit 2 naming the option.
 */
export async function readListText(world: World, key: string, typed: string): Promise<string> {
  if (typed !== "-") return await readFile(world, key, typed.slice(1), { most: MAX_LIST_BYTES });
  const bytes = await readStdin(world, key);
  if (bytes.length > MAX_LIST_BYTES) throw longList(key, "standard input");
  return decode(key, bytes);
}

function longList(key: string, source: string): Failure {
  return invalidInput(
    key,
    phrase`${input(key)}: the list has more than ${formatBytes(MAX_LIST_BYTES)}: ${source}`,
    "split it, and run the command for each part",
  );
}

/**
 * All of standard input.
 *
 * @throws {Failure} exit 2 where it has more than 64 MiB.
 */
export async function readStdin(world: World, key: string): Promise<Uint8Array> {
  const bytes = await world.readStdin(MAX_READ_BYTES);
  if (bytes !== undefined) return bytes;
  throw invalidInput(
    key,
    phrase`${input(key)}: standard input has more than ${formatBytes(MAX_READ_BYTES)}`,
    "give it less at a time",
  );
}

function ambiguous(key: string, path: string): Failure {
  return invalidInput(
    key,
    phrase`${input(key)} may mean a file or the text itself: "@${path}"`,
    `write @./${path} for the file, or @@${path} for the text`,
  );
}

/** How a file is read. */
interface ReadOptions {
  /** What a person may have meant who has no such file. */
  readonly advice?: string;
  /** The file is a list, of at most so many bytes. */
  readonly most?: number;
}

async function readFile(
  world: World,
  key: string,
  path: string,
  { advice, most }: ReadOptions = {},
): Promise<string> {
  const file = await openLocalFile(world, key, path, { mayBeEmpty: true }).catch((error) => {
    if (!(error instanceof Failure) || advice === undefined) throw error;
    const { hint } = error.detail;
    throw withDetail(error, { hint: hint === undefined ? advice : phrase`${hint}; ${advice}` });
  });
  try {
    if (most !== undefined && file.size > most) throw longList(key, JSON.stringify(path));
    if (file.size > MAX_TEXT_BYTES) {
      throw invalidInput(
        key,
        phrase`${input(key)}: the file is too large for a message: ${
          formatBytes(file.size, "up")
        }: "${path}"`,
        phrase`the text must have less than ${formatBytes(MAX_TEXT_BYTES)}; to send the file itself: ${
          action("messages/send", { file: path })
        }`,
      );
    }
    if (file.size === 0 && most === undefined) {
      throw invalidInput(
        key,
        phrase`${input(key)}: the file is empty: ${JSON.stringify(path)}`,
        "write something into it, or choose another file",
      );
    }
    const text = decode(key, file.read(0, file.size));
    return most === undefined ? notEmpty(key, text) : text;
  } finally {
    await file.close();
  }
}

function decode(key: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidInput(key, phrase`${input(key)}: the text is not UTF-8`, "convert it with: iconv -t UTF-8");
  }
}

function notEmpty(key: string, text: string): string {
  if (text.trim() !== "") return text;
  throw invalidInput(key, phrase`${input(key)} is empty`, phrase`leave ${input(key)} out, or give it a text`);
}

/**
 * The value of an option that takes JSON: as typed, from a file with `@FILE`, from standard input with `-`. Single quotes
 * around it, which Windows' shell leaves there, are dropped.
 *
 * @throws {Failure} exit 2 naming the option.
 */
export async function readJsonOption(
  world: World,
  key: string,
  typed: string | undefined,
): Promise<JsonValue | undefined> {
  const text = await readTextInput(world, key, typed, "json");
  if (text === undefined) return undefined;
  const value = parseJsonText(key, text.trim().replace(/^'(.*)'$/s, "$1"));
  if (hasInfinity(value)) {
    throw invalidInput(
      key,
      phrase`${input(key)} has a number that is too large to be sent`,
      "write it as text",
    );
  }
  return value;
}

function exampleHint(key: string): Phrase {
  return phrase`write it like ${input(key, '{"name":"value"}')}`;
}

function parseJsonText(key: string, text: string): JsonValue {
  try {
    const value = parseJson(text);
    if (isTooDeep(value)) throw new RangeError();
    return value;
  } catch (error) {
    // The engine throws such an error, too.
    const reason = error instanceof RangeError
      ? `it is nested more than ${MAX_JSON_DEPTH} deep`
      : error instanceof Error
      ? error.message
      : String(error);
    throw invalidInput(key, phrase`${input(key)} is not JSON: ${reason}`, exampleHint(key));
  }
}

/** Whether a number such as 1e400 is in it, which would go out as null. */
function hasInfinity(value: JsonValue): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasInfinity);
}

/** The same for an object. */
export async function readJsonObjectOption(
  world: World,
  key: string,
  typed: string | undefined,
): Promise<JsonObject | undefined> {
  const value = await readJsonOption(world, key, typed);
  if (value === undefined || isJsonObject(value)) return value;
  throw invalidInput(key, phrase`${input(key)} must be a JSON object`, exampleHint(key));
}

/**
 * Standard input can be read once.
 *
 * @param values texts of options by key: `-`, or `FIELD=-` for files
 * @throws {Failure} exit 2 naming the second option that reads it.
 */
export function checkSingleStdin(values: Readonly<Record<string, string | undefined>>): void {
  const [first, second] = Object.keys(values).filter((key) => /^([A-Za-z0-9_]+=)?-$/.test(values[key] ?? ""));
  if (first === undefined || second === undefined) return;
  throw invalidInput(
    second,
    phrase`${input(first)} and ${input(second)} cannot both read standard input`,
    phrase`put one of them into a file: ${input(second, "@FILE")}`,
  );
}
