/**
 * Saving the pictures and files of messages, with all that downloads: loaded where files are to be saved.
 *
 * @module
 */

import { createLimit } from "../../async/limit.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { download } from "../../download/download.ts";
import { CHUNK_BYTES } from "../../download/requests.ts";
import { planTarget } from "../../download/plan.ts";
import { Failure } from "../../failure.ts";
import type { SavedResource } from "../../message/message.ts";
import type { ResourceRef } from "../../message/resources.ts";
import { openDirectoryInside, type OpenedDirectory } from "../../pinned-directory.ts";
import { explainAttachment } from "../../platform/service-failure.ts";
import { resolveInside } from "../../safe-path.ts";
import type { World } from "../../world.ts";
import {
  type DownloadStageOptions,
  RESOURCE_DIRECTORY,
  type StageContext,
  type TransferObserver,
} from "../stage.ts";
import {
  checkIds,
  checkResource,
  type UnverifiedResource,
  type VerifiedResource,
} from "./verify-resource.ts";

/** Most downloads at a time. */
const MAX_CONCURRENT = 3;

/** How resources are saved. */
export interface ResourceSaverOptions extends DownloadStageOptions {
  /** Longest silence of the service, milliseconds. */
  readonly idle: number;
}

/** Saves the resources of messages. */
export interface ResourceSaver {
  /** The entries of a message's `resources`: each with path and size, or with `error`. */
  save(refs: readonly ResourceRef[]): Promise<readonly SavedResource[]>;
  /** Resolves when no download is under way any more, whatever became of each. */
  settle(): Promise<void>;
}

/** What became of one resource. */
type SaveResult = VerifiedResource | Omit<VerifiedResource, "compared"> | UnverifiedResource | {
  readonly error: true;
  readonly not_tried?: true;
};

/** Makes a saver. */
export function createResourceSaver(context: StageContext, options: ResourceSaverOptions): ResourceSaver {
  const limit = createLimit(MAX_CONCURRENT);
  const saved = new Map<string, Promise<SaveResult>>();
  const turns = new Map<string, Promise<unknown>>();
  const directory = createSharedDirectory(context.world);
  const { items } = options;
  let bytes = 0;

  async function saveOne(ref: ResourceRef, observer: TransferObserver | undefined): Promise<SaveResult> {
    context.world.interrupt.throwIfAborted();
    const subject = `${ref.message_id}/${ref.key}`;
    if (items.isStopped()) {
      items.notTried(subject);
      return { error: true, not_tried: true };
    }
    if (options.isCheck) {
      return await checkResource(context, ref, { directory: RESOURCE_DIRECTORY, idle: options.idle });
    }
    if (bytes >= options.maxBytes) {
      const text = `not downloaded: ${options.maxBytes} bytes are saved`;
      context.warnings.add("resource_download_limit", text, subject);
      return { error: true };
    }
    const result = await attempt(() => {
      checkIds(ref);
      return directory.use(() => saveUnderUniqueName(context, ref, { ...options, observer }));
    });
    if (result instanceof Failure) {
      const explained = explainAttachment(result, context.client.identity);
      context.warnings.add("resource_download_failed", describeFailure(explained), subject);
      items.failed(subject, explained);
      return { error: true };
    }
    items.done();
    const { isNew, ...entry } = result;
    if (isNew) bytes += entry.size_bytes;
    return entry;
  }

  /** The same key in several messages goes to the same name: one after the other. */
  function inTurn(ref: ResourceRef): Promise<SaveResult> {
    const observer = options.onFile?.(ref.key);
    const save = () => saveOne(ref, observer).finally(() => observer?.end());
    const turn = (turns.get(ref.key) ?? Promise.resolve()).then(() => limit(save));
    turns.set(ref.key, turn.catch(() => {}));
    return turn;
  }

  return {
    save: (refs) =>
      Promise.all(refs.map(async (ref) => {
        const name = JSON.stringify([ref.message_id, ref.key]);
        const once = saved.get(name) ?? inTurn(ref);
        saved.set(name, once);
        return { ...ref, ...await once };
      })),
    settle: async () => void await Promise.allSettled(saved.values()),
  };
}

/** How one resource is saved. */
interface SaveOptions extends Pick<ResourceSaverOptions, "idle"> {
  readonly observer: TransferObserver | undefined;
}

/**
 * Saves a resource under its key. Where a file with other bytes has that name, it stays, and the message's id
 * joins the name.
 */
async function saveUnderUniqueName(context: StageContext, ref: ResourceRef, options: SaveOptions) {
  const first = await attempt(() => saveAs(context, ref, ref.key, options));
  if (!(first instanceof Failure)) return first;
  if (first.detail.subtype !== "failed_precondition") throw first;
  return await saveAs(context, ref, `${ref.key}_${ref.message_id}`, options);
}

async function saveAs(
  { world, client }: StageContext,
  { message_id, key, type }: ResourceRef,
  name: string,
  { idle, observer }: SaveOptions,
) {
  const plan = await planTarget(world, {
    output: `${RESOURCE_DIRECTORY}/`,
    fileKey: name,
    originalName: false,
  });
  const resource = { message_id, file_key: key, type };
  const onProgress = observer?.report;
  const options = { workers: 1, chunk: CHUNK_BYTES, overwrite: false, checksum: false, idle, onProgress };
  const { saved_path = "", size_bytes, unchanged } = await download(world, client, resource, plan, options);
  return { local_path: saved_path, size_bytes, isNew: unchanged !== true };
}

/**
 * The directory of the resources, made for the first download. It goes again when the last one under way failed and
 * left it empty; never while another one is about to put something into it.
 */
function createSharedDirectory(world: World) {
  let made: Promise<OpenedDirectory> | undefined;
  let users = 0;
  async function make(): Promise<OpenedDirectory> {
    const directory = await resolveInside(world, "downloadResources", [RESOURCE_DIRECTORY]);
    return openDirectoryInside(world, "downloadResources", directory);
  }
  return {
    async use<T>(work: () => Promise<T>): Promise<T> {
      users++;
      made ??= make();
      try {
        await made;
        return await work();
      } finally {
        if (--users === 0) {
          const last = made;
          made = undefined;
          await last.then(({ removeCreated }) => removeCreated(), () => {});
        }
      }
    },
  };
}
