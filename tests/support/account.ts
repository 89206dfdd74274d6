/**
 * Accounts for tests: a place for secrets in memory, tokens from given credentials.
 *
 * @module
 */

import type { AccountCall } from "../../core/account/account-call.ts";
import type { SecretName, SecretStore } from "../../core/account/secret-store.ts";
import { createAccountTokens, type TokenSourceParts } from "../../core/account/token-source.ts";
import { retryRules } from "../../core/async/retry.ts";
import type { Credentials, TokenSource } from "../../core/platform/tokens.ts";
import { createSecrets } from "../../core/text/redact.ts";
import type { World } from "../../core/world.ts";

/** Hosts of the brand. */
export const HOSTS = { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" };

/** No credentials at all. */
export const NO_CREDENTIALS: Credentials = {
  appId: undefined,
  appSecret: undefined,
  userToken: undefined,
  botToken: undefined,
};

/** What calls of the accounts side are made with. */
export function accountCall(world: World, parts: Partial<AccountCall> = {}): AccountCall {
  return {
    world,
    hosts: HOSTS,
    userAgent: "im/1.0.0",
    timeout: 30_000,
    retryRules: retryRules(30),
    secrets: createSecrets(),
    ...parts,
  };
}

/** The tokens of given credentials. */
export function tokensOf(
  world: World,
  { appId, appSecret, userToken, botToken }: Credentials,
  parts: Partial<TokenSourceParts> = {},
): TokenSource {
  return createAccountTokens({
    call: accountCall(world),
    userToken,
    botToken,
    appId,
    appSecret: () => Promise.resolve(appSecret),
    hasAppSecret: appSecret !== undefined,
    openId: undefined,
    store: () => Promise.reject(new Error("no store")),
    ...parts,
  });
}

/** A place for secrets in memory, which several runs can share. */
export interface MemoryStore extends SecretStore {
  /** What is there, by kind, app and person. */
  readonly secrets: Map<string, string>;
  /** What was written, in order. */
  readonly written: string[];
  /** Fails these operations from now on. */
  fail(...operations: readonly ("read" | "write" | "locked")[]): void;
}

/** The key of a secret in a `MemoryStore`. */
export function keyOf({ kind, host, appId, openId = "" }: SecretName): string {
  return [kind, host, appId, openId].join(" ");
}

/** Makes an empty one. @param failure what failing operations fail with */
export function memoryStore(failure: () => Error = () => new Error("the store is broken")): MemoryStore {
  const secrets = new Map<string, string>();
  const written: string[] = [];
  const locks = new Map<string, Promise<unknown>>();
  let failing: readonly string[] = [];
  const check = (operation: string) => {
    if (failing.includes(operation)) throw failure();
  };
  return {
    kind: "file",
    directory: "/memory",
    fallback: undefined,
    secrets,
    written,
    fail(...operations) {
      failing = operations;
    },
    async read(name) {
      await Promise.resolve();
      check("read");
      return secrets.get(keyOf(name));
    },
    async write(name, secret) {
      await Promise.resolve();
      check("write");
      written.push(secret);
      secrets.set(keyOf(name), secret);
    },
    remove: (name) => Promise.resolve(secrets.delete(keyOf(name))),
    async locked(name, work) {
      check("locked");
      const key = keyOf(name);
      const before = locks.get(key) ?? Promise.resolve();
      const done = before.then(work);
      locks.set(key, done.catch(() => {}));
      return await done;
    },
  };
}
