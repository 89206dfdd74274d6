/**
 * A client and the ways in which a service may answer it.
 *
 * @module
 */

import { retryRules } from "../../../core/async/retry.ts";
import { type ClientSettings, createClient } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";

const HOSTS = { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" };
const NO_CREDENTIALS = { appId: undefined, appSecret: undefined, userToken: undefined, botToken: undefined };
/** A read. */
export const READ: ApiRequest = {
  method: "GET",
  path: "/open-apis/im/v1/chats/:id",
  pathValues: { id: "oc_1" },
  repeatable: true,
};
/** A write without a key. */
export const WRITE: ApiRequest = {
  method: "POST",
  path: "/open-apis/im/v1/chats",
  body: { n: 9007199254740993n },
  repeatable: false,
};
/** A write under a key. */
export const KEYED_WRITE: ApiRequest = {
  ...WRITE,
  body: { uuid: "k1" },
  repeatable: true,
  isWrite: true,
};

/** Success. */
export const ok = json({ code: 0, data: { n: 1 } });
/** A new bot token. */
export const minted = (token: string) => json({ code: 0, tenant_access_token: token, expire: 7200 });
/** The line breaks after the request was sent. */
export const broken: Reply = () => {
  throw new TypeError("fetch failed", { cause: new Error("connection closed before message completed") });
};
/** No connection is made. */
export const refused: Reply = () => {
  throw new TypeError("fetch failed", { cause: new Error("client error (Connect): Connection refused") });
};
/** Headers at once, then a body that never ends. */
export const stalled = (status: number): Reply => ({ signal }) =>
  new Response(
    new ReadableStream({
      start: (controller) => signal.addEventListener("abort", () => controller.error(signal.reason)),
    }),
    { status },
  );

/** A client, and the service that it speaks to. */
export function start(replies: readonly Reply[], settings: Partial<ClientSettings> = {}) {
  const clock = fakeClock();
  const interrupt = new AbortController();
  const { fetch, seen } = fakeFetch(...replies);
  const client = createClient(fakeWorld({ clock, fetch, interrupt: interrupt.signal }), {
    hosts: HOSTS,
    credentials: { ...NO_CREDENTIALS, userToken: "u-1" },
    identity: "user",
    retryRules: retryRules(30),
    timeout: 30_000,
    userAgent: "im/1.0.0",
    scopes: ["im:message:readonly"],
    ...settings,
  });
  return { client, clock, seen, interrupt, open: () => client.open(READ, 60_000, interrupt.signal) };
}

/** Settings of a bot whose token has to be minted. */
export const AS_BOT: Partial<ClientSettings> = {
  identity: "bot",
  credentials: { ...NO_CREDENTIALS, appId: "cli_1", appSecret: "s" },
};
