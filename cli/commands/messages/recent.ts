import { previewStages } from "../../../core/enrich/pipeline.ts";
import { Failure, invalidInput, isInterrupted } from "../../../core/failure.ts";
import { getChat, queryChats } from "../../../core/chat/requests.ts";
import { getMessages } from "../../../core/message/requests.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { nameChats } from "../../../core/recent/chat-names.ts";
import { chatsRequest, listRecent, messagesRequest } from "../../../core/recent/chat-walk.ts";
import { decodeCursor } from "../../../core/recent/cursor.ts";
import { CHAT_TYPES, type Cursor, type Findings, type Walk } from "../../../core/recent/question.ts";
import { searchRecent, searchRequest } from "../../../core/recent/search-walk.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { describeFailure } from "../../../core/attempt.ts";
import type { Warnings } from "../../../core/warning.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { chatIds } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import {
  alias,
  integer,
  optional,
  type OptionValues,
  toggle,
  withDefault,
  withVariable,
} from "../../options/option.ts";
import { pageOptions } from "../../options/page.ts";
import { checkTimeRange, time } from "../../options/time.ts";
import { MESSAGE_COLUMNS, MESSAGE_SLIM_WITH_CHAT } from "./columns.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import { commandsAs, createReader, failedFiles } from "./reader.ts";
import { readingNeeds, readingOptions, readingScopes, stageOptions } from "./reading.ts";
import { type CompleteChat, completeChats } from "./recent/complete.ts";
import { recentResult, rowsOf } from "./recent/report.ts";

const STAGES = { threads: false, chats: false };
/** Pages unless `--page-limit` says otherwise: of 50 messages found, or of 20 chats. */
const PAGES = { search: 40, chats: 10 };
const DAY = 86_400_000;

const options = {
  since: alias(
    { ...optional(time("start", "from this time on")), fallback: "24h" },
    "start",
    "start-time",
  ),
  end: alias(optional(time("end", "up to this time; default: now")), "until", "end-time"),
  mentionsMe: alias(toggle("only messages that mention you; as a user only"), "is-at-me"),
  chatTypes: alias(
    listOf(choiceList(CHAT_TYPES, "only direct chats, or only groups; direct chats as a user only")),
    "chat-type",
    "types",
  ),
  chatId: alias(listOf(chatIds("only these chats")), "chat-ids"),
  ...pageOptions({ size: 20, limit: PAGES.search, delay: 0 }),
  pageSize: withVariable(
    alias(withDefault(integer(1, 50, "messages per chat, 1 to 50"), 20), "limit", "max-results", "per-chat"),
  ),
  pageLimit: withVariable(
    optional(
      integer(
        0,
        1000,
        `read at most this many pages of 50 messages found (default ${PAGES.search}), or of 20 chats ` +
          `(default ${PAGES.chats}); 0 means all`,
      ),
    ),
  ),
  ...readingOptions,
  ...downloadOptions,
};

type Values = OptionValues<typeof options>;

/** `im +messages-recent` */
export const messagesRecent = defineCommand({
  name: "+messages-recent",
  summary: "Show what happened recently in all chats",
  description: [
    "Chats are listed with their newest messages, the most recent chat first. Each has its number of messages " +
    "and, if there are more than --page-size, in next the command that reads on.",
    "As a user, messages are found by search. As a bot, or if the search is not allowed or finds more than " +
    "--page-limit allows, the chats are read one after another, the most recently active first; data.by says " +
    "which way it was.",
    "unchecked lists what was not looked at; meta.pagination.complete is then false. blind_spots says what " +
    "cannot be seen this way: search lags some minutes behind, and without it, new replies to old threads of " +
    "groups are not found.",
    "With --page-token, time, chats and filters are those of the first call. With --format ndjson, each chat is " +
    "printed as " +
    "soon as its messages are complete.",
  ],
  examples: [
    { comment: "the last 24 hours", line: "+messages-recent" },
    {
      comment: "where I was mentioned since yesterday",
      line: "+messages-recent --since yesterday --mentions-me",
    },
    {
      comment: "direct chats of the last two hours, as text",
      line: "+messages-recent --since 2h --chat-types p2p --concise",
    },
    {
      comment: "the groups of a bot, five messages each",
      line: "+messages-recent --as bot --since 7d --page-size 5",
    },
  ],
  seeAlso: ["+chat-messages-list", "+messages-search"],
  identities: ["user", "bot"],
  identitiesFor: (values) => needsUser(values) ? ["user"] : ["user", "bot"],
  ...readingScopes,
  scopesFor(values, identity) {
    const { required, helpful } = readingNeeds(values, identity);
    const chats = ["im:chat:read", "im:chat", "im:chat:readonly", "im:chat.group_info:readonly"];
    const own = identity === "bot"
      ? chats
      : values.mentionsMe
      ? ["search:message"]
      : ["search:message", ...chats];
    return { required: [own, ...required], helpful: [...helpful, ...chats.slice(0, 1)] };
  },
  risk: "read",
  columns: MESSAGE_COLUMNS,
  slim: MESSAGE_SLIM_WITH_CHAT,
  groups: { list: "chats", records: "messages" },
  options,
  answer: async () => (await import("./answers.ts")).recentMessages(),
  check(values, world, identity, nameOf) {
    if (identity === "bot" && needsUser(values)) {
      const key = values.mentionsMe ? "mentionsMe" : "chatTypes";
      throw invalidInput(
        key,
        phrase`${input(key)} needs a user: bots can neither search messages nor list direct chats`,
        phrase`use ${input("as", "user")}`,
      );
    }
    checkTimeRange(rangeOf(values, world), (key) => nameOf(key === "start" ? "since" : key));
    checkDownloadOptions(values, nameOf);
    cursorOf(values, world, identity);
  },
  prepare: (values, world, identity) => Promise.resolve(cursorOf(values, world, identity)),
  preview: (values, identity, cursor) => ({
    api: [...previewWalk(values, identity, cursor), ...previewStages(stageOptions(values, STAGES), identity)],
    context: {},
  }),
  run: (values, runtime, cursor) => run(values, runtime, cursor),
});

function needsUser({ mentionsMe, chatTypes }: Values): boolean {
  return mentionsMe || (chatTypes.length > 0 && chatTypes.every((type) => type === "p2p"));
}

function rangeOf({ since, end }: Values, { clock }: Pick<World, "clock">) {
  const now = clock.now();
  const second = (ms: number) => Math.floor(ms / 1000) * 1000;
  return { start: second(since?.(now) ?? now - DAY), end: second(end?.(now) ?? now) };
}

/** The question, and where its answer begins: at the start, or where the token says. */
function cursorOf(values: Values, world: World, identity: Identity): Cursor {
  const { pageToken } = values;
  if (pageToken === undefined) {
    const { chatTypes, mentionsMe, chatId } = values;
    const types = identity === "bot" ? ["group" as const] : chatTypes.length === 0 ? CHAT_TYPES : chatTypes;
    return {
      question: { ...rangeOf(values, world), types, mentionsMe, chatIds: [...new Set(chatId)] },
      place: { by: identity === "user" ? "search" : "chats" },
    };
  }
  const cursor = decodeCursor(pageToken);
  if (cursor === undefined) {
    throw invalidInput(
      "pageToken",
      phrase`${input("pageToken")} is no token of this command: "${pageToken}"`,
      "take page_token or next of an earlier result, or leave it out",
    );
  }
  if (identity === "bot" && cursor.place.by === "search") {
    throw invalidInput(
      "pageToken",
      phrase`${input("pageToken")} continues a search, which needs a user`,
      phrase`use ${input("as", "user")}`,
    );
  }
  return cursor;
}

/** The calls that find messages, in the order of the run. */
function previewWalk(values: Values, identity: Identity, { question, place }: Cursor): readonly ApiRequest[] {
  const pages = (most: number) =>
    `page after page, ${values.pageLimit === 0 ? "to the last one" : `${values.pageLimit ?? most} at most`}`;
  const [chat = "<chat_id>"] = place.chats ?? question.chatIds;
  const isListed = question.chatIds.length === 0 && (place.chats === undefined || place.token !== undefined);
  const condition = identity === "user" && place.by === "search"
    ? "if the search is not allowed or finds too much: "
    : "";
  const name = identity === "user"
    ? { ...queryChats(["<chat_id>"]), desc: "the names of the chats, where they are not known" }
    : { ...getChat("<chat_id>"), desc: "the names of the chats, where they are not known" };
  const chats: readonly ApiRequest[] = question.mentionsMe ? [] : [
    ...(isListed
      ? [{
        ...chatsRequest(question, place.by === "chats" ? place.token : undefined),
        desc: condition + pages(PAGES.chats),
      }]
      : []),
    {
      ...messagesRequest(question, chat, values.pageSize),
      desc: `${condition}the newest messages of each chat`,
    },
  ];
  if (place.by === "chats") return [...chats, name];
  return [
    { ...searchRequest(question, place.token), desc: pages(PAGES.search) },
    { ...getMessages(["<message_id>"]), desc: "fetches the messages to be shown, 50 per call" },
    ...chats,
    name,
  ];
}

async function run(values: Values, runtime: Runtime, { question, place }: Cursor): Promise<CommandResult> {
  const reader = createReader(runtime, stageOptions(values, STAGES));
  const { client, warnings, pipeline } = reader;
  const walk = (limit: number): Walk => ({
    world: runtime.world,
    client,
    perChat: values.pageSize,
    pageLimit: values.pageLimit === 0 ? Infinity : values.pageLimit ?? limit,
    delay: values.pageDelay,
    note: runtime.progress.note,
  });
  const findings = await find(walk, { question, place }, warnings);
  const named = await nameChats(
    client,
    isInterrupted(findings.failure) ? createSilence() : warnings,
    findings.chats,
  );
  const completed = await completeChats(pipeline, { ...findings, chats: named }, printer(runtime));
  const { identity, world } = runtime;
  const result = recentResult(
    {
      ...completed,
      question,
      identity,
      now: world.clock.now(),
      pageSize: values.pageSize,
      texts: runtime.texts,
      commandsAs: commandsAs(values, runtime),
    },
    warnings,
  );
  return { ...failedFiles(reader), ...result };
}

/** Prints the messages of a chat as soon as they are complete, where the format has nothing but records. */
function printer({ emit }: Runtime): ((chat: CompleteChat) => Promise<void>) | undefined {
  return emit === undefined ? undefined : (chat) => emit(rowsOf(chat));
}

/** The names of an interrupted run are missing because of that, not for a cause of their own. */
function createSilence(): Warnings {
  return { add() {}, list: () => [] };
}

/** By search where it is allowed and reaches far enough, else by the chats. */
async function find(
  walk: (limit: number) => Walk,
  { question, place }: Cursor,
  warnings: Warnings,
): Promise<Findings> {
  if (place.by === "chats") return await listRecent(walk(PAGES.chats), question, place);
  const isSearchOnly = question.mentionsMe || place.token !== undefined || place.seen !== undefined;
  try {
    const found = await searchRecent(walk(PAGES.search), question, place);
    if (found !== "too much") return found;
    warnings.add(
      "search_too_long",
      "there is more than the search reaches: the chats were looked into one by one",
    );
  } catch (error) {
    const isDenied = error instanceof Failure && error.detail.type === "authorization";
    if (isSearchOnly || !isDenied) throw error;
    warnings.add(
      "search_not_allowed",
      phrase`the chats were looked into one by one: ${describeFailure(error)}`,
    );
  }
  return await listRecent(walk(PAGES.chats), question, { by: "chats" });
}
