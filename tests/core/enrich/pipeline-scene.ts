/**
 * What the tests of the pipeline share: the endpoints, a service with the usual answers, and messages.
 *
 * @module
 */

import { createPipeline } from "../../../core/enrich/pipeline.ts";
import type { PipelineOptions, StageContext } from "../../../core/enrich/stage.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import {
  type Answer,
  byPath,
  fakeClient,
  idsIn,
  items,
  linesOf,
  ok,
  stageContext,
  textMessage,
} from "./fake-client.ts";

export const LIST = "/open-apis/im/v1/messages";
export const GET = "/open-apis/im/v1/messages/:message_id";
export const REACTIONS = "/open-apis/im/v1/messages/reactions/batch_query";
export const PEOPLE = "/open-apis/contact/v3/users/basic_batch";
export const CHATS = "/open-apis/im/v1/chats/batch_query";
export const FOLDER = "/open-apis/im/v1/files/:folder_key/folder";
export const APP = "/open-apis/application/v6/applications/:app_id";

export const OPTIONS: PipelineOptions = {
  threads: true,
  reactions: true,
  downloads: undefined,
  chats: false,
  linkHost: "applink.feishu.cn",
  idle: 60_000,
};

/** Threads hold two replies, people have names, everything else is empty. */
const SERVICE: Readonly<Record<string, Answer>> = {
  [LIST]: (request) => items([textMessage(`${idsIn(request)[0]}/1`), textMessage(`${idsIn(request)[0]}/2`)]),
  [GET]: () => items([]),
  [REACTIONS]: () => ok({}),
  [PEOPLE]: (request) => ok({ users: idsIn(request).map((id) => ({ user_id: id, name: `Name of ${id}` })) }),
  [CHATS]: (request) => items(idsIn(request).map((chat_id) => ({ chat_id, chat_mode: "group" }))),
  [FOLDER]: () => ok({ items: [] }),
  [APP]: () => ok({ app: { app_name: "Helper" } }),
};

/** What differs from a service with the usual answers. */
export interface Parts {
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly options?: Partial<PipelineOptions>;
  readonly context?: Partial<StageContext>;
  readonly identity?: Identity;
}

/** A pipeline, and what it asked for. */
export function scene({ answers = {}, options = {}, context: more = {}, identity }: Parts = {}) {
  const client = fakeClient(byPath({ ...SERVICE, ...answers }), identity);
  const context = stageContext(client, more);
  return {
    ...createPipeline(context, { ...OPTIONS, ...options }),
    /** The ids of each call to a path. */
    asked: (path: string) => client.calls.filter((call) => call.path === path).map(idsIn),
    calls: client.calls,
    lines: () => linesOf(context.warnings),
  };
}

export const bundle = (id: string) => textMessage(id, { msg_type: "merge_forward" });
export const folder = (id: string) =>
  textMessage(id, { msg_type: "folder", body: { content: '{"file_key":"fld_1","file_name":"assets"}' } });
export const values = (objects: readonly JsonObject[], key: string) => objects.map((one) => one[key]);
