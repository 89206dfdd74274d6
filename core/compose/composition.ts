import { Failure, withDetail } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { MediaInput, MediaSource } from "../upload/media-source.ts";
import { openMedia } from "../upload/open-media.ts";
import { redactUrl } from "../upload/url-name.ts";
import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";
import { type ContentInput, type ContentSource, createDraft } from "./draft.ts";
import type { MessageType } from "./message-type.ts";
import { imageSkippedWarning, type PlannedUpload } from "./uploads.ts";

/** What will be sent: one value that a dry run prints and a run carries out, so that the two cannot differ. */
export interface Composition {
  readonly msgType: MessageType;
  /** In the order in which they are made. */
  readonly uploads: readonly PlannedUpload[];
  /** The content, given the key of each upload; `undefined` for one that may fail and did. */
  content(keys: readonly (string | undefined)[]): JsonObject;
  readonly warnings: readonly Warning[];
  /** The input that the content comes from, for errors about all of it. */
  readonly input: ContentSource;
  /** How the value of each media input was understood. */
  readonly sources: Readonly<Partial<Record<MediaInput, string>>>;
  /** Closes the open files. */
  close(): Promise<void>;
}

/**
 * Works out what is sent. Files are opened and checked here, before anything goes out.
 *
 * @throws {Failure} exit 2 naming the input.
 */
export async function compose(world: World, given: ContentInput, userAgent: string): Promise<Composition> {
  const { media, ...draft } = await createDraft(world, given).catch((error) => {
    throw withInput(error, textInput(given));
  });
  const uploads: PlannedUpload[] = [];
  /** The upload of each thing that is not a key yet; `undefined` for what may be left out and cannot be read. */
  const places: (number | undefined)[] = [];
  const warnings = [...draft.warnings];
  const close = async () => {
    await Promise.all(uploads.map(async ({ media }) => await media?.file.close()));
  };
  try {
    for (const { input, source, mayFail } of media) {
      if (source.kind === "key") continue;
      const opened = source.kind === "url"
        ? undefined
        : await openMedia(world, input, source, { userAgent }).catch((error) => {
          if (!mayFail || !(error instanceof Failure)) throw error;
          warnings.push(imageSkippedWarning(source, error));
          return undefined;
        });
      const isLost = source.kind === "path" && opened === undefined;
      places.push(isLost ? undefined : uploads.length);
      if (isLost) continue;
      warnings.push(...opened?.warnings ?? []);
      uploads.push({ input, source, media: opened, mayFail });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const named = media.filter(({ input }) => input !== "markdown");
  return {
    ...draft,
    content: (keys) => draft.content(places.map((place) => place === undefined ? undefined : keys[place])),
    uploads,
    warnings,
    sources: Object.fromEntries(named.map(({ input, source }) => [input, describeSource(source)])),
    close,
  };
}

function textInput({ content, markdown }: ContentInput): string {
  return content !== undefined ? "content" : markdown !== undefined ? "markdown" : "text";
}

/** The code that reads mentions does not know which input they come from. */
function withInput(error: unknown, input: string): unknown {
  return error instanceof Failure && error.detail.input === undefined ? withDetail(error, { input }) : error;
}

function describeSource(source: MediaSource): string {
  if (source.kind === "key") return `key ${source.key}`;
  return source.kind === "path" ? `file ${source.path}` : `address ${redactUrl(source.url)}`;
}
