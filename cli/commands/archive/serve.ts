import type { Archive } from "../../../core/archive/directory.ts";
import type { Site } from "../../../core/archive/site/site.ts";
import { readMeta } from "../../../core/archive/meta.ts";
import { failedPrecondition, Failure } from "../../../core/failure.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { integer, type OptionValues, toggle, withDefault } from "../../options/option.ts";
import { writeText } from "../../output/terminal.ts";
import { archiveOptions, openArchive } from "./archive.ts";
import { join } from "@std/path";

const options = {
  ...archiveOptions,
  port: withDefault(integer(0, 65_535, "port to listen on; 0 picks a free one"), 0),
  open: toggle("open the address in the default browser"),
};

type Values = OptionValues<typeof options>;

/** `im archive serve` */
export const archiveServe = defineCommand({
  name: "archive serve",
  summary: "Show an archive in the browser, on this machine only",
  description: [
    "Prints one address and waits until Ctrl-C, which ends it with status 0. The address works once, in one " +
    "browser; after that, a cookie lets that browser in. Nothing is changed and no request leaves the machine.",
    "The site shows chats, days, threads, people, images and files, earlier versions, and searches; a chat loads more " +
    "as you scroll. " +
    "With a keyboard: j and k go from message to message, Enter opens a thread beside its chat, Esc closes it, " +
    "/ goes to the search.",
  ],
  examples: [
    { comment: "look at an archive in the browser", line: "archive serve --open --archive archive" },
    { comment: "on a fixed port", line: "archive serve --port 8080 --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).served(),
  risk: "read",
  options,
  async run(values, runtime) {
    const archive = await openArchive(runtime.world, values.archive);
    try {
      return await serve(values, runtime, archive);
    } finally {
      archive.close();
    }
  },
});

async function serve(values: Values, runtime: Runtime, archive: Archive): Promise<CommandResult> {
  const { createSite } = await import("../../../core/archive/site/site.ts");
  const { startSession } = await import("../../../core/archive/site/session.ts");
  const { world } = runtime;
  if (world.serve === undefined) {
    throw failedPrecondition("nothing can be served here", "run it in a shell of its own");
  }
  let port = values.port;
  const session = startSession(world.randomBytes, () => port, () => void opening?.then((end) => end()));
  const site = createSite(
    archive,
    appLinkHost(readMeta(archive.database, "brand")),
    session,
    world.clock.now,
  );
  let printed: Promise<void> = Promise.resolve();
  let opening: Promise<() => Promise<void>> | undefined;
  const listening = (listened: number) => {
    port = listened;
    const address = `http://127.0.0.1:${port}${session.firstPath}`;
    printed = world.stdout.write(new TextEncoder().encode(`${address}\n`));
    if (values.open) opening = printed.then(() => openFirst(runtime, address));
  };
  try {
    await world.serve(port, (request) => answer(world, archive, site, request), listening, world.interrupt);
  } catch (error) {
    throw world.interrupt.aborted ? error : listenFailure(port, error);
  } finally {
    await opening?.then((end) => end());
  }
  await printed;
  // It was asked to end, and that is how it ends well.
  return { data: { archive: archive.path }, envelope: "none", pretty: () => [] };
}

/** Opens the first address. Where that fails, the address that was printed is still there. */
async function openFirst({ world, globals }: Runtime, address: string): Promise<() => Promise<void>> {
  const { openInBrowser } = await import("./open-browser.ts");
  // Whoever comes from a file has a page between, from which the browser sends the cookie along.
  return await openInBrowser(world, `${address}?page`, (reason) => {
    if (globals.quiet > 0) return;
    writeText(world.stderr, `note: ${reason}; open the address above yourself\n`).catch(() => {});
  });
}

async function answer(
  world: World,
  archive: Archive,
  site: Site,
  { url, method, headers: asked }: Request,
): Promise<Response> {
  const { pathname, search } = new URL(url);
  const { status, headers, body } = site({
    ...{ method, target: pathname + search },
    ...{ host: asked.get("host") ?? "", cookie: asked.get("cookie") ?? "" },
  });
  const isHead = method === "HEAD";
  if (typeof body !== "string") {
    const wish = isHead ? undefined : asked.get("range") ?? undefined;
    return await fileResponse(world, join(archive.path, body.file), headers, { isHead, range: wish });
  }
  const bytes = new TextEncoder().encode(body);
  const length = { "content-length": String(bytes.length) };
  return new Response(isHead ? null : bytes, { status, headers: { ...headers, ...length } });
}

/** A file, or a part of it: players ask for parts. It is read as it is sent, whatever its size. */
async function fileResponse(
  world: World,
  path: string,
  headers: Readonly<Record<string, string>>,
  { isHead, range }: { readonly isHead: boolean; readonly range: string | undefined },
): Promise<Response> {
  const { readRange } = await import("../../../core/archive/site/byte-range.ts");
  let file: Deno.FsFile;
  try {
    file = await world.files.open(path, { read: true });
  } catch {
    return new Response("This file is missing from the archive.\n", { status: 404 });
  }
  const { size } = await file.stat();
  const part = readRange(range, size);
  if (part === "none") {
    file.close();
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const { first, last } = part ?? { first: 0, last: size - 1 };
  const all = { ...headers, "accept-ranges": "bytes", "content-length": String(last - first + 1) };
  if (isHead) {
    file.close();
    return new Response(null, { status: 200, headers: all });
  }
  const body = await partOf(file, first, last - first + 1);
  return part === undefined ? new Response(body, { status: 200, headers: all }) : new Response(body, {
    status: 206,
    headers: { ...all, "content-range": `bytes ${first}-${last}/${size}` },
  });
}

/** Bytes that are read at once. */
const PIECE = 1 << 16;

async function partOf(file: Deno.FsFile, first: number, length: number): Promise<ReadableStream<Uint8Array>> {
  await file.seek(first, 0);
  let left = length;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const buffer = new Uint8Array(Math.min(PIECE, left));
      const read = left === 0 ? null : await file.read(buffer);
      if (read === null) {
        file.close();
        controller.close();
        return;
      }
      left -= read;
      controller.enqueue(buffer.subarray(0, read));
    },
    cancel: () => file.close(),
  });
}

function listenFailure(port: number, error: unknown): Failure {
  return new Failure({
    type: "internal",
    subtype: "listen",
    message: `cannot listen on port ${port}: ${error instanceof Error ? error.message : error}`,
    hint: "take another port, or 0 for a free one",
  }, error);
}
