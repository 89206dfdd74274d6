import { Failure, type FailureDetail } from "../failure.ts";
import { type JsonObject, parseJson, stringifyJson } from "../json.ts";
import { callToWrite } from "../platform/call-to-write.ts";
import type { Client } from "../platform/client.ts";
import type { FlagLayer } from "./flag-layer.ts";
import { cancelFlag } from "./requests.ts";

/** What became of each layer. */
export interface CancelledFlags {
  /** `{item_id, item_type, flag_type, status: "ok"|"failed", response | error}`, in the order of the layers. */
  readonly results: readonly JsonObject[];
  /** Why not all were removed. */
  readonly failure?: Failure;
}

/**
 * Removes a message's flags layer by layer, one call each; one that fails does not stop the next (chats sheet 11).
 *
 * @throws {Failure} when every layer failed for want of a login or permission, or the person interrupts the first.
 */
export async function cancelFlags(
  client: Client,
  messageId: string,
  layers: readonly FlagLayer[],
): Promise<CancelledFlags> {
  const results: JsonObject[] = [];
  const failures: Failure[] = [];
  for (const layer of layers) {
    const item = { item_id: messageId, item_type: layer.itemType, flag_type: layer.flagType };
    try {
      const response = await callToWrite(client, cancelFlag(messageId, layer));
      results.push({ ...item, status: "ok", response });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const isInterrupted = error.detail.type === "interrupted";
      if (isInterrupted && results.length === 0) throw error;
      failures.push(error);
      results.push({ ...item, status: "failed", error: plain(error.detail) });
      // There are two layers at most, so this was the last one.
      if (isInterrupted) return { results, failure: error };
    }
  }
  const [first] = failures;
  if (first === undefined) return { results };
  if (failures.length === layers.length && failures.every(isForLogin)) throw first;
  const failed = results.filter(({ status }) => status === "failed").map((one) => one["flag_type"]);
  return {
    results,
    failure: new Failure({
      type: "api",
      subtype: "partial_failure",
      message: `${failures.length} of ${layers.length} calls failed: ${failed.join(", ")}`,
    }),
  };
}

function isForLogin({ detail: { type } }: Failure): boolean {
  return type === "authentication" || type === "authorization";
}

function plain(detail: FailureDetail) {
  return parseJson(stringifyJson({ ...detail }));
}
