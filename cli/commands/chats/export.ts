import type { WritableArchive } from "../../../core/archive/directory.ts";
import type { ChatChoice, FoundChat } from "../../../core/archive/sync/chats.ts";
import type { ExportReport } from "../../../core/archive/sync/export.ts";
import type { LaneName } from "../../../core/archive/sync/context.ts";
import type { Problem } from "../../../core/archive/verify.ts";
import { findDirectChat } from "../../../core/chat/search.ts";
import { type Failure, invalidInput } from "../../../core/failure.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { World } from "../../../core/world.ts";
import { checkRelativePath } from "../../../core/safe-path.ts";
import { input, phrase, spell } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { commandLineSpelling } from "../../spelling.ts";
import { downloadIdleTimeout } from "../../options/global.ts";
import { checkTimeRange, type TimeRange, timeRange } from "../../options/time.ts";
import {
  exportNeeds,
  exportOptions,
  type ExportValues,
  MESSAGE_SCOPES,
  MORE_SCOPES,
  SEARCH_SCOPE,
  typesOf,
} from "./export-options.ts";
import { chatWarnings, refusalWarnings, refusedParts } from "./export-lanes.ts";
import { describeStart, progressLine } from "./export-progress.ts";
import { exportResult } from "./export-view.ts";

type Values = ExportValues;

/** What strangers read beside an archive. */
const README =
  `This directory is an archive of chats, made by im (im +chat-export). It holds other people's messages.

archive.db   everything, as an SQLite database; see its tables with: sqlite3 archive.db .schema
media/       images and files, named by the SHA-256 of their content; check them with: sha256sum -c SHA256SUMS

"im archive search", "im archive show" and "im archive verify" read it without a login.
`;

/** `im +chat-export` */
export const chatExport = defineCommand({
  name: "+chat-export",
  summary: "Keep chats in an archive that can be searched offline",
  description: [
    "Writes an archive directory, or brings one up to date: messages with their edits and recalls, replies in " +
    "threads, " +
    "reactions with people, forwarded messages, members, pins, images and files. Nothing that is archived is " +
    "overwritten: an edited message keeps its earlier versions, a recalled one its last text.",
    "A run that was ended, even by force, loses at most the page under way; the same command continues it. What " +
    "cannot be fetched is listed with its reason.",
    "In ordinary groups, the service does not say which threads have new replies: threads with a reply in the " +
    "last 14 " +
    "days are checked every run, older ones less often, and all of them with --sweep. As a user, a run also " +
    "searches for replies since the last one, and checks their threads at once. What a run did not check is in " +
    "the result.",
  ],
  examples: [
    { comment: "one chat", line: "+chat-export --chat-id oc_xxx --output archive" },
    {
      comment: "every chat, for at most half an hour",
      line: "+chat-export --all --output archive --max-time 30m",
    },
    { comment: "what it would take", line: "+chat-export --all --output archive --dry-run" },
    {
      comment: "texts only, of the last 90 days",
      line: "+chat-export --all --output archive --no-media --start 90d",
    },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ userId }) => userId === undefined ? ["user", "bot"] : ["user"],
  scopes: MESSAGE_SCOPES,
  moreScopes: {
    user: [
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      ...MORE_SCOPES,
      SEARCH_SCOPE,
    ],
    bot: ["im:message.group_msg", "im:message.p2p_msg:readonly", ...MORE_SCOPES],
  },
  scopesFor: exportNeeds,
  answer: async () => (await import("./answers.ts")).chatExport(),
  risk: "write",
  options: exportOptions,
  oneOf: [["chatId", "userId", "all"]],
  check(values, world, _identity, nameOf) {
    checkRelativePath("output", values.output, world.os);
    checkChoice(values);
    checkMedia(values);
    checkTimeRange(timeRange(values, world), nameOf);
  },
  prepare: (values, world) => Promise.resolve(timeRange(values, world)),
  preview: async (values, identity, range, runtime) =>
    await (await import("./export-preview.ts")).previewExport(values, identity, range, runtime),
  run: exportChats,
});

function checkChoice({ chatId, userId, all, types, exclude }: Values): void {
  const given = [chatId.length > 0, userId !== undefined, all].filter(Boolean).length;
  if (given !== 1) {
    throw invalidInput(
      "chatId",
      given === 0
        ? phrase`${input("chatId")}, ${input("userId")} or ${input("all")} is missing`
        : phrase`only one of ${input("chatId")}, ${input("userId")} and ${input("all")} can be given`,
      phrase`name the chats with ${input("chatId", "oc_id,…")}, a person with ${
        input("userId", "ou_id")
      }, or take ${input("all")}`,
    );
  }
  const key = types.length > 0 ? "types" : exclude.length > 0 ? "exclude" : undefined;
  if (all || key === undefined) return;
  throw invalidInput(key, phrase`${input(key)} needs ${input("all")}`, phrase`leave ${input(key)} out`);
}

function checkMedia({ recheckMedia, noMedia }: Values): void {
  if (!recheckMedia || !noMedia) return;
  throw invalidInput(
    "recheckMedia",
    phrase`${input("recheckMedia")} and ${input("noMedia")} exclude each other`,
    phrase`leave ${input("noMedia")} out`,
  );
}

async function exportChats(values: Values, runtime: Runtime, range: TimeRange): Promise<CommandResult> {
  const { world } = runtime;
  const { listGaps } = await import("../../../core/archive/gaps.ts");
  const { isNewArchive, openForWriting } = await import("../../../core/archive/directory.ts");
  const { findChats } = await import("../../../core/archive/sync/chats.ts");
  const { pacedClient } = await import("../../../core/platform/paced-client.ts");
  const client = pacedClient(world, runtime.client(), values.rate);
  const refused = await refusedParts(values, runtime);
  const chatRemarks = await chatWarnings(values, runtime);
  for (const { detail } of [...refusalWarnings(values, refused, runtime), ...chatRemarks]) {
    runtime.progress.note(spell(detail, commandLineSpelling()));
  }
  const finding = countingClient(client);
  const choice = await choiceOf(values, runtime.identity, finding.client);
  // Where the service refuses everything, no archive is made.
  const first = await isNewArchive(world, "output", values.output)
    ? await findChats(finding.client, choice, undefined)
    : undefined;
  const archive = await openForWriting(world, { inputKey: "output", path: values.output, readme: README });
  try {
    const found = first ?? await findChats(finding.client, choice, archive);
    const estimate = archive.isNew
      ? undefined
      : (await import("./export-estimate.ts")).estimateOf(archive, values, range, {
        ...{ startedMs: world.clock.now(), identity: runtime.identity },
      });
    runtime.progress.note(describeStart(found.length, estimate));
    const report = await runOne(values, runtime, client, { archive, found, range, refused });
    const warnings = [...refusalWarnings(values, report.refusals, runtime), ...chatRemarks];
    const problems = values.verify ? await verifyNow(world, archive) : undefined;
    return exportResult(report, {
      ...{ now: world.clock.now(), name: values.output, path: archive.path, texts: runtime.texts },
      ...{ gaps: listGaps(archive.database), chatCalls: finding.calls(), estimate, problems },
      ...{ warnings, isNew: archive.isNew },
    });
  } finally {
    archive.close();
  }
}

/** A client that counts its calls. */
function countingClient(client: Client): { readonly client: Client; calls(): number } {
  let calls = 0;
  return {
    calls: () => calls,
    client: {
      ...client,
      async call(request) {
        calls++;
        return await client.call(request);
      },
    },
  };
}

async function verifyNow(world: World, archive: WritableArchive): Promise<readonly Problem[]> {
  const { verifyArchive } = await import("../../../core/archive/verify.ts");
  return (await verifyArchive(world, archive, false)).problems;
}

async function choiceOf(values: Values, identity: Identity, client: Client): Promise<ChatChoice> {
  if (values.all) {
    return { kind: "all", types: typesOf(values, identity), excluded: values.exclude };
  }
  const { userId } = values;
  const ids = userId === undefined ? values.chatId : [await findDirectChat(client, userId)];
  return { kind: "some", ids };
}

async function runOne(
  values: Values,
  runtime: Runtime,
  client: Client,
  { archive, found, range, refused }: {
    readonly archive: WritableArchive;
    readonly found: readonly FoundChat[];
    readonly range: TimeRange;
    readonly refused: ReadonlyMap<LaneName, Failure>;
  },
): Promise<ExportReport> {
  const { runExport } = await import("../../../core/archive/sync/export.ts");
  const { world } = runtime;
  const { rescan, sweep, mediaLimit, mediaTypes, recalled, workers } = values;
  return await runExport({
    ...{ world, client, archive, found, brand: runtime.brand, refused },
    options: {
      ...{ start: range.start, end: range.end, rescan, sweep, mediaLimit, mediaTypes, recalled, workers },
      ...{ threads: !values.noThreads, reactions: !values.noReactions, members: !values.noMembers },
      recheckMedia: values.recheckMedia,
      ...{ media: !values.noMedia, failFast: values.failFast, idle: downloadIdleTimeout(runtime.globals) },
    },
    stopAt: values.maxTime === undefined ? undefined : world.clock.now() + values.maxTime,
    onProgress: progressLine(runtime),
  });
}
