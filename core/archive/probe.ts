/**
 * Asks the service about its own behaviour where that is not documented and an archive depends on it. Reads only, a few
 * calls, and the report names nobody and quotes nothing, so that it can be passed on.
 *
 * @module
 */

import { attempt } from "../attempt.ts";
import { queryChats } from "../chat/requests.ts";
import { Failure } from "../failure.ts";
import { arrayAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import {
  getMessages,
  listMessages,
  type ListQuery,
  searchBody,
  searchMessages,
} from "../message/requests.ts";
import { messageIdOf, readMessage, threadIdOf, threadRootIdOf } from "../message/wire.ts";
import type { Client } from "../platform/client.ts";
import { readCursor } from "../platform/pages.ts";
import type { ApiRequest } from "../platform/request.ts";
import { responseData } from "../platform/response.ts";
import { plainText } from "../text/phrase.ts";
import { parseUnixTime } from "../text/time.ts";

/** What was found out. */
export interface Finding {
  readonly question: string;
  /** `unknown` where the chat holds nothing that could tell. */
  readonly answer: string;
  /** What archives rely on; absent where they work either way. */
  readonly expected?: string;
}

/** What a probe found. */
export interface ProbeReport {
  /** `group`, `topic` or `p2p`. */
  readonly mode: string;
  readonly calls: number;
  readonly findings: readonly Finding[];
}

/** Messages of a page: small, so that small chats have several. */
const PAGE_SIZE = 20;
/** An id that nobody has. */
const NO_MESSAGE = "om_x100b00000000000000000000000000000";
const DAY = 86_400_000;

interface Page {
  readonly items: readonly JsonObject[];
  readonly next: string | undefined;
}

/** What questions are asked with. */
interface Probe {
  readonly now: number;
  readonly chatId: string;
  call(request: ApiRequest): Promise<JsonObject>;
  list(query?: Partial<ListQuery>): Promise<Page>;
}

/** The requests of a probe, for a preview. */
export function probeRequests(chatId: string, withSearch: boolean, now: number): readonly ApiRequest[] {
  const list = (more: Partial<ListQuery>, desc: string) => ({ ...listMessages(queryOf(chatId, more)), desc });
  return [
    { ...queryChats([chatId]), desc: "the mode of the chat" },
    list({}, "the oldest messages, and their order"),
    list({ pageToken: "<page_token>" }, "the next page, twice: whether its token works again"),
    list({ order: "desc" }, "the newest messages"),
    list({ start: "<seconds>" }, "whether the start of a time range belongs to it"),
    list({ end: "<seconds>" }, "whether its end belongs to it"),
    list(
      { container: "thread", id: "<thread_id>", order: "desc" },
      "if there is a thread: its newest replies",
    ),
    { ...getMessages([NO_MESSAGE]), desc: "what happens to ids that do not exist" },
    ...withSearch ? [{ ...emptySearch(now), desc: "whether a search may be empty" }] : [],
  ];
}

/**
 * Probes the service with a chat.
 *
 * @throws {Failure} where the chat cannot be listed.
 */
export async function probeService(
  client: Client,
  { chatId, now }: { readonly chatId: string; readonly now: number },
): Promise<ProbeReport> {
  let calls = 0;
  const call = async (request: ApiRequest) => {
    calls++;
    return responseData(await client.call(request));
  };
  const probe: Probe = {
    ...{ now, chatId, call },
    list: async (query = {}) => pageOf(await call(listMessages(queryOf(chatId, query)))),
  };
  const oldest = await probe.list();
  const mode = await chatMode(probe);
  const findings = [
    ...orderFindings(oldest, await probe.list({ order: "desc" })),
    ...await tokenFindings(probe, oldest),
    ...await rangeFindings(probe, oldest),
    ...await threadFindings(probe, mode, oldest),
    ...await goneFindings(probe, oldest),
    ...fieldFindings(oldest),
    ...client.identity === "user" ? [await searchFinding(probe)] : [],
  ];
  return { mode, calls, findings };
}

function queryOf(chatId: string, more: Partial<ListQuery>): ListQuery {
  return { container: "chat", id: chatId, order: "asc", pageSize: PAGE_SIZE, ...more };
}

function pageOf(data: JsonObject): Page {
  const { hasMore, token } = readCursor(data);
  return { items: arrayAt(data, "items").filter(isJsonObject), next: hasMore ? token : undefined };
}

async function chatMode({ call, chatId }: Probe): Promise<string> {
  const data = await attempt(() => call(queryChats([chatId])));
  const [chat] = data instanceof Failure ? [] : arrayAt(data, "items").filter(isJsonObject);
  return stringAt(chat, "chat_mode") ?? "unknown";
}

const yesNo = (isSo: boolean | undefined) => isSo === undefined ? "unknown" : isSo ? "yes" : "no";
const timeOf = (item: JsonObject) => parseUnixTime(item["create_time"]) ?? 0;
const secondOf = (item: JsonObject) => String(Math.floor(timeOf(item) / 1000));
const has = (page: Page, item: JsonObject) =>
  page.items.some((one) => one["message_id"] === item["message_id"]);

/** Why something failed, without the ids that a message of the service may repeat. */
function refusal({ detail }: Failure): string {
  const code = detail.code === undefined ? "" : ` ${detail.code}`;
  return `refused${code} (${detail.subtype})`.replace(/\b(om|oc|ou|omt)_\w+/g, "$1_…") +
    (detail.code === undefined ? `: ${plainText(detail.message).slice(0, 80)}` : "");
}

function orderFindings(oldest: Page, newest: Page): readonly Finding[] {
  const isSorted = (items: readonly JsonObject[], sign: 1 | -1) =>
    items.length < 2
      ? undefined
      : items.every((item, at) => at === 0 || (timeOf(item) - timeOf(items[at - 1] ?? item)) * sign >= 0);
  return [
    {
      question: "ascending lists are in order of time",
      answer: yesNo(isSorted(oldest.items, 1)),
      expected: "yes",
    },
    {
      question: "descending lists are in order of time",
      answer: yesNo(isSorted(newest.items, -1)),
      expected: "yes",
    },
  ];
}

async function tokenFindings({ list }: Probe, { next }: Page): Promise<readonly Finding[]> {
  const question = "a page token works a second time";
  if (next === undefined) return [{ question, answer: "unknown" }];
  if (next === "") return [{ question, answer: "there is more, but no token" }];
  const first = await list({ pageToken: next });
  const again = await attempt(() => list({ pageToken: next }));
  if (again instanceof Failure) return [{ question, answer: refusal(again) }];
  const [one] = first.items;
  return [{ question, answer: yesNo(one === undefined ? undefined : has(again, one)) }];
}

async function rangeFindings({ list }: Probe, { items }: Page): Promise<readonly Finding[]> {
  const [first] = items;
  // One that has a second of its own tells the ends apart.
  const alone = items.find((item) => items.filter((one) => secondOf(one) === secondOf(item)).length === 1) ??
    first;
  if (alone === undefined) return [];
  const start = await list({ start: secondOf(alone) });
  const end = await list({ end: secondOf(alone) });
  return [
    { question: "start_time itself belongs to the range", answer: yesNo(has(start, alone)) },
    { question: "end_time itself belongs to the range", answer: yesNo(has(end, alone)) },
  ];
}

async function threadFindings({ list }: Probe, mode: string, { items }: Page): Promise<readonly Finding[]> {
  const isReply = (item: JsonObject) => threadRootIdOf(readMessage(item)) !== undefined;
  const threads = items.flatMap((item) => threadIdOf(readMessage(item)) ?? []);
  const [thread] = threads;
  const flat = {
    question: "the chat's list has replies of threads",
    answer: thread === undefined ? "unknown" : yesNo(items.some(isReply)),
    ...mode === "topic" ? { expected: "yes" } : mode === "group" ? { expected: "no" } : {},
  };
  if (thread === undefined) return [flat];
  const replies = await attempt(() => list({ container: "thread", id: thread, order: "desc" }));
  if (replies instanceof Failure) {
    return [flat, {
      question: "a thread can be listed newest first",
      answer: refusal(replies),
      expected: "yes",
    }];
  }
  const times = replies.items.map(timeOf);
  const isNewestFirst = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? time));
  return [
    flat,
    { question: "a thread can be listed newest first", answer: yesNo(isNewestFirst), expected: "yes" },
    {
      question: "a thread's list has its first message",
      answer: yesNo(replies.items.some((one) => !isReply(one))),
    },
  ];
}

async function goneFindings({ call }: Probe, { items }: Page): Promise<readonly Finding[]> {
  const recalled = items.find((item) => item["deleted"] === true);
  const body = recalled === undefined ? undefined : recalled["body"];
  const content = isJsonObject(body) ? stringAt(body, "content") ?? "" : "";
  const asked = async (id: string) => {
    const data = await attempt(() => call(getMessages([id])));
    if (data instanceof Failure) return refusal(data);
    const found = arrayAt(data, "items").filter(isJsonObject).some((one) =>
      messageIdOf(readMessage(one)) === id
    );
    return found ? "given" : "left out";
  };
  return [
    { question: "recalled messages stay in lists", answer: recalled === undefined ? "unknown" : "yes" },
    {
      question: "a recalled message has content",
      answer: recalled === undefined
        ? "unknown"
        : content === ""
        ? "no"
        : `yes, ${content.length} characters`,
    },
    {
      question: "a recalled message requested by its id is",
      answer: recalled === undefined ? "unknown" : await asked(messageIdOf(readMessage(recalled))),
      expected: "given",
    },
    { question: "an id that does not exist is", answer: await asked(NO_MESSAGE) },
  ];
}

function fieldFindings({ items }: Page): readonly Finding[] {
  const positions = items.map((item) => Number(item["message_position"] ?? NaN));
  const isKnown = positions.length > 1 && positions.every((position) => Number.isFinite(position));
  const cards = items.filter((item) => item["msg_type"] === "interactive");
  const senders = items.filter((item) => isJsonObject(item["sender"]));
  return [
    {
      question: "the positions of messages have no gaps",
      answer: yesNo(
        isKnown
          ? positions.every((one, at) => at === 0 || one - (positions[at - 1] ?? one) === 1)
          : undefined,
      ),
    },
    {
      question: "a card is marked as edited",
      answer: yesNo(cards.length === 0 ? undefined : cards.some((card) => card["updated"] === true)),
    },
    {
      question: "senders have names",
      answer: yesNo(
        senders.length === 0
          ? undefined
          : senders.some(({ sender }) =>
            isJsonObject(sender) && stringAt(sender, "sender_name") !== undefined
          ),
      ),
    },
  ];
}

function emptySearch(now: number): ApiRequest {
  const body = searchBody({
    ...{ query: "", chatIds: [], senders: [], mentioned: [], mentionsMe: false },
    ...{ attachment: undefined, chatType: undefined, senderType: undefined, excludedSenderType: undefined },
    ...{ start: now - DAY, end: now },
  });
  return searchMessages(body, PAGE_SIZE);
}

async function searchFinding({ call, now }: Probe): Promise<Finding> {
  const question = "an empty search of the last day is";
  const data = await attempt(() => call(emptySearch(now)));
  if (data instanceof Failure) return { question, answer: refusal(data) };
  const { hasMore } = readCursor(data);
  return {
    question,
    answer: `answered with ${arrayAt(data, "items").length} hits${hasMore ? " and more" : ""}`,
  };
}
