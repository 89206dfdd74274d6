/**
 * A client of a test's own: it remembers the requests, and its answers come from a function or are held back until
 * the test lets them go.
 *
 * @module
 */

import { createNameBook } from "../../../core/enrich/names.ts";
import type { StageContext } from "../../../core/enrich/stage.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { arrayAt, stringAt } from "../../../core/json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import { type RawMessage, readMessage } from "../../../core/message/wire.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { type ApiRequest, requestPath } from "../../../core/platform/request.ts";
import { createWarnings, type Warnings } from "../../../core/warning.ts";
import { fakeWorld, settle } from "../../support/fake-world.ts";

/** Answers a request: the body, or a thrown failure. */
export type Answer = (request: ApiRequest, index: number) => JsonObject | Promise<JsonObject>;

/** A client that remembers. */
export interface FakeClient extends Client {
  readonly calls: readonly ApiRequest[];
}

/** Makes a client that answers at once. */
export function fakeClient(answer: Answer, identity: Identity = "user"): FakeClient {
  const calls: ApiRequest[] = [];
  const unused = () => {
    throw new Error("no part of this test");
  };
  return {
    host: "https://service.test",
    identity,
    calls,
    async call(request) {
      calls.push(request);
      return await answer(request, calls.length - 1);
    },
    open: unused,
    retries: unused,
  };
}

/** A call that waits for the test. Both ways to end it resolve when everything that follows has happened. */
export interface HeldCall {
  readonly request: ApiRequest;
  answer(body: JsonObject): Promise<void>;
  fail(reason: unknown): Promise<void>;
}

/** A client whose calls wait for the test. */
export interface HeldClient extends FakeClient {
  /** All calls, answered ones too. */
  readonly held: readonly HeldCall[];
  /** How many calls wait now. */
  waiting(): number;
}

/** Makes a client that answers when the test says so. */
export function heldClient(identity: Identity = "user"): HeldClient {
  const held: HeldCall[] = [];
  let waiting = 0;
  const client = fakeClient((request) => {
    waiting++;
    return new Promise<JsonObject>((resolve, reject) => {
      const end = (finish: () => void) => {
        waiting--;
        finish();
        return settle();
      };
      held.push({
        request,
        answer: (body) => end(() => resolve(body)),
        fail: (reason) => end(() => reject(reason)),
      });
    });
  }, identity);
  return { ...client, held, waiting: () => waiting };
}

/** Answers by the path of the request, placeholders unfilled; a path that is not listed is a mistake of the test. */
export function byPath(answers: Readonly<Record<string, Answer>>): Answer {
  return (request, index) => {
    const answer = answers[request.path];
    if (answer === undefined) throw new Error(`unexpected request: ${request.path}`);
    return answer(request, index);
  };
}

/** What a stage works with, and its warnings. */
export function stageContext(
  client: Client,
  parts: Partial<StageContext> = {},
): StageContext & { readonly warnings: Warnings } {
  return {
    world: fakeWorld(),
    client,
    warnings: createWarnings(),
    cache: true,
    names: createNameBook(),
    ...parts,
  };
}

/** The warnings as lines, without the word before them. */
export function linesOf(warnings: Warnings): readonly string[] {
  return warnings.list().map(({ key, detail }) => `${key}: ${detail}`);
}

/** A failure to throw. */
export function failure(
  type: FailureDetail["type"],
  subtype: string,
  message = "it said no",
  more: Partial<FailureDetail> = {},
): Failure {
  return new Failure({ type, subtype, message, ...more });
}

/** The failure of a person's interrupt. */
export const INTERRUPT = failure("interrupted", "interrupt", "interrupted");

/** The paths asked for, placeholders filled in. */
export function pathsOf(calls: readonly ApiRequest[]): readonly string[] {
  return calls.map(requestPath);
}

/** The ids that a request asks for: in a list of its body or query, else in its path. */
export function idsIn(request: ApiRequest): readonly string[] {
  const { body, params = {}, pathValues = {} } = request;
  if (isJsonObject(body)) {
    const lists = ["user_ids", "chat_ids", "chatter_ids", "queries"].flatMap((key) => arrayAt(body, key));
    return lists.map((one) => isJsonObject(one) ? stringAt(one, "message_id") ?? "" : String(one));
  }
  const many = params["message_ids"] ?? params["user_ids"] ?? params["container_id"];
  if (many !== undefined) return Array.isArray(many) ? many : [String(many)];
  return Object.values(pathValues);
}

/** How many ids each request asks for. */
export function sizesOf(calls: readonly ApiRequest[]): readonly number[] {
  return calls.map((call) => idsIn(call).length);
}

/** `from` to `to` with a prefix: `om_1`, `om_2`, … */
export function idRange(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** A plain message; its times are no times, which are printed as they are in every zone. */
export function textMessage(id: string, more: Readonly<Record<string, JsonValue>> = {}): RawMessage {
  return readMessage({
    message_id: id,
    msg_type: "text",
    create_time: "then",
    body: { content: JSON.stringify({ text: `text of ${id}` }) },
    ...more,
  });
}

/** The sender of a message, as a field of it. */
export function from(id: string, type = "user", more: Readonly<Record<string, JsonValue>> = {}) {
  return { sender: { id, id_type: type === "user" ? "open_id" : "app_id", sender_type: type, ...more } };
}

/** A successful body. */
export function ok(data: JsonValue): JsonObject {
  return { code: 0, data };
}

/** A successful body with a list of items. */
export function items(
  list: readonly JsonValue[],
  more: Readonly<Record<string, JsonValue>> = {},
): JsonObject {
  return ok({ items: list, ...more });
}
