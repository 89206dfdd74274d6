import { isJsonObject, type JsonObject, parseJson } from "../../json/json.ts";
import type { Mention, RawMessage } from "../wire.ts";

/** What a renderer sees of a message. Everything was fetched before: rendering asks nobody. */
export interface RenderInput {
  /** `msg_type` */
  readonly type: string;
  /** `body.content` as delivered. */
  readonly content: string;
  readonly mentions: readonly Mention[];
  /** The message was recalled. */
  readonly deleted: boolean;
  /** What a forwarded bundle holds; absent where nobody asked. */
  readonly bundle?: Bundle | BundleFailure | undefined;
  /** Listings of folders by folder key; a folder without one is shown closed. */
  readonly folders?: ReadonlyMap<string, FolderListing> | undefined;
}

/** The messages in a forwarded bundle. */
export interface Bundle {
  /** Id of the message that is the bundle. */
  readonly id: string;
  /** All messages at every depth, flat; each names its container in `upper_message_id`. */
  readonly items: readonly RawMessage[];
  /** The name of a sender, where it is known. */
  readonly nameOf: (senderId: string) => string | undefined;
}

/** A bundle that could not be fetched. */
export interface BundleFailure {
  readonly failure: string;
}

/** What a folder holds. */
export interface FolderListing {
  /** `data.items[]`: `file_key`, `name`, `is_folder`, `children_count`. */
  readonly items: readonly JsonObject[];
  /** `data.all_count`, where it was told. */
  readonly total: number | undefined;
}

/** Makes the text of one kind of message. Pure, and never throws for whatever the content holds. */
export type Renderer = (rendering: RenderInput) => string;

/**
 * A renderer for content that is a JSON object; other content becomes `[Invalid <kind> JSON]`.
 *
 * @param kind what the content is called, such as `rich text`
 */
export function objectRenderer(
  kind: string,
  render: (content: JsonObject, rendering: RenderInput) => string,
): Renderer {
  return (rendering) => {
    const content = parseContent(rendering.content);
    return content === undefined ? `[Invalid ${kind} JSON]` : render(content, rendering);
  };
}

/** The object that a message's content is; `undefined` where the content is not a JSON object. */
export function parseContent(content: string): JsonObject | undefined {
  try {
    const value = parseJson(content);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Also content that is nested deeper than the stack reaches.
    return undefined;
  }
}
