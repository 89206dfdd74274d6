/**
 * What the scenarios of the enrichment stages share: a world of one group, runs under either identity and what is
 * read from their output.
 *
 * @module
 */

import type {
  LoggedRequest,
  Platform,
  PlatformOptions,
  WorldMessage,
} from "../../../../fixtures/platform/mod.ts";
import type { RunResult } from "../../../support/im.ts";
import { dataOf, documentOf, withoutWaits } from "../../../support/results.ts";
import { inScene, type Scene, type SceneRunOptions } from "../../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Who asks. */
export type Identity = "user" | "bot";
export const IDENTITIES: readonly Identity[] = ["user", "bot"];

/** Any JSON object of the output. */
export type Json = Readonly<Record<string, unknown>>;

export const GROUP = "oc_group";
/** First second of the world's day, epoch milliseconds. */
export const START = 1_779_238_800_000;
export const LIST = ["+chat-messages-list", "--chat-id", GROUP, "--order", "asc"] as const;

/** Path templates of the endpoints of the stages. */
export const ENDPOINT = {
  list: "/open-apis/im/v1/messages",
  get: "/open-apis/im/v1/messages/:message_id",
  mget: "/open-apis/im/v1/messages/mget",
  reactions: "/open-apis/im/v1/messages/reactions/batch_query",
  resource: "/open-apis/im/v1/messages/:message_id/resources/:file_key",
  folder: "/open-apis/im/v1/files/:folder_key/folder",
  peopleAsUser: "/open-apis/contact/v3/users/basic_batch",
  peopleAsBot: "/open-apis/contact/v3/users/batch",
  app: "/open-apis/application/v6/applications/:app_id",
  chats: "/open-apis/im/v1/chats/batch_query",
} as const;

/** A text message of the group; `minute` is its place in the day. */
export function text(id: string, minute: number, more: Partial<WorldMessage> = {}): WorldMessage {
  return {
    messageId: `om_${id}`,
    chatId: GROUP,
    type: "text",
    content: { text: `text of ${id}` },
    senderId: "ou_ana",
    createTime: START + minute * 60_000,
    ...more,
  };
}

/** So many text messages `om_m0`, `om_m1`, …. */
export function texts(count: number, more: (index: number) => Partial<WorldMessage> = () => ({})) {
  return Array.from({ length: count }, (_, index) => text(`m${index}`, index, more(index)));
}

/** The root `om_NAME` of the thread `omt_NAME` and so many replies `om_NAME-1`, …. */
export function thread(name: string, minute: number, replies: number, root: Partial<WorldMessage> = {}) {
  const threadId = `omt_${name}`;
  return [
    text(name, minute, { threadId, isThreadRoot: true, ...root }),
    ...Array.from(
      { length: replies },
      (_, index) =>
        text(`${name}-${index + 1}`, minute + 1000 + index, {
          threadId,
          parentId: `om_${name}`,
          rootId: `om_${name}`,
        }),
    ),
  ];
}

/** A world of one group with these messages; Ana and Bo are people, Helper is a bot. */
export function groupOf(messages: readonly WorldMessage[], more: PlatformOptions = {}): PlatformOptions {
  return {
    actingUser: "ou_ana",
    users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
    bots: [{ appId: "cli_helper", name: "Helper", openId: "ou_helper" }],
    chats: [{ chatId: GROUP, mode: "group", name: "Team" }],
    messages,
    ...more,
  };
}

/** Declares a test that is run under both identities. */
export function itForBoth(
  name: string,
  options: (identity: Identity) => PlatformOptions,
  use: (scene: Scene, identity: Identity) => Promise<void>,
): void {
  for (const identity of IDENTITIES) {
    it(`as ${identity}: ${name}`, () => inScene(options(identity), (scene) => use(scene, identity)));
  }
}

/** What a run read. */
export interface ReadResult {
  readonly result: RunResult;
  readonly data: Json;
  readonly messages: readonly Json[];
  /** Lines of standard error that are warnings, without the word itself. */
  readonly warnings: readonly string[];
}

/** Variables with the token of one identity only. */
export function envOf(identity: Identity): Readonly<Record<string, string>> {
  return identity === "user" ? {} : { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
}

/** Runs a command under an identity; it has to succeed, and standard error may hold warnings only. */
export async function read(
  scene: Scene,
  identity: Identity,
  args: readonly string[],
  { env, ...more }: SceneRunOptions = {},
): Promise<ReadResult> {
  const result = await scene.run([...args, "--as", identity], {
    ...more,
    env: { ...envOf(identity), ...env },
  });
  // The platform's log is complete only when its last answer is written.
  await scene.platform.idle();
  return readResultOf(result, identity);
}

/** What a run read that was made in some other way. */
export function readResultOf(result: RunResult, identity: Identity): ReadResult {
  const data = dataOf(result);
  assertEquals(documentOf(result.stdout)["identity"], identity);
  const lines = withoutWaits(result.stderr).split("\n").filter((line) => line !== "");
  for (const line of lines) assert(line.startsWith("warning: "), `no warning: ${line}`);
  return {
    result,
    data,
    messages: listAt(data, "messages"),
    warnings: lines.map((line) => line.slice("warning: ".length)),
  };
}

/** The objects in the list under a key; a missing list is an empty one. */
export function listAt(object: Json | undefined, key: string): readonly Json[] {
  const value = object?.[key] ?? [];
  assert(Array.isArray(value), `"${key}" is no list: ${JSON.stringify(object)}`);
  return value;
}

/** The object under a key; a missing one is empty. */
export function objectAt(object: Json | undefined, key: string): Json {
  const value = object?.[key];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The values of one field of all messages. */
export function fieldOf(messages: readonly Json[], key: string): readonly unknown[] {
  return messages.map((message) => message[key]);
}

/** Names of the senders of messages, `undefined` where there is none. */
export function namesOf(messages: readonly Json[]): readonly unknown[] {
  return messages.map((message) => objectAt(message, "sender")["name"]);
}

/** Requests whose path fits an endpoint. */
export function callsTo(platform: Platform, endpoint: string): readonly LoggedRequest[] {
  const others: readonly string[] = Object.values(ENDPOINT).filter((one) =>
    one !== endpoint && !one.includes(":")
  );
  const pattern = new RegExp(`^${endpoint.replaceAll(/:[a-z_]+/g, "[^/]+")}$`);
  return platform.log.filter(({ path }) => pattern.test(path) && !others.includes(path));
}

/** Message ids of each reactions call, in order of arrival. */
export function reactionQueries(platform: Platform): readonly (readonly string[])[] {
  return callsTo(platform, ENDPOINT.reactions).map(({ body }) =>
    listAt(body as Json, "queries").map((query) => String(query["message_id"]))
  );
}
