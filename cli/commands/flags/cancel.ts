import type { PrintedDetail, Texts } from "../../spelling.ts";
import { attempt, describeFailure } from "../../../core/attempt.ts";
import { Failure } from "../../../core/failure.ts";
import { cancelFlags, type CancelledLayer } from "../../../core/flag/cancel-flags.ts";
import {
  detectFeedLayer,
  type FlagLayer,
  MESSAGE_LAYER,
  previewDetection,
} from "../../../core/flag/layer.ts";
import { cancelFlag } from "../../../core/flag/requests.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Warning } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import type { OptionValues } from "../../options/option.ts";
import { flagNeeds, layerOptions, previewFeedFlag, resolveLayer } from "./layer.ts";

type Values = OptionValues<typeof layerOptions>;

/** `im +flag-cancel` */
export const flagCancel = defineCommand({
  name: "+flag-cancel",
  summary: "Remove the flags (bookmarks) from a message",
  description: [
    "Without --flag-type, both layers are removed: the bookmark on the message and its thread in the feed. If the " +
    "kind of thread cannot be determined, the feed layer is reported as skipped. Removing a flag that is not there " +
    "succeeds.",
  ],
  examples: [
    { comment: "both layers", line: "+flag-cancel --message-id om_xxx" },
    { comment: "the bookmark only", line: "+flag-cancel --message-id om_xxx --flag-type message" },
    { comment: "its thread in the feed only", line: "+flag-cancel --message-id om_xxx --flag-type feed" },
  ],
  identities: ["user"],
  scopes: ["im:feed.flag:write"],
  scopesFor(values) {
    const target = cancelTarget(values);
    return flagNeeds(target === "detect" ? "required" : target === "both" ? "helpful" : "none");
  },
  risk: "write",
  replaces: true,
  isIdempotent: true,
  answer: async () => (await import("./answers.ts")).cancelledFlag(),
  options: layerOptions,
  check: (values) => void cancelTarget(values),
  preview(values) {
    const { messageId } = values;
    const target = cancelTarget(values);
    const detected = [...previewDetection(messageId)];
    if (target === "detect") return { api: [...detected, previewFeedFlag("cancel", messageId)], context: {} };
    if (target !== "both") return { api: [cancelFlag(messageId, target)], context: {} };
    const message = { ...cancelFlag(messageId, MESSAGE_LAYER), desc: "the message layer" };
    return { api: [...detected, message, previewFeedFlag("cancel", messageId)], context: {} };
  },
  async run(values, runtime): Promise<CommandResult> {
    const { messageId } = values;
    const { texts } = runtime;
    const client = runtime.client();
    const { layers, skipped } = await layersOf(client, values);
    const { results: done, failure } = await cancelFlags(client, messageId, layers);
    const results: readonly LayerResult[] = [
      ...done.map((layer) => printedLayer(layer, texts)),
      ...(skipped === undefined ? [] : [skippedLayer(messageId, skipped, texts)]),
    ];
    return {
      data: { results },
      rows: results,
      warnings: skipped === undefined ? [] : [skippedWarning(skipped)],
      ...(failure === undefined ? {} : { failure }),
      pretty: () => results.map(prettyLine),
    };
  },
});

/** What became of one layer, as it is printed. */
type LayerResult = {
  readonly item_id: string;
  readonly item_type?: string;
  readonly flag_type: string;
  readonly status: "ok" | "failed" | "skipped";
  readonly response?: JsonObject;
  readonly error?: PrintedDetail;
  readonly reason?: string;
};

/** Without any word both layers; one word alone is completed. */
function cancelTarget({ itemType, flagType }: Values): FlagLayer | "detect" | "both" {
  if (itemType === undefined && flagType === undefined) return "both";
  return itemType === "default" && flagType === undefined
    ? MESSAGE_LAYER
    : resolveLayer({ itemType, flagType });
}

/** The layers to remove; the feed layer of both is left out, with the reason, where its kind cannot be found. */
async function layersOf(
  client: Client,
  values: Values,
): Promise<{ readonly layers: readonly FlagLayer[]; readonly skipped?: Failure }> {
  const target = cancelTarget(values);
  if (target === "detect") return { layers: [await detectFeedLayer(client, values.messageId)] };
  if (target !== "both") return { layers: [target] };
  const detected = await attempt(() => detectFeedLayer(client, values.messageId));
  return detected instanceof Failure
    ? { layers: [MESSAGE_LAYER], skipped: detected }
    : { layers: [MESSAGE_LAYER, detected] };
}

function printedLayer({ error, ...layer }: CancelledLayer, { detail }: Texts): LayerResult {
  return error === undefined ? layer : { ...layer, error: detail(error) };
}

function skippedLayer(messageId: string, failure: Failure, { text }: Texts): LayerResult {
  const reason = text(describeFailure(failure));
  return { item_id: messageId, flag_type: "feed", status: "skipped", reason };
}

function skippedWarning(failure: Failure): Warning {
  return { key: "feed_layer_skipped", detail: describeFailure(failure) };
}

const STATUS_LABELS: Readonly<Record<LayerResult["status"], string>> = {
  ok: "removed",
  failed: "failed",
  skipped: "skipped",
};

function prettyLine({ item_id: id, flag_type: type, status, reason, error }: LayerResult): string {
  const why = reason ?? error?.message;
  return `${id} (${type}): ${STATUS_LABELS[status]}${why === undefined ? "" : `, ${why}`}`;
}
