import { Failure } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { FolderListing } from "../message/render/renderer.ts";
import { resourceRefsOf } from "../message/resources.ts";
import { messageIdOf, type RawMessage } from "../message/wire.ts";
import type { BundleItems, BundleStage } from "./stages/bundles.ts";
import type { DownloadStage } from "./stages/downloads.ts";
import type { FolderStage } from "./stages/folders.ts";
import type { NameStage } from "./stages/names.ts";
import type { Reactions, ReactionStage } from "./stages/reactions.ts";

/** The stages that every message goes through, replies in threads too. */
export interface MessageStages {
  readonly bundles: BundleStage;
  readonly folders: FolderStage;
  readonly names: NameStage;
  /** Absent: not asked for. */
  readonly reactions: ReactionStage | undefined;
  /** Absent: not asked for. */
  readonly downloads: DownloadStage | undefined;
}

/** What was found out about some messages. */
export interface StageResults {
  readonly messages: readonly RawMessage[];
  /** By message id. */
  readonly bundles: ReadonlyMap<string, BundleItems>;
  /** By folder key. */
  readonly folders: ReadonlyMap<string, FolderListing>;
  /** By message id. */
  readonly reactions: ReadonlyMap<string, Reactions>;
  readonly resources: ReadonlyMap<RawMessage, readonly JsonObject[]>;
}

/** A look-up under way. */
export interface StageRun {
  /** Resolves when everyone in the messages has been asked for, those in forwarded bundles too. */
  readonly requested: Promise<void>;
  readonly results: Promise<StageResults>;
}

/** Starts all look-ups for some messages at once; each waits only for what it needs. */
export function runStages(messages: readonly RawMessage[], stages: MessageStages): StageRun {
  const { names, downloads } = stages;
  names.learn(messages);
  const people = [names.loadSenders(messages)];
  const reactions = stages.reactions?.fetch(messages) ?? Promise.resolve(new Map<string, Reactions>());
  const folders = stages.folders.fetch(messages);
  const bundles = stages.bundles.fetch(messages);
  const asked = bundles.then((found) => {
    const items = [...found.values()].flatMap((one) => one instanceof Failure ? [] : one);
    names.learn(items);
    people.push(names.loadSenders(items));
  });
  const resources = bundles.then((found) => downloadAll(messages, found, downloads));
  const findings = (async () => {
    await asked;
    await Promise.all(people);
    return {
      messages,
      bundles: await bundles,
      folders: await folders,
      reactions: await reactions,
      resources: await resources,
    };
  })();
  // Whoever waits for the findings hears of a failure; until then it must not count as unheard.
  for (const one of [...people, reactions, folders, bundles, asked, resources, findings]) {
    one.catch(() => {});
  }
  return { requested: asked, results: findings };
}

async function downloadAll(
  messages: readonly RawMessage[],
  bundles: ReadonlyMap<string, BundleItems>,
  downloads: DownloadStage | undefined,
): Promise<ReadonlyMap<RawMessage, readonly JsonObject[]>> {
  const saved = new Map<RawMessage, readonly JsonObject[]>();
  if (downloads === undefined) return saved;
  await Promise.all(messages.map(async (message) => {
    const items = bundles.get(messageIdOf(message));
    saved.set(message, await downloads.save(resourceRefsOf(message, items instanceof Failure ? [] : items)));
  }));
  return saved;
}
