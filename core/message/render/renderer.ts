import type { JsonObject } from "../../json/json.ts";
import { type FolderChild, type Mention, parseContent, type RawMessage } from "../wire.ts";

/** What a renderer sees of a message. Everything was fetched before: rendering calls nobody. */
export interface RenderInput {
  /** `msg_type` */
  readonly type: string;
  /** `body.content` as received. */
  readonly content: string;
  readonly mentions: readonly Mention[];
  /** The message was recalled. */
  readonly deleted: boolean;
  /** What a forwarded bundle holds; absent where it was not fetched. */
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
  readonly items: readonly FolderChild[];
  /** How many children there are, where the service says so. */
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
