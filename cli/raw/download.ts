import {
  CHUNK_BYTES,
  rangeHeaders,
  type RequestMaker,
  type ResourceKey,
} from "../../core/download/requests.ts";
import { planTarget } from "../../core/download/plan.ts";
import type { Client } from "../../core/platform/client.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../core/platform/request.ts";
import type { World } from "../../core/world.ts";
import type { CommandResult, Runtime } from "../command.ts";
import { saveDownload, STDOUT } from "../download.ts";

/** Where the bytes of a response go. */
export interface OutputValues {
  readonly output: string | undefined;
  readonly overwrite: boolean;
  readonly originalName: boolean;
}

/**
 * Checks where the bytes are to go.
 *
 * @throws {Failure} exit 2
 */
export async function checkOutput(world: World, request: ApiRequest, values: OutputValues): Promise<void> {
  if (values.output !== STDOUT) await planTarget(world, { ...values, fileKey: defaultName(request) });
}

/** A response whose body is to be saved, and what was sent before it in vain. */
export interface FirstResponse {
  readonly response: Response;
  readonly earlierRequests: number;
  /** Ends the exchange. */
  readonly abort: AbortController;
}

/**
 * Saves the response to a GET through the download engine (docs/contract.md, 7), or passes it to standard output.
 *
 * @param first a response to the same request that is here already
 */
export async function downloadResponse(
  runtime: Runtime,
  client: Client,
  request: ApiRequest,
  values: OutputValues,
  first?: FirstResponse,
): Promise<CommandResult> {
  const toRequest: RequestMaker = (_resource, range, ifRange) => ({
    ...request,
    headers: { ...request.headers, ...rangeHeaders(range, ifRange) },
  });
  const options = {
    ...values,
    fileKey: defaultName(request),
    workers: 1,
    chunk: CHUNK_BYTES,
    checksum: false,
    toRequest,
  };
  const resource = resourceOf(request);
  if (first === undefined) return await saveDownload(runtime, client, resource, options);
  const { client: begun, extraRequests } = beginWith(first, client);
  try {
    const result = await saveDownload(runtime, begun, resource, options);
    const requests = Number(result.data["requests"]) + extraRequests();
    return { ...result, data: { ...result.data, requests } };
  } finally {
    // What was not taken is dropped; a body that was read has nothing left to cancel.
    await first.response.body?.cancel().catch(() => {});
  }
}

/** A client whose first response is here already. It is taken for a whole object, and dropped where a range is wanted. */
function beginWith({ response, earlierRequests, abort }: FirstResponse, client: Client) {
  let isWaiting = true;
  let extra = earlierRequests;
  const begun: Client = {
    ...client,
    async open(request, timeout, signal) {
      const isFirst = isWaiting;
      isWaiting = false;
      if (isFirst && request.headers?.["range"] === undefined) {
        signal.addEventListener("abort", () => abort.abort(signal.reason), { once: true });
        return response;
      }
      if (isFirst) {
        extra++;
        await response.body?.cancel().catch(() => {});
      }
      return await client.open(request, timeout, signal);
    },
  };
  return { client: begun, extraRequests: () => extra };
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
