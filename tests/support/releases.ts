/**
 * A page of releases on loopback, as `im upgrade` and the installers ask it, with faults to switch on.
 *
 * @module
 */

import { archiveFolder, archiveName, CHECKSUM_FILE, programName } from "../../core/upgrade/release-page.ts";
import { makeArchive } from "../../scripts/release/archive.ts";
import { checksumList } from "../../scripts/release/checksums.ts";

/** What goes wrong. */
export type ReleaseFault = "wrong sum" | "missing archive" | "cut-off archive" | "no such target" | "no list";

/** What the page has. */
export interface ReleasesOptions {
  readonly version: string;
  readonly targets: readonly string[];
  /** The program inside the archives. */
  readonly program: string | Uint8Array;
  readonly fault?: ReleaseFault | undefined;
  /** So many requests are answered with HTTP 503 first. */
  readonly busy?: number;
}

/** A page that is served. */
export interface Releases extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly { readonly name: string; readonly headers: Headers }[];
}

/** Serves a page with one release. */
export async function startReleases(options: ReleasesOptions): Promise<Releases> {
  const files = await releaseFiles(options);
  const requests: { name: string; headers: Headers }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const path = new URL(request.url).pathname;
    const name = path.split("/").at(-1) ?? "";
    requests.push({ name, headers: new Headers(request.headers) });
    if (requests.length <= (options.busy ?? 0)) return new Response("busy", { status: 503 });
    // As on GitHub, "latest" redirects to the release itself.
    if (path === `/releases/latest/download/${name}`) {
      return new Response(null, {
        status: 302,
        headers: { location: `/releases/download/v${options.version}/${name}` },
      });
    }
    const bytes = path === `/releases/download/v${options.version}/${name}` ? files.get(name) : undefined;
    if (bytes === undefined) return new Response("not found", { status: 404 });
    if (options.fault === "cut-off archive" && name !== CHECKSUM_FILE) {
      return Response.redirect(`http://127.0.0.1:${answerHalf(bytes)}/`);
    }
    return new Response(new Uint8Array(bytes));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/releases`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function releaseFiles(
  { version, targets, program, fault }: ReleasesOptions,
): Promise<Map<string, Uint8Array>> {
  const bytes = typeof program === "string" ? new TextEncoder().encode(program) : program;
  const files = new Map(targets.map((target): [string, Uint8Array] => {
    const name = archiveName(version, target);
    const path = `${archiveFolder(version, target)}/${programName(target)}`;
    return [name, makeArchive(name, [{ path, bytes, isProgram: true }])];
  }));
  let list = await checksumList(files);
  if (fault === "wrong sum") list = list.replace(/^[0-9a-f]{64}/gm, "0".repeat(64));
  if (fault === "missing archive") files.clear();
  if (fault === "no such target") list = list.replaceAll(/-(x86_64|aarch64)-/g, "-riscv64-");
  if (fault !== "no list") files.set(CHECKSUM_FILE, new TextEncoder().encode(list));
  return files;
}

/** Answers one request with half of a body and ends the connection; gives the port. */
function answerHalf(bytes: Uint8Array): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    const connection = await listener.accept();
    listener.close();
    await connection.read(new Uint8Array(64 * 1024));
    const head = new TextEncoder().encode(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    await connection.write(new Uint8Array([...head, ...bytes.subarray(0, bytes.length / 2)]));
    connection.close();
  })();
  return listener.addr.port;
}
