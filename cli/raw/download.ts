import { download, type DownloadResult } from "../../core/download/download.ts";
import { rangeHeaders, type RequestMaker, type ResourceKey } from "../../core/download/requests.ts";
import { streamDownload } from "../../core/download/stream-download.ts";
import { planTarget } from "../../core/download/target.ts";
import type { Client } from "../../core/platform/client.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../core/platform/request.ts";
import type { World } from "../../core/world.ts";
import type { CommandResult, Session } from "../command.ts";
import { startProgress } from "../output/progress.ts";
import { STDOUT } from "./options.ts";

/** Where the bytes of a response go. */
export interface OutputValues {
  readonly output: string | undefined;
  readonly overwrite: boolean;
  readonly originalName: boolean;
}

/** Longest silence of the service, seconds, unless `--timeout` says otherwise (docs/contract.md, 6). */
const IDLE_TIMEOUT_SECONDS = 60;
const CHUNK_BYTES = 8 * 1024 * 1024;

/**
 * Checks where the bytes are to go.
 *
 * @throws {Failure} exit 2
 */
export async function checkOutput(world: World, request: ApiRequest, values: OutputValues): Promise<void> {
  if (values.output !== STDOUT) await planTarget(world, { ...values, fileKey: defaultName(request) });
}

/** Saves the response to a GET through the download engine (docs/contract.md, 7), or passes it to standard output. */
export async function downloadResponse(
  { world, globals }: Session,
  client: Client,
  request: ApiRequest,
  values: OutputValues,
): Promise<CommandResult> {
  const progress = startProgress(world, globals.quiet || globals.verbose);
  const resource = resourceOf(request);
  const toRequest: RequestMaker = (_resource, range, ifRange) => ({
    ...request,
    headers: { ...request.headers, ...rangeHeaders(range, ifRange) },
  });
  const options = {
    chunk: CHUNK_BYTES,
    checksum: false,
    idle: (globals.timeout ?? IDLE_TIMEOUT_SECONDS) * 1000,
    onProgress: (state: Parameters<typeof progress.report>[0]) => progress.report(state),
    toRequest,
  };
  try {
    if (values.output === STDOUT) {
      const write = (bytes: Uint8Array) => world.stdout.write(bytes);
      const data = await streamDownload(world, client, resource, write, options);
      return { data: { ...data }, isRecord: true, envelope: "stderr" };
    }
    const plan = await planTarget(world, { ...values, fileKey: defaultName(request) });
    const more = { workers: 1, overwrite: values.overwrite };
    const data: DownloadResult = await download(world, client, resource, plan, { ...options, ...more });
    return { data: { ...data }, isRecord: true };
  } finally {
    await progress.end();
  }
}

/** What a partial file is recognised by: a message's resource by its ids, anything else by its URL. */
function resourceOf(request: ApiRequest): ResourceKey {
  const { message_id, file_key } = request.pathValues ?? {};
  const type = request.params?.["type"];
  if (message_id !== undefined && file_key !== undefined) {
    return { message_id, file_key, type: type === "image" ? "image" : "file" };
  }
  // Fetched in one request, as images are: the endpoint may not understand ranges.
  return { message_id: requestPath(request), file_key: requestQuery(request), type: "image" };
}

function defaultName(request: ApiRequest): string {
  return request.pathValues?.["file_key"] ?? "download";
}
