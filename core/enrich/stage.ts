import type { Items } from "../items.ts";
import type { DownloadProgress } from "../download/download.ts";
import type { AddedFields, Message } from "../message/message.ts";
import type { RenderInput } from "../message/render/renderer.ts";
import type { RawMessage } from "../message/wire.ts";
import type { Client } from "../platform/client.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { Warnings } from "../warning.ts";
import type { World } from "../world.ts";
import type { NameBook } from "./names.ts";

/** One step of completing messages: what it may request, and what it adds. `pipeline.ts` lists them. */
export interface Stage {
  readonly name: string;
  /** What others wait for: further messages, or people whose names are needed. */
  readonly finds?: "messages" | "people";
  /** The calls that it may make, with placeholders, for dry runs; none where it does not take part. */
  preview(options: StageOptions, identity: Identity): readonly ApiRequest[];
  /** Begins it for one run; `undefined` where it does not take part. */
  start(context: StageContext, options: PipelineOptions): StageRun | undefined;
}

/** Which stages take part. */
export interface StageOptions {
  /** Attach the replies of threads, or only say how many there are. */
  readonly threads: boolean | "count";
  readonly reactions: boolean;
  /** Find the names of those who reacted, for views that show them. */
  readonly reactorNames?: boolean;
  /** Add the chat of each message. */
  readonly chats: boolean;
  /** Save images and files; absent: do not even list them. */
  readonly downloads: DownloadStageOptions | undefined;
}

/** Where resources are saved, inside the working directory. */
export const RESOURCE_DIRECTORY = "lark-im-resources";
/** Key of the warning for a saved resource that is not what the service has, or could not be compared. */
export const RESOURCE_NOT_VERIFIED = "resource_not_verified";

/** How images and files are saved. */
export interface DownloadStageOptions {
  /** Once this many bytes are saved, no further download begins; `Infinity` for all. */
  readonly maxBytes: number;
  /** Keeps account of the files, and says when no further one is to be begun. */
  readonly items: Items;
  /** Nothing is saved: what is there is compared with the service. */
  readonly isCheck?: boolean;
  /** Shows how far a file is. */
  readonly onFile?: (name: string) => TransferObserver;
}

/** Is told how far a file is, until its end. */
export interface TransferObserver {
  report(progress: DownloadProgress): void;
  end(): Promise<void>;
}

/** How messages are completed. */
export interface PipelineOptions extends StageOptions {
  /** Host of links that open the app. */
  readonly linkHost: string;
  /** Longest silence of the service during a download, milliseconds. */
  readonly idle: number;
}

/** What every stage works with. */
export interface StageContext {
  readonly world: World;
  readonly client: Client;
  readonly warnings: Warnings;
  /** Keep answers for the whole run; not on walks of any length, whose memory must stay flat. */
  readonly cache: boolean;
  readonly names: NameBook;
}

/** Where messages stand: on the page, in a thread of one on it, or in a forwarded bundle. */
export type Level = "page" | "thread" | "bundle";

/** Messages that go through the stages together. */
export interface MessageGroup {
  readonly messages: readonly RawMessage[];
  /** What the bundles among them hold, by the bundle's message id; from stages that are listed before. */
  forwarded(): Promise<ReadonlyMap<string, readonly RawMessage[]>>;
}

/** A stage at work in one run. */
export interface StageRun {
  /** The messages that it looks at. */
  readonly levels: readonly Level[];
  /** It finds people in this run, though not in every one. */
  readonly findsPeople?: boolean;
  /**
   * Finds what it adds. When the call returns its promise, everything is requested or waits for a full call, except
   * for what the findings of other stages bring.
   */
  load(group: MessageGroup): Promise<Findings>;
  /** Finds the names of people, by open id. */
  loadPeople?(openIds: readonly string[]): Promise<void>;
  /** Sends what waits for a full call. */
  flush?(): void;
  /** Resolves when it writes nothing any more. */
  settle?(): Promise<void>;
}

/** What a stage found for a group of messages. */
export interface Findings {
  /** The messages in threads; they go through the stages as well. */
  readonly replies?: readonly RawMessage[];
  /** The messages in bundles, by the bundle's message id. */
  readonly forwarded?: ReadonlyMap<string, readonly RawMessage[]>;
  /** Open ids of people whose names its fields show. */
  readonly people?: readonly string[];
  /** What rendering the text of a message needs. */
  rendering?(message: RawMessage): Partial<RenderInput>;
  /** The fields of a message; `complete` makes the printed object of a reply. */
  fields?(message: RawMessage, complete: (reply: RawMessage) => Message): AddedFields;
}
