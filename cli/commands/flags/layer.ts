import { Failure } from "../../../core/failure.ts";
import {
  FLAG_TYPES,
  type FlagLayer,
  type FlagType,
  isValidLayer,
  ITEM_TYPES,
  type ItemType,
  MESSAGE_LAYER,
  MESSAGE_SCOPES,
} from "../../../core/flag/layer.ts";
import { cancelFlag, createFlag } from "../../../core/flag/requests.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { ScopeNeeds } from "../../command.ts";
import { messageId } from "../../options/ids.ts";
import { choice, optional, required } from "../../options/option.ts";

/** A word of the two choices, in any case and with blanks around it. */
function layerChoice<const W extends string>(words: readonly W[], summary: string) {
  const kind = choice(words, summary, { anyCase: true });
  return optional({ ...kind, parse: (value: string, name: string) => kind.parse(value.trim(), name) });
}

/** The flags that name a flag's message and layer. */
export const layerOptions = {
  messageId: required(messageId("the message")),
  flagType: layerChoice(FLAG_TYPES, "message: a bookmark; feed: keep the message's thread in the feed"),
  itemType: layerChoice(ITEM_TYPES, "kind of thread, so that it need not be fetched; with --flag-type"),
};

/** The scopes for changing a flag; to find the feed layer, the message and its chat are read. */
export function flagNeeds(detection: "required" | "helpful" | "none"): ScopeNeeds {
  const write = ["im:feed.flag:write"];
  const readChat = ["im:chat:read"];
  if (detection === "none") return { required: [write], helpful: [] };
  return detection === "required"
    ? { required: [write, readChat, MESSAGE_SCOPES], helpful: MESSAGE_SCOPES }
    : { required: [write], helpful: [...MESSAGE_SCOPES, ...readChat] };
}

/** The flags that a command line describes. */
export interface LayerOptions {
  readonly itemType: ItemType | undefined;
  readonly flagType: FlagType | undefined;
}

/**
 * The layer that two words name; `"detect"` for the feed layer whose kind of thread is to be
 * looked up.
 *
 * @throws {Failure} `validation`/`invalid_argument` naming both flags for a pair that does not exist, and for a kind
 * of thread without `--flag-type`.
 */
export function resolveLayer({ itemType, flagType }: LayerOptions): FlagLayer | "detect" {
  if (itemType === undefined) return flagType === "feed" ? "detect" : MESSAGE_LAYER;
  if (flagType === undefined) {
    throw invalidCombination("--flag-type", `--item-type ${itemType} needs --flag-type`, itemType);
  }
  const layer = { itemType, flagType };
  if (isValidLayer(layer)) return layer;
  const text = `--item-type ${itemType} and --flag-type ${flagType} do not go together`;
  throw invalidCombination("--item-type", text, itemType);
}

function invalidCombination(param: string, message: string, itemType: ItemType): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint: `use --item-type ${itemType} --flag-type ${itemType === "default" ? "message" : "feed"}`,
    param,
    params: ["--item-type", "--flag-type"].map((name) => ({ name, reason: message })),
  });
}

/** The call for a feed layer whose kind of thread is not known yet, for dry runs. */
export function previewFeedFlag(action: "create" | "cancel", messageId: string): ApiRequest {
  const request = (action === "create" ? createFlag : cancelFlag)(messageId, {
    itemType: "thread",
    flagType: "feed",
  });
  return {
    ...request,
    body: {
      flag_items: [{ item_id: messageId, item_type: "<auto:thread|msg_thread>", flag_type: "1" }],
    },
    desc: "the feed layer, if its kind of thread can be found: 4 in a topic chat, else 11",
  };
}
