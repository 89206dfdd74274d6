import { invalidInput } from "../failure.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";
import { hasInvisible } from "../text/invisible.ts";
import { input, phrase } from "../text/phrase.ts";
import { inputFailure } from "./open-file.ts";
import { checkLiteralHost } from "./url-guard.ts";
import { join } from "@std/path";

/** Inputs that name something to send. */
export type MediaInput = "image" | "file" | "video" | "audio" | "videoCover" | "markdown";

/** What keys begin with, by input: some inputs name images, the others files. */
const KEY_PREFIXES: Readonly<Record<MediaInput, "img_" | "file_">> = {
  image: "img_",
  videoCover: "img_",
  markdown: "img_",
  file: "file_",
  video: "file_",
  audio: "file_",
};

/** Inputs that name images. */
export type ImageInput = "image" | "videoCover" | "markdown";

/** Whether an input names an image. */
export function isImageInput(key: MediaInput): key is ImageInput {
  return KEY_PREFIXES[key] === "img_";
}

/** What the value of such an input is. */
export type MediaSource =
  /** Something that was uploaded before. */
  | { readonly kind: "key"; readonly key: string }
  /** An http or https address. */
  | { readonly kind: "url"; readonly url: string }
  /** A file, as it was written: relative, inside the working directory. */
  | { readonly kind: "path"; readonly path: string };

/** A source that has to be uploaded. */
export type UploadSource = Exclude<MediaSource, { readonly kind: "key" }>;

const KEY_REGEXP = /^(?:img|file)_[A-Za-z0-9_-]+$/;
const EXPLICIT_KEY_PREFIX = "key:";

/** Whether a value has the form of a key, so that it names something that was uploaded before unless a file has that name. */
export function hasKeyForm(value: string): boolean {
  return value.trim().startsWith(EXPLICIT_KEY_PREFIX) || KEY_REGEXP.test(value.trim());
}

/**
 * Reads the value of an input: `key:ANYTHING`, an address, a key of the input's kind unless a file has that name, or
 * else a path. A path need not lead anywhere yet.
 *
 * @throws {Failure} exit 2, naming the input.
 */
export async function readMediaSource(
  world: PathWorld,
  inputKey: MediaInput,
  value: string,
): Promise<MediaSource> {
  const text = value.trim();
  if (text.startsWith(EXPLICIT_KEY_PREFIX)) return { kind: "key", key: checkExplicitKey(inputKey, text) };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { kind: "url", url: await checkAddress(inputKey, text) };
  if (KEY_REGEXP.test(text) && !await isFile(world, text)) {
    return { kind: "key", key: checkPrefix(inputKey, text) };
  }
  const parts = checkRelativePath(inputKey, value, world.os);
  await resolveInside(world, inputKey, parts).catch((error) => {
    throw inputFailure(inputKey, value, error);
  });
  return { kind: "path", path: value };
}

function checkExplicitKey(inputKey: MediaInput, text: string): string {
  const key = text.slice(EXPLICIT_KEY_PREFIX.length).trim();
  if (key === "" || /\s/.test(key) || hasInvisible(key)) {
    throw invalidInput(
      inputKey,
      phrase`${input(inputKey)} has no key after "key:": ${JSON.stringify(text)}`,
      "keys begin with img_ or file_, such as key:img_v3_xxx",
    );
  }
  return key;
}

async function checkAddress(inputKey: MediaInput, text: string): Promise<string> {
  const refuse = (problem: string, hint: string) =>
    invalidInput(inputKey, phrase`${input(inputKey)} ${problem}`, hint);
  if (!/^https?:/i.test(text)) {
    throw refuse(`takes http and https addresses only: ${JSON.stringify(text)}`, "download the file first");
  }
  if (!URL.canParse(text) || hasInvisible(text)) {
    throw refuse(`has an invalid address: ${JSON.stringify(text)}`, "put it in quotes");
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw refuse("has an address with a user name or password", "download the file first");
  }
  await checkLiteralHost(inputKey, url);
  return url.href;
}

function checkPrefix(inputKey: MediaInput, key: string): string {
  const prefix = KEY_PREFIXES[inputKey];
  if (key.startsWith(prefix)) return key;
  throw invalidInput(
    inputKey,
    phrase`${input(inputKey)} takes keys that begin with "${prefix}": "${key}"`,
    `to send the file of that name, write ./${key}; to send the key anyway, write key:${key}`,
  );
}

async function isFile(world: PathWorld, name: string): Promise<boolean> {
  return await world.files.stat(join(world.cwd, name)).then((info) => info.isFile, () => false);
}
