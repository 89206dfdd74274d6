/**
 * The service with chats of generated messages, as a function: nothing of them is kept, and its limits are those of the
 * real one.
 *
 * @module
 */

import type { JsonObject } from "../../core/json/json.ts";
import type { Fetch } from "../../core/world.ts";
import { createRateLimiter } from "../../fixtures/platform/world/rate-limiter.ts";
import { parseRange, resolveRange } from "../../fixtures/platform/server/range.ts";
import {
  CHAT,
  FIRST_TIME,
  INTERVAL,
  isPicture,
  pictureKeyOf,
  pictureOf,
  pictureRecordOf,
  recordOf,
} from "./archive-records.ts";
import type { SimulatedClock } from "./simulated-clock.ts";

/** What the service has. */
export interface GeneratedChats {
  readonly chats: number;
  /** In each of them. */
  readonly messages: number;
  /** Some of them are pictures. */
  readonly hasPictures: boolean;
  /** Milliseconds of its clock before each answer. */
  readonly delay: number;
}

/** The service, and what it noticed. */
export interface GeneratedService {
  readonly fetch: Fetch;
  /** Calls by method and path, without ids. */
  readonly calls: Map<string, number>;
  /** Calls that were refused because there were too many. */
  refused(): number;
}

/** Messages that somebody reacted to: one in so many. */
const REACTED = 5;

const RESOURCES = "GET /open-apis/im/v1/messages/:id/resources/:key";

/** The id of a chat. */
export function chatIdOf(at: number): string {
  return at === 0 ? CHAT : `oc_${at.toString(16).padStart(32, "0")}`;
}

/** Makes the service. */
export function generatedService(world: GeneratedChats, clock: SimulatedClock): GeneratedService {
  const limiter = createRateLimiter({ perSecond: 50, perMinute: 1000 }, clock.now);
  const calls = new Map<string, number>();
  let refused = 0;
  return {
    calls,
    refused: () => refused,
    async fetch(address, init) {
      clock.worked();
      const url = new URL(address);
      const path = url.pathname.replace(/\/o[cm]_[^/]+/, "/:id").replace(/\/img_[^/]+/, "/:key");
      const endpoint = `${init.method ?? "GET"} ${path}`;
      calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
      const refusal = limiter(endpoint);
      if (world.delay > 0) await new Promise<void>((resolve) => clock.after(world.delay, resolve));
      clock.worked();
      if (refusal !== undefined) {
        refused++;
        const headers = { "x-ogw-ratelimit-reset": String(refusal.resetSeconds) };
        return Response.json({ code: 99991400, msg: "request trigger frequency limit" }, {
          status: 429,
          headers,
        });
      }
      if (endpoint === RESOURCES) return pictureAnswer(url.pathname, new Headers(init.headers));
      const body = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
      return Response.json({ code: 0, msg: "success", data: answerOf(world, endpoint, url, body) });
    },
  };
}

function answerOf(
  { chats, messages, hasPictures }: GeneratedChats,
  endpoint: string,
  { searchParams, pathname }: URL,
  body: {
    readonly queries?: readonly { readonly message_id: string }[];
    readonly chat_ids?: readonly string[];
    readonly filter?: { readonly time_range?: TimeRange };
  },
): JsonObject {
  switch (endpoint) {
    case "GET /open-apis/im/v1/messages":
      return messagePage(messages, searchParams, hasPictures);
    case "POST /open-apis/im/v1/messages/reactions/batch_query":
      return reactionsOf((body.queries ?? []).map(({ message_id }) => message_id));
    case "GET /open-apis/im/v1/chats":
      return page(chats, Number(searchParams.get("page_size")), searchParams, (at) => chatOf(chatIdOf(at)));
    case "POST /open-apis/im/v1/chats/batch_query":
      return { items: (body.chat_ids ?? []).map(chatOf) };
    case "GET /open-apis/im/v1/chats/:id/members/list":
      return { users: [], bots: [], has_more: false };
    case "POST /open-apis/im/v1/messages/search":
      return searchPage(chats * messages, body.filter?.time_range);
    case "GET /open-apis/im/v1/pins":
      return { items: [], has_more: false };
    default:
      throw new Error(`unexpected: ${endpoint} of ${pathname}`);
  }
}

function chatOf(chatId: string): JsonObject {
  return { chat_id: chatId, name: `Chat ${Number.parseInt(chatId.slice(-8), 16)}`, chat_mode: "group" };
}

function page(
  end: number,
  size: number,
  params: URLSearchParams,
  itemOf: (at: number) => JsonObject,
  first = 0,
): JsonObject {
  const from = Number(params.get("page_token")?.replace("page_", "") ?? first);
  const to = Math.min(from + size, end);
  const items = Array.from({ length: Math.max(0, to - from) }, (_none, at) => itemOf(from + at));
  return { items, ...to < end ? { has_more: true, page_token: `page_${to}` } : { has_more: false } };
}

/** In order of time; the bounds are whole seconds and belong to it. */
function messagePage(messages: number, params: URLSearchParams, hasPictures: boolean): JsonObject {
  const chatId = params.get("container_id") ?? "";
  const at = chatId === CHAT ? 0 : Number.parseInt(chatId.slice(3), 16);
  // Each chat has a stretch of time of its own.
  const before = at * messages;
  const offset = FIRST_TIME + before * INTERVAL;
  const seconds = (name: string) => params.has(name) ? Number(params.get(name)) * 1000 - offset : undefined;
  const first = Math.max(0, Math.ceil((seconds("start_time") ?? 0) / INTERVAL));
  const end = Math.min(messages, Math.floor(((seconds("end_time") ?? Infinity) + 999) / INTERVAL) + 1);
  const recordAt = (n: number) =>
    (hasPictures && isPicture(before + n) ? pictureRecordOf : recordOf)(before + n, chatId);
  return page(end, Number(params.get("page_size")), params, recordAt, first);
}

interface TimeRange {
  readonly start_time?: string;
  readonly end_time?: string;
}

/** Only the first page: nothing is sent while it is measured. */
function searchPage(messages: number, { start_time = "", end_time = "" }: TimeRange = {}): JsonObject {
  const at = (time: string) => (Date.parse(time) - FIRST_TIME) / INTERVAL;
  const total = Math.max(0, Math.min(messages - 1, Math.floor(at(end_time))) - Math.ceil(at(start_time)) + 1);
  if (total > 0) throw new Error(`unexpected: a search that finds ${total} messages`);
  return { items: [], total, has_more: false };
}

function reactionsOf(ids: readonly string[]): JsonObject {
  const reacted = ids.filter((id) => Number.parseInt(id.slice(-8), 16) % REACTED === 0);
  return {
    success_msg_reaction_counts: reacted.map((message_id) => ({
      message_id,
      reaction_count: [{ reaction_type: "THUMBSUP", count: "2" }],
    })),
    success_msg_reaction_details: reacted.map((message_id) => ({
      message_id,
      has_more: false,
      message_reaction_items: [1, 2].map((n) => ({
        reaction_id: `${message_id}-${n}`,
        emoji_type: "THUMBSUP",
        action_time: String(FIRST_TIME),
        operator: { operator_id: `ou_${n.toString(16).padStart(32, "0")}`, operator_type: "user" },
      })),
    })),
    fail_msg_reaction_details: [],
  };
}

/** A picture or the part of it that was asked for, as the fake service answers (`fixtures/platform/endpoints/files`). */
function pictureAnswer(path: string, asked: Headers): Response {
  const [message = "", key = ""] = /\/om_([^/]+)\/resources\/(.+)$/.exec(path)?.slice(1) ?? [];
  if (key !== pictureKeyOf(Number.parseInt(message, 16))) throw new Error(`unexpected: ${path}`);
  const bytes = pictureOf(key);
  const headers = { "content-type": "image/png", "accept-ranges": "bytes", etag: `"${key}"` };
  const parsed = parseRange(asked.get("range") ?? undefined);
  const isSame = [null, headers.etag].includes(asked.get("if-range"));
  const range = parsed !== undefined && isSame ? resolveRange(parsed, bytes.length) : undefined;
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
  }
  const { start, end } = range ?? { start: 0, end: bytes.length };
  return new Response(byteStream(bytes.slice(start, end)), {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      "content-length": String(end - start),
      ...range === undefined ? {} : { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` },
    },
  });
}

/** A body as `fetch` gives it: one that can be read into a buffer of the reader's. */
function byteStream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
