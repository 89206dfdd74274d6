/**
 * A client and the ways in which a service may answer it.
 *
 * @module
 */

import type { TokenSourceParts } from "../../../core/account/token-source.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { type ClientSettings, createClient } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { Credentials } from "../../../core/platform/tokens.ts";
import { accountCall, HOSTS, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";

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
export const issued = (token: string) => json({ code: 0, tenant_access_token: token, expire: 7200 });
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

/** Settings of a client, and what its tokens are made of; default: a user token of the environment. */
export type SceneSettings = Partial<ClientSettings> & {
  readonly credentials?: Partial<Credentials>;
  readonly parts?: Partial<TokenSourceParts>;
};

/** A client, and the service that it speaks to. */
export function start(replies: readonly Reply[], { credentials, parts, ...settings }: SceneSettings = {}) {
  const clock = fakeClock();
  const interrupt = new AbortController();
  const { fetch, seen } = fakeFetch(...replies);
  const world = fakeWorld({ clock, fetch, interrupt: interrupt.signal });
  const client = createClient(world, {
    hosts: HOSTS,
    tokens: tokensOf(world, { ...NO_CREDENTIALS, ...credentials ?? { userToken: "u-1" } }, {
      call: accountCall(world, {
        timeout: settings.timeout ?? 30_000,
        retryRules: settings.retryRules ?? retryRules(30),
        ...(settings.secrets === undefined ? {} : { secrets: settings.secrets }),
      }),
      ...parts,
    }),
    appId: credentials?.appId,
    identity: "user",
    retryRules: retryRules(30),
    timeout: 30_000,
    userAgent: "im/1.0.0",
    scopes: ["im:message:readonly"],
    ...settings,
  });
  return { client, clock, seen, interrupt, open: () => client.open(READ, 60_000, interrupt.signal) };
}

/** Settings of a bot whose token has to be requested. */
export const AS_BOT: SceneSettings = { identity: "bot", credentials: { appId: "cli_1", appSecret: "s" } };
