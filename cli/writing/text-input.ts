import { Failure, invalidArgument, withDetail } from "../../core/failure.ts";
import { openLocalFile } from "../../core/upload/open-local-file.ts";
import type { World } from "../../core/world.ts";

/** Most bytes that are read for a text; no message is that long. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The text of a flag: as typed; from a file with `@FILE`; from standard input with `-`; a text that begins with `@` is
 * written `@@…` (platform sheet 8.3). A byte order mark is dropped, nothing else is.
 *
 * @param form with `json` every `@` means a file. With `text` one that could be meant either way is refused, since
 * people begin messages with `@`, too: `@./FILE` is always a file, `@NAME` is one where the name has a dot or slash and
 * is there; everything else is text, unless it looks like a file that is missing, or is the name of one.
 * @throws {Failure} exit 2 naming the flag.
 */
export async function readTextInput(
  world: World,
  name: string,
  typed: string | undefined,
  form: "json" | "text",
): Promise<string | undefined> {
  if (typed === undefined) return undefined;
  if (typed === "-") return notEmpty(name, decode(name, await world.readStdin()));
  if (typed.startsWith("@@")) return typed.slice(1);
  if (!typed.startsWith("@") || typed === "@") return notEmpty(name, typed);
  const path = typed.slice(1);
  if (form === "json") return await readFile(world, name, path);
  if (/^\.{1,2}[\\/]/.test(path)) {
    return await readFile(world, name, path, `for the text itself write @@${path}`);
  }
  const isThere = await world.files.stat(`${world.cwd}/${path}`).then((info) => info.isFile, () => false);
  if (/[./\\]/.test(path) && isThere) return await readFile(world, name, path);
  // "@team" beside a file called team, or "@kim.lee" without a file: nobody knows what was meant.
  if (isThere || (!/\s/.test(path) && /[/\\]|\.[A-Za-z0-9]{1,5}$/.test(path))) throw ambiguous(name, path);
  return typed;
}

function ambiguous(name: string, path: string): Failure {
  return invalidArgument(
    name,
    `${name} may mean a file or the text itself: "@${path}"`,
    `write @./${path} for the file, or @@${path} for the text`,
  );
}

async function readFile(world: World, name: string, path: string, advice?: string): Promise<string> {
  const file = await openLocalFile(world, name, path).catch((error) => {
    if (!(error instanceof Failure) || advice === undefined) throw error;
    const { hint } = error.detail;
    throw withDetail(error, { hint: hint === undefined ? advice : `${hint}; ${advice}` });
  });
  try {
    if (file.size > MAX_BYTES) {
      throw invalidArgument(
        name,
        `${name}: the file has ${file.size} bytes, too many for a message: "${path}"`,
      );
    }
    return notEmpty(name, decode(name, file.read(0, file.size)));
  } finally {
    await file.close();
  }
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidArgument(name, `${name}: the text is not UTF-8`, "convert it with: iconv -t UTF-8");
  }
}

function notEmpty(name: string, text: string): string {
  if (text.trim() !== "") return text;
  throw invalidArgument(name, `${name} is empty`, `leave ${name} out, or give it a text`);
}
