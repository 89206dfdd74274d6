import { joinSignals } from "../async/joined-signal.ts";
import { createBodyReader } from "../download/body-reader.ts";
import { writeFully } from "../download/disk.ts";
import { Failure, fileFailure, invalidInput, withDetail } from "../failure.ts";
import { sendOnce } from "../platform/http.ts";
import { wasNeverSent } from "../platform/transport-failure.ts";
import { input, phrase } from "../text/phrase.ts";
import type { World } from "../world.ts";
import { type OpenFile, openFile } from "./open-file.ts";
import { checkUploadSize, UPLOAD_LIMITS, type UploadKind } from "./size-limit.ts";
import { type AddressRule, resolvePublicHost } from "./url-guard.ts";
import { redactUrl, sniffExtension, urlFileName } from "./url-name.ts";

/** Longest wait for headers, and longest silence inside the body, milliseconds (docs/contract.md, 6). */
const IDLE_TIMEOUT = 60_000;
const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How an address is fetched. */
export interface UrlOptions {
  /** What it is uploaded as afterwards; larger answers are given up. */
  readonly kind: UploadKind;
  readonly userAgent: string;
  /** Default: public addresses. */
  readonly isAllowed?: AddressRule;
  /** Bytes so far, and all of them where the server said. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  readonly trace?: ((line: string) => void) | undefined;
}

/**
 * Fetches an address into a temporary file, to be sent like any other. Each host on the way must
 * be public; at most 5 redirects, never from https to http; only HTTP 200 counts; nothing is sent along but the name
 * of the program.
 *
 * A plain http request goes to the very address that was checked. With https the connection is made by name, so a name
 * that changes its address in between could still be connected to, but no request is sent before the certificate
 * has proved the name.
 *
 * @throws {Failure} exit 2 for an address that may not be fetched or a body that is too large, else `network`.
 */
export async function openUrl(
  world: World,
  inputKey: string,
  url: string,
  options: UrlOptions,
): Promise<OpenFile> {
  const abort = new AbortController();
  try {
    const response = await followRedirects(world, inputKey, url, options, abort);
    return await saveBody(world, inputKey, url, response, options, abort);
  } catch (error) {
    abort.abort(error);
    world.interrupt.throwIfAborted();
    // What broke while fetching may be tried again as a whole only.
    if (!(error instanceof Failure) || error.detail.type !== "network") throw error;
    throw withDetail(error, {
      message: phrase`could not fetch ${redactUrl(url)}: ${error.detail.message}`,
      hint: FETCH_HINT,
    });
  }
}

const FETCH_HINT = "nothing was sent; check the address, then run the same command again";

/** The response after all redirects; its body is unread. */
async function followRedirects(
  world: World,
  inputKey: string,
  start: string,
  options: UrlOptions,
  abort: AbortController,
): Promise<Response> {
  let url = new URL(start);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await requestOnce(world, inputKey, url, options, abort);
    if (response.status === 200) return response;
    await response.body?.cancel();
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) {
      throw unusableResponse(`the server responded with HTTP ${response.status}`, response.status);
    }
    if (!URL.canParse(location, url)) {
      throw unusableResponse("it redirects to something that is not a URL");
    }
    const next = new URL(location, url);
    if (url.protocol === "https:" && next.protocol === "http:") {
      throw invalidInput(
        inputKey,
        phrase`${input(inputKey)}: refused a redirect from https to http ("${next.host}")`,
        "download the file yourself and give its path",
      );
    }
    next.username = next.password = "";
    url = next;
  }
  throw unusableResponse(`it redirects more than ${MAX_REDIRECTS} times`);
}

/** One request, to the addresses of the host in turn until a connection is made. */
async function requestOnce(
  world: World,
  inputKey: string,
  url: URL,
  options: UrlOptions,
  abort: AbortController,
): Promise<Response> {
  const addresses = await resolvePublicHost(world, inputKey, url, options.isAllowed);
  const headers = { "user-agent": options.userAgent, accept: "*/*", "accept-encoding": "identity" };
  const limits = {
    responseTimeout: IDLE_TIMEOUT,
    signal: joinSignals(abort, world.interrupt),
    trace: options.trace,
  };
  const requests = url.protocol === "https:"
    ? [{ url: url.href, method: "GET", headers }]
    : addresses.map((address) => ({
      url: pinAddress(url, address),
      method: "GET",
      headers: { ...headers, host: url.host },
    }));
  for (const [index, request] of requests.entries()) {
    try {
      return await sendOnce(world, world.fetchOnce, request, limits, redactUrl(url.href));
    } catch (error) {
      const isLast = index === requests.length - 1;
      if (isLast || !(error instanceof Failure) || !wasNeverSent(error)) throw error;
    }
  }
  throw unusableResponse("the host has no address");
}

/** The same address with the host's IP address in place of its name. */
function pinAddress(url: URL, address: string): string {
  const pinned = new URL(url);
  pinned.hostname = address.includes(":") ? `[${address}]` : address;
  return pinned.href;
}

/** Saves a body to a temporary file that is gone when it is closed. */
async function saveBody(
  world: World,
  inputKey: string,
  url: string,
  response: Response,
  options: UrlOptions,
  abort: AbortController,
): Promise<OpenFile> {
  const length = Number(response.headers.get("content-length") ?? NaN);
  const total = Number.isSafeInteger(length) ? length : undefined;
  checkUploadSize(inputKey, options.kind, total ?? 0);
  const { file, path, remove } = await createTemporaryFile(world);
  try {
    let done = 0;
    await createBodyReader(world.clock).read(
      { response, url, abort, idle: IDLE_TIMEOUT, gather: () => 1 },
      (piece) => {
        world.interrupt.throwIfAborted();
        if (done + piece.length > UPLOAD_LIMITS[options.kind]) {
          checkUploadSize(inputKey, options.kind, done + piece.length);
        }
        writeFully(file, path, done, piece);
        done += piece.length;
        options.onProgress?.(done, total);
      },
    );
    const origin = { input: inputKey, displayName: redactUrl(url), afterClose: remove };
    const sniffed = sniffExtension(openFile(file, { ...origin, name: "" }));
    return openFile(file, { ...origin, name: urlFileName(url, response.headers, sniffed) });
  } catch (error) {
    file.close();
    await remove();
    throw error;
  }
}

function unusableResponse(reason: string, code?: number): Failure {
  return new Failure({
    type: "network",
    subtype: "protocol",
    message: reason,
    ...(code === undefined ? {} : { code }),
  });
}

/** A temporary file, open, readable and writable by its owner only. */
export interface TemporaryFile {
  readonly file: Deno.FsFile;
  readonly path: string;
  /** Removes it; to be called after the file was closed. */
  remove(): Promise<void>;
}

/**
 * Makes a file in the system's temporary directory (0600). Where the system allows it, its name is removed at once, so
 * that nothing is left behind even after a kill.
 *
 * @throws {Failure} exit 5, naming the path.
 */
export async function createTemporaryFile(world: Pick<World, "files">): Promise<TemporaryFile> {
  const path = await world.files.makeTempFile({ prefix: "im-", suffix: ".tmp" }).catch((error) => {
    throw fileFailure("make a file in", "the directory for temporary files", error);
  });
  const remove = () => world.files.remove(path).catch(() => {});
  try {
    const file = await world.files.open(path, { read: true, write: true });
    await remove();
    return { file, path, remove };
  } catch (error) {
    await remove();
    throw fileFailure("open", path, error);
  }
}
