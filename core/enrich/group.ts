import { type AddedFields, draftMessage, type Message, type MessageDraft } from "../message/message.ts";
import { renderContent } from "../message/render/render.ts";
import type { RenderInput } from "../message/render/renderer.ts";
import { contentOf, mentionsOf, messageTypeOf, type RawMessage } from "../message/wire.ts";
import type { World } from "../world.ts";
import type { Findings, Level, MessageGroup, Stage, StageContext, StageRun } from "./stage.ts";

/** What all groups of a run share. */
export interface GroupContext {
  /** The stages that take part, in their order. */
  readonly started: readonly { readonly stage: Pick<Stage, "finds">; readonly run: StageRun }[];
  readonly context: Pick<StageContext, "names"> & { readonly world?: Pick<World, "untilSent"> };
  /** Host of links that open the app. */
  readonly linkHost: string;
}

/** Messages on their way through the stages. */
export interface GroupRun {
  /** Everything is requested or waits for a full call, for messages in threads and bundles too. */
  readonly requested: Promise<unknown>;
  /** Open ids of people whose names are needed beside those of senders. */
  readonly people: Promise<readonly string[]>;
  /** When all is found: puts a message of the group together. */
  readonly complete: Promise<(message: RawMessage) => Message>;
}

/** What a stage found, and the messages that came to light with it. */
interface StageResult {
  readonly findings: Findings;
  readonly replies: GroupRun | undefined;
  readonly forwarded: GroupRun | undefined;
}

/** Starts all stages for some messages at once; each waits only for what it needs. */
export function startGroup(
  messages: readonly RawMessage[],
  level: Level,
  groupContext: GroupContext,
): GroupRun {
  groupContext.context.names.learn(messages);
  const sources: Promise<StageResult>[] = [];
  const people: Promise<StageResult>[] = [];
  const all: Promise<StageResult>[] = [];
  const group: MessageGroup = {
    messages,
    forwarded: async () => {
      const results = await Promise.all(sources);
      return new Map(results.flatMap(({ findings }) => [...findings.forwarded ?? []]));
    },
  };
  for (const { stage, run } of groupContext.started) {
    if (!run.levels.includes(level)) continue;
    const result = run.load(group).then((findings) => startInner(findings, groupContext));
    all.push(result);
    if (stage.finds === "messages") sources.push(result);
    if (stage.finds === "people" || run.findsPeople) people.push(result);
  }
  const drafts = createDrafts(level === "bundle" ? [] : messages, groupContext);
  const run: GroupRun = {
    requested: Promise.all(sources.map(async (result) => {
      const { replies, forwarded } = await result;
      await Promise.all([replies?.requested, forwarded?.requested]);
    })),
    people: Promise.all([...people, ...sources]).then(peopleIn),
    complete: Promise.all(all).then((results) => completer(results, groupContext, drafts)),
  };
  // The pipeline awaits them one after another; until then a failure must not count as unhandled.
  for (const promise of [...all, run.requested, run.people, run.complete]) promise.catch(() => {});
  return run;
}

/** The people whose names results need, those of replies included. */
async function peopleIn(results: readonly StageResult[]): Promise<readonly string[]> {
  const inner = await Promise.all(results.map(async ({ replies }) => await replies?.people ?? []));
  return [...results.flatMap(({ findings }) => findings.people ?? []), ...inner.flat()];
}

function startInner(findings: Findings, groupContext: GroupContext): StageResult {
  const { replies, forwarded } = findings;
  return {
    findings,
    replies: replies && startGroup(replies, "thread", groupContext),
    forwarded: forwarded && startGroup([...forwarded.values()].flat(), "bundle", groupContext),
  };
}

async function completer(
  results: readonly StageResult[],
  { context }: GroupContext,
  drafts: Drafts,
): Promise<(message: RawMessage) => Message> {
  const layers = await Promise.all(results.map(async ({ findings, replies, forwarded }) => {
    await forwarded?.complete;
    return { findings, complete: await replies?.complete ?? notFound };
  }));
  const { nameOf } = context.names;
  // Most stages have nothing to add to most pages.
  const rendering = layers.flatMap(({ findings }) => findings.rendering ?? []);
  const fields = layers.filter(({ findings }) => findings.fields !== undefined);
  const foundFor = (message: RawMessage) => {
    const found: Partial<RenderInput> = {};
    for (const find of rendering) Object.assign(found, find(message));
    return found;
  };
  return (message) => {
    const added: AddedFields = {};
    for (const { findings, complete } of fields) Object.assign(added, findings.fields?.(message, complete));
    return drafts.draft(message, foundFor)({ nameOf, added });
  };
}

/** Kinds of messages whose text shows what stages find. */
const FOUND_TYPES: readonly string[] = ["merge_forward", "folder", "post"];

/** Drafts of messages. */
interface Drafts {
  /** @param foundFor what stages found for its text */
  draft(message: RawMessage, foundFor: (message: RawMessage) => Partial<RenderInput>): MessageDraft;
}

/** Most messages are rendered while their calls are under way, not when the last answer is there. */
function createDrafts(messages: readonly RawMessage[], { context, linkHost }: GroupContext): Drafts {
  const ready = new Map<RawMessage, MessageDraft>();
  const draft = (message: RawMessage, found: Partial<RenderInput> = {}) => {
    const type = messageTypeOf(message);
    const own = {
      type,
      content: contentOf(message),
      mentions: mentionsOf(message),
      deleted: message.deleted === true,
    };
    return draftMessage(message, { content: renderContent({ ...own, ...found }), linkHost });
  };
  let isTaken = false;
  // The calls go out first.
  const draftAll = () => {
    for (const message of isTaken ? [] : messages) {
      if (!FOUND_TYPES.includes(messageTypeOf(message))) ready.set(message, draft(message));
    }
  };
  context.world?.untilSent?.().then(draftAll).catch(() => {});
  return {
    draft(message, foundFor) {
      isTaken = true;
      return ready.get(message) ?? draft(message, foundFor(message));
    },
  };
}

function notFound(): never {
  throw new TypeError("a stage shows replies that it did not find");
}
