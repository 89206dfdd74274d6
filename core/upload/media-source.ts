import { invalidArgument } from "../failure.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";
import { hasInvisible } from "../text/invisible.ts";
import { inputFailure } from "./open-file.ts";
import { checkLiteralHost } from "./url-guard.ts";
import { join } from "@std/path";

/** A flag that names something to send. */
export type MediaInput = "--image" | "--file" | "--video" | "--audio" | "--video-cover" | "--markdown";

/** Flags that name images; the others name files. */
export type ImageInput = "--image" | "--video-cover" | "--markdown";

/** Whether a flag names an image. */
export function isImageInput(flag: MediaInput): flag is ImageInput {
  return flag === "--image" || flag === "--video-cover" || flag === "--markdown";
}

/** What the value of such a flag is. */
export type MediaSource =
  /** Something that was uploaded before. */
  | { readonly kind: "key"; readonly key: string }
  /** An http or https address. */
  | { readonly kind: "url"; readonly url: string }
  /** A file, as it was written: relative, inside the working directory. */
  | { readonly kind: "path"; readonly path: string };

const KEY_REGEXP = /^(?:img|file)_[A-Za-z0-9_-]+$/;
const EXPLICIT_KEY_PREFIX = "key:";

/** What keys begin with, by flag. */
const KEY_PREFIXES: Readonly<Record<MediaInput, "img_" | "file_">> = {
  "--image": "img_",
  "--video-cover": "img_",
  "--file": "file_",
  "--video": "file_",
  "--audio": "file_",
  "--markdown": "img_",
};

/**
 * Reads the value of a flag: `key:ANYTHING`, an address, a key of the flag's kind unless a file
 * has that name, or else a path. A path need not lead anywhere yet.
 *
 * @throws {Failure} exit 2, naming the flag.
 */
export async function readMediaSource(
  world: PathWorld,
  flag: MediaInput,
  value: string,
): Promise<MediaSource> {
  const text = value.trim();
  if (text.startsWith(EXPLICIT_KEY_PREFIX)) return { kind: "key", key: checkExplicitKey(flag, text) };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { kind: "url", url: await checkAddress(flag, text) };
  if (KEY_REGEXP.test(text) && !await isFile(world, text)) {
    return { kind: "key", key: checkPrefix(flag, text) };
  }
  const parts = checkRelativePath(flag, value, world.os);
  await resolveInside(world, flag, parts).catch((error) => {
    throw inputFailure(flag, value, error);
  });
  return { kind: "path", path: value };
}

function checkExplicitKey(flag: MediaInput, text: string): string {
  const key = text.slice(EXPLICIT_KEY_PREFIX.length).trim();
  if (key === "" || /\s/.test(key) || hasInvisible(key)) {
    throw invalidArgument(flag, `${flag} has no key behind "key:": ${JSON.stringify(text)}`);
  }
  return key;
}

async function checkAddress(flag: MediaInput, text: string): Promise<string> {
  const refuse = (problem: string, hint: string) => invalidArgument(flag, `${flag} ${problem}`, hint);
  if (!/^https?:/i.test(text)) {
    throw refuse(`takes http and https addresses only: ${JSON.stringify(text)}`, "download the file first");
  }
  if (!URL.canParse(text) || hasInvisible(text)) {
    throw refuse(`has an address that cannot be read: ${JSON.stringify(text)}`, "put it between quotes");
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw refuse("has an address with a user name or password", "download the file first");
  }
  await checkLiteralHost(flag, url);
  return url.href;
}

function checkPrefix(flag: MediaInput, key: string): string {
  const prefix = KEY_PREFIXES[flag];
  if (key.startsWith(prefix)) return key;
  throw invalidArgument(
    flag,
    `${flag} takes keys that begin with "${prefix}": "${key}"`,
    `for a file of that name write ./${key}; to send the key all the same write key:${key}`,
  );
}

async function isFile(world: PathWorld, name: string): Promise<boolean> {
  return await world.files.stat(join(world.cwd, name)).then((info) => info.isFile, () => false);
}
