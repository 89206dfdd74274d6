import { detectFeedLayer, previewDetection } from "../../../core/flag/layer.ts";
import { createFlag } from "../../../core/flag/requests.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { flagNeeds, layerOptions, previewFeedFlag, resolveLayer } from "./layer.ts";

/** `im +flag-create` */
export const flagCreate = defineCommand({
  name: "+flag-create",
  summary: "Flag (bookmark) a message",
  description: [
    "A flag has two layers: a bookmark on the message (the default) and, with --flag-type feed, its thread in the " +
    "feed. Threads of topic chats and of ordinary chats differ, so im fetches the chat to find out which it is; " +
    "--item-type makes that unnecessary.",
  ],
  examples: [
    { comment: "a bookmark", line: "+flag-create --message-id om_xxx" },
    { comment: "keep its thread in the feed", line: "+flag-create --message-id om_xxx --flag-type feed" },
  ],
  identities: ["user"],
  scopes: ["im:feed.flag:write"],
  scopesFor: (values) => flagNeeds(resolveLayer(values) === "detect" ? "required" : "none"),
  risk: "write",
  isIdempotent: true,
  answer: async () => (await import("./answers.ts")).createdFlag(),
  options: layerOptions,
  check: (values) => void resolveLayer(values),
  preview(values) {
    const layer = resolveLayer(values);
    return {
      api: layer === "detect"
        ? [...previewDetection(values.messageId), previewFeedFlag("create", values.messageId)]
        : [createFlag(values.messageId, layer)],
      context: {},
    };
  },
  async run(values, runtime): Promise<CommandResult> {
    const { messageId } = values;
    const client = runtime.client();
    const named = resolveLayer(values);
    const layer = named === "detect" ? await detectFeedLayer(client, messageId) : named;
    const answer = await sendWrite(client, createFlag(messageId, layer));
    return {
      data: { ...answer, item_id: messageId, item_type: layer.itemType, flag_type: layer.flagType },
      pretty: () => [`flagged: ${messageId} (${layer.flagType})`],
    };
  },
});
