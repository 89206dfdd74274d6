import { Failure } from "../../core/failure.ts";
import {
  type FlagLayer,
  type FlagType,
  isLayer,
  type ItemType,
  MESSAGE_LAYER,
} from "../../core/flag/flag-layer.ts";

/** What the flags of a command ask for. */
export interface LayerWords {
  readonly itemType: ItemType | undefined;
  readonly flagType: FlagType | undefined;
}

/**
 * The layer that two words name (chats sheet 10 and 11); `"detect"` for the feed layer whose kind of thread is to be
 * looked up.
 *
 * @throws {Failure} `validation`/`invalid_argument` naming both flags for a pair that does not exist, and for a kind
 * of thread without `--flag-type`.
 */
export function wishedLayer({ itemType, flagType }: LayerWords): FlagLayer | "detect" {
  if (itemType === undefined) return flagType === "feed" ? "detect" : MESSAGE_LAYER;
  if (flagType === undefined) {
    throw invalidPair("--flag-type", `--item-type ${itemType} needs --flag-type`, itemType);
  }
  const layer = { itemType, flagType };
  if (isLayer(layer)) return layer;
  const text = `--item-type ${itemType} and --flag-type ${flagType} do not go together`;
  throw invalidPair("--item-type", text, itemType);
}

function invalidPair(param: string, message: string, itemType: ItemType): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint: `use --item-type ${itemType} --flag-type ${itemType === "default" ? "message" : "feed"}`,
    param,
    params: ["--item-type", "--flag-type"].map((name) => ({ name, reason: message })),
  });
}
