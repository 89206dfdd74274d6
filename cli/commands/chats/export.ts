import type { WritableArchive } from "../../../core/archive/directory.ts";
import type { ChatChoice, FoundChat } from "../../../core/archive/sync/chats.ts";
import type { ExportReport } from "../../../core/archive/sync/export.ts";
import { listChats, queryChats, queryDirectChats } from "../../../core/chat/requests.ts";
import { findDirectChat } from "../../../core/chat/search.ts";
import { resourceRequest } from "../../../core/download/requests.ts";
import { invalidInput } from "../../../core/failure.ts";
import { getBundle, listMessages, MAX_PAGE_SIZE, queryReactions } from "../../../core/message/requests.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { checkRelativePath } from "../../../core/safe-path.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { unixSeconds } from "../../../core/text/time.ts";
import { type CommandResult, defineCommand, type Preview, type Runtime } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { downloadIdleTimeout } from "../../options/global.ts";
import { chatIds, userId } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import {
  alias,
  optional,
  type OptionValues,
  required,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { byteSize } from "../../options/size.ts";
import { checkTimeRange, span, time, type TimeRange, timeRange } from "../../options/time.ts";
import { exportResult, progressLine } from "./export-view.ts";

const DAY = 86_400_000;

const options = {
  output: required(text("dir", "directory of the archive: a new one, or one to continue")),
  chatId: listOf(chatIds("chats to export")),
  userId: optional(userId("the other person of a direct chat to export; as a user only")),
  all: toggle("export every chat you are in"),
  types: listOf(choiceList(["group", "p2p"], "with --all: groups, direct chats, or both")),
  exclude: listOf(chatIds("with --all: chats to leave out")),
  start: alias(optional(time("start", "messages from this time on")), "since"),
  end: alias(optional(time("end", "messages up to this time")), "until"),
  rescan: withDefault(span("how far back to look for edits, recalls and reactions"), 7 * DAY, "7d"),
  sweep: toggle("check every message, its reactions and every thread again, however old"),
  noMedia: toggle("do not save images and files"),
  mediaLimit: optional(byteSize("leave out files larger than this")),
  noThreads: toggle("do not fetch replies in threads"),
  noReactions: toggle("do not fetch reactions"),
  noMembers: toggle("do not keep the lists of members and pins"),
  maxTime: optional(span("stop after this time; the next run continues")),
  failFast: toggle("stop at the first thing that cannot be had; the next run continues"),
};

type Values = OptionValues<typeof options>;

/** What strangers read beside an archive. */
const README =
  `This directory is an archive of chats, made by im (im +chat-export). It holds other people's messages.

archive.db   everything, as an SQLite database; see its tables with: sqlite3 archive.db .schema
media/       images and files, named by the SHA-256 of their content

"im archive search", "im archive show" and "im archive verify" read it without a login.
`;

/** `im +chat-export` */
export const chatExport = defineCommand({
  name: "+chat-export",
  summary: "Keep chats in an archive that can be searched offline",
  description: [
    "Writes an archive directory, or brings one up to date: messages with their edits and recalls, replies in threads, " +
    "reactions with people, forwarded messages, members, pins, images and files. Nothing that is archived is " +
    "overwritten: an edited message keeps its earlier versions, a recalled one its last text.",
    "A run that was ended, even by force, loses at most the page under way; the same command continues it. What " +
    "cannot be had is listed with its reason.",
    "In ordinary groups, the service does not say which threads have new replies: threads with a reply in the last 14 " +
    "days are checked every run, older ones less often, and all of them with --sweep. What a run did not check " +
    "is in the result.",
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
  scopes: ["im:message:readonly", "im:message", "im:message.history:readonly"],
  moreScopes: {
    user: ["im:message.group_msg:get_as_user", "im:message.p2p_msg:get_as_user", "im:chat:read"],
    bot: ["im:message.group_msg", "im:message.p2p_msg:readonly", "im:chat:read"],
  },
  answer: async () => (await import("./answers.ts")).chatExport(),
  risk: "write",
  options,
  oneOf: [["chatId", "userId", "all"]],
  check(values, world, _identity, nameOf) {
    checkRelativePath("output", values.output, world.os);
    checkChoice(values);
    checkTimeRange(timeRange(values, world), nameOf);
  },
  prepare: (values, world) => Promise.resolve(timeRange(values, world)),
  preview: (values, identity, range) => preview(values, identity, range),
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

function typesOf({ types }: Values, identity: Identity): readonly string[] {
  const wanted = types.length > 0 ? types : ["p2p", "group"];
  // Bots cannot list direct chats.
  return [...new Set(wanted)].filter((type) => identity === "user" || type !== "p2p");
}

function preview(values: Values, identity: Identity, { start, end }: TimeRange): Preview {
  const { noThreads, noReactions, noMedia } = values;
  const list = (container: "chat" | "thread", id: string) =>
    listMessages({
      ...{ container, id, order: "asc", pageSize: MAX_PAGE_SIZE },
      ...container === "thread" || start === undefined ? {} : { start: unixSeconds(start) },
      ...container === "thread" || end === undefined ? {} : { end: unixSeconds(end) },
    });
  const query = { sort: "create_time" as const, userIdType: "open_id", pageSize: 100, pageToken: undefined };
  const chats = values.all
    ? [{ ...listChats({ ...query, types: typesOf(values, identity) }), desc: "the chats, 100 a call" }]
    : values.userId === undefined
    ? [{ ...queryChats(values.chatId), desc: "mode and name of chats that are new to the archive" }]
    : [{ ...queryDirectChats([values.userId]), desc: "finds the direct chat with the person" }];
  const ids = values.chatId.length > 0 ? values.chatId : ["<chat_id>"];
  return {
    description: "The service allows 1000 calls a minute of each kind; kinds run side by side.",
    api: [
      ...chats,
      ...ids.map((id) => ({ ...list("chat", id), desc: "50 messages a call: about 830 a second at best" })),
      ...noThreads
        ? []
        : [{ ...list("thread", "<thread_id>"), desc: "one call for each thread that is due" }],
      { ...getBundle("<message_id>"), pathValues: {}, desc: "for each forwarded bundle" },
      ...noReactions ? [] : [{ ...queryReactions(["<message_id>"]), desc: "for new messages, 20 a call" }],
      ...noMedia ? [] : [{
        ...resourceRequest({ message_id: "<message_id>", file_key: "<file_key>", type: "file" }),
        pathValues: {},
        params: { type: "<image|file>" },
        desc: "for each image and file that the archive does not have",
      }],
    ],
    context: { archive: values.output },
  };
}

async function exportChats(values: Values, runtime: Runtime, range: TimeRange): Promise<CommandResult> {
  const { world } = runtime;
  const { isNewArchive, openForWriting } = await import("../../../core/archive/directory.ts");
  const { findChats } = await import("../../../core/archive/sync/chats.ts");
  const client = runtime.client();
  const choice = await choiceOf(values, runtime);
  // Where the service refuses everything, no archive is made.
  const first = await isNewArchive(world, "output", values.output)
    ? await findChats(client, choice, undefined)
    : undefined;
  const archive = await openForWriting(world, { inputKey: "output", path: values.output, readme: README });
  try {
    const found = first ?? await findChats(client, choice, archive);
    return exportResult(archive, await runOne(values, runtime, archive, found, range), world.clock.now());
  } finally {
    archive.close();
  }
}

async function choiceOf(values: Values, runtime: Runtime): Promise<ChatChoice> {
  if (values.all) {
    return { kind: "all", types: typesOf(values, runtime.identity), excluded: values.exclude };
  }
  const { userId } = values;
  const ids = userId === undefined ? values.chatId : [await findDirectChat(runtime.client(), userId)];
  return { kind: "some", ids };
}

async function runOne(
  values: Values,
  runtime: Runtime,
  archive: WritableArchive,
  found: readonly FoundChat[],
  range: TimeRange,
): Promise<ExportReport> {
  const { runExport } = await import("../../../core/archive/sync/export.ts");
  const { world } = runtime;
  return await runExport({
    ...{ world, client: runtime.client(), archive, found, brand: runtime.brand },
    options: {
      ...{ start: range.start, end: range.end, rescan: values.rescan, sweep: values.sweep },
      ...{ threads: !values.noThreads, reactions: !values.noReactions, members: !values.noMembers },
      ...{
        media: !values.noMedia,
        failFast: values.failFast,
        mediaLimit: values.mediaLimit,
        idle: downloadIdleTimeout(runtime.globals),
      },
    },
    stopAt: values.maxTime === undefined ? undefined : world.clock.now() + values.maxTime,
    onProgress: progressLine(runtime),
  });
}
