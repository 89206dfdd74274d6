import { Failure, type FailureDetail } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import { type Client, sendWrite } from "../platform/client.ts";
import type { FlagLayer, FlagType, ItemType } from "./layer.ts";
import { cancelFlag } from "./requests.ts";

/** What became of one layer. */
export type CancelledLayer = {
  readonly item_id: string;
  readonly item_type: ItemType;
  readonly flag_type: FlagType;
  readonly status: "ok" | "failed";
  /** Data of the answer. */
  readonly response?: JsonObject;
  readonly error?: FailureDetail;
};

/** What became of each layer. */
export interface CancelFlagsResult {
  /** In the order of the layers. */
  readonly results: readonly CancelledLayer[];
  /** Why not all were removed. */
  readonly failure?: Failure;
}

/**
 * Removes a message's flags layer by layer, one call each; one that fails does not stop the next.
 *
 * @throws {Failure} when every layer failed for a missing login or permission, or the person interrupts the first.
 */
export async function cancelFlags(
  client: Client,
  messageId: string,
  layers: readonly FlagLayer[],
): Promise<CancelFlagsResult> {
  const results: CancelledLayer[] = [];
  const failures: Failure[] = [];
  for (const layer of layers) {
    const item = { item_id: messageId, item_type: layer.itemType, flag_type: layer.flagType };
    try {
      const response = await sendWrite(client, cancelFlag(messageId, layer));
      results.push({ ...item, status: "ok", response });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const isInterrupted = error.detail.type === "interrupted";
      if (isInterrupted && results.length === 0) throw error;
      failures.push(error);
      results.push({ ...item, status: "failed", error: error.detail });
      // There are two layers at most, so this was the last one.
      if (isInterrupted) return { results, failure: error };
    }
  }
  const [first] = failures;
  if (first === undefined) return { results };
  if (failures.length === layers.length && failures.every(isAuthFailure)) throw first;
  const failed = results.filter(({ status }) => status === "failed").map((one) => one.flag_type);
  return {
    results,
    failure: new Failure({
      type: "api",
      subtype: "partial_failure",
      message: `${failures.length} of ${layers.length} calls failed: ${failed.join(", ")}`,
    }),
  };
}

function isAuthFailure({ detail: { type } }: Failure): boolean {
  return type === "authentication" || type === "authorization";
}
