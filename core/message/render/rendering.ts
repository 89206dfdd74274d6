import type { JsonObject } from "../../json.ts";
import type { Mention, RawMessage } from "../raw-message.ts";

/** What a renderer sees of a message. Everything was fetched before: rendering asks nobody. */
export interface Rendering {
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

/** What a folder holds (reading sheet 4.8). */
export interface FolderListing {
  /** `data.items[]`: `file_key`, `name`, `is_folder`, `children_count`. */
  readonly items: readonly JsonObject[];
  /** `data.all_count`, where it was told. */
  readonly total: number | undefined;
}

/** Makes the text of one kind of message. Pure, and never throws for whatever the content holds. */
export type Renderer = (rendering: Rendering) => string;
