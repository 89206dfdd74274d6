/**
 * How a run gets at its account, the secrets and the tokens. Each part is made once, when it is first needed.
 *
 * @module
 */

import type { AccountCall } from "../core/account/account-call.ts";
import type { AppSecretPlace } from "../core/account/app-secret.ts";
import { type Config, EMPTY_CONFIG } from "../core/account/config.ts";
import type { SecretStore } from "../core/account/secret-store.ts";
import { createAccountTokens, type TokenSourceParts } from "../core/account/token-source.ts";
import { retryRules } from "../core/async/retry.ts";
import { Failure, isInterrupted, permissionFailure } from "../core/failure.ts";
import type { Hosts } from "../core/platform/hosts.ts";
import type { Identity } from "../core/platform/identity.ts";
import type { TokenSource } from "../core/platform/tokens.ts";
import type { Secrets } from "../core/text/redact.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import { resolveAccount, type RunAccount } from "./account.ts";
import type { Runtime } from "./command.ts";
import { findConfigRoot } from "./config-root.ts";
import type { Settings } from "./options/read.ts";
import { cleanLine, writeText } from "./output/terminal.ts";
import { configDirectory, hasCredentials, readEnvironment } from "./settings.ts";
import { suggest } from "./suggestion.ts";
import { userAgent } from "./version.ts";

/** Longest time of a JSON call unless `--timeout` says otherwise, seconds (docs/contract.md, 6). */
const CALL_TIMEOUT_SECONDS = 30;

/** The parts of a run that have to do with its account. */
export interface Access extends Pick<Runtime, "account" | "root" | "store" | "accountCall" | "tokens"> {
  /** Whether the person who acts has a login that can be used. */
  hasUserToken(): Promise<boolean>;
  /** The tokens of an account; errors propose only identities that the command has. */
  tokensOf(account: RunAccount, suited: readonly (Identity | undefined)[]): TokenSource;
  /** What was odd about the settings and the tokens; grows while the run goes on. */
  readonly warnings: readonly Warning[];
}

/** Makes them. */
export function createAccess(world: World, settings: Settings, secrets: Secrets): Access {
  const warnings: Warning[] = [];
  const root = () => configDirectory(world);
  const account = once(async () => {
    const { dryRun } = settings.values;
    const read = () => dryRun ? readProfiles(world).catch(unreadConfig) : readProfiles(world);
    const found = await resolveAccount(world, settings, read);
    warnings.push(...found.warnings);
    return found;
  });
  const store = once(async () => {
    const { openSecretStore } = await import("../core/account/stores.ts");
    return await openSecretStore(world, root(), (await account()).storePreference);
  });
  const accountCall = (hosts: Hosts) => callTo(hosts, world, settings, secrets);

  const onWarning = (warning: Warning) => void warnings.push(warning);

  function makeTokens(acting: RunAccount, suited: readonly (Identity | undefined)[]): TokenSource {
    const { credentials: { userToken, botToken, appSecret }, hosts, appId, user } = acting;
    const profile = chosenProfile(acting, settings);
    const call = accountCall(hosts);
    const isUser = suited.includes("user");
    const isBot = suited.includes("bot");
    return createAccountTokens({
      call,
      userToken: isUser ? userToken : undefined,
      botToken: isBot ? botToken : undefined,
      appId,
      appSecret: async () =>
        appSecret ?? await appSecretOf(acting, { world, root, secrets, store, onWarning }),
      hasAppSecret: isBot && (appSecret !== undefined || acting.profile !== undefined),
      openId: isUser ? user?.openId : undefined,
      ...(profile === undefined ? {} : { profile }),
      store,
      ...botTokenStore(world),
      identify: () => identifyUser(acting, call, { world, root: root(), store }),
      onWarning,
    });
  }

  const tokensOf = oncePerIdentities(makeTokens);
  return {
    ...{ account, root, store, accountCall, warnings, tokensOf },
    tokens: once(async () => tokensOf(await account(), ["user", "bot"])),
    async hasUserToken() {
      try {
        return await hasLogin(await account(), store, world.clock.now());
      } catch (error) {
        // A preview needs no secrets.
        if (!settings.values.dryRun || isInterrupted(error)) throw error;
        return false;
      }
    },
  };
}

/** The secret of the profile's app; `undefined` where there is no profile. */
async function appSecretOf(
  { profile, hosts }: RunAccount,
  { root, ...place }: Omit<AppSecretPlace, "profile" | "host" | "root"> & { root(): string },
): Promise<string | undefined> {
  if (profile === undefined) return undefined;
  const { storedAppSecret } = await import("../core/account/app-secret.ts");
  return await storedAppSecret({ ...place, root: root(), profile, host: hosts.open });
}

/** Finishes a login whose owner was not known: afterwards it is theirs, in the store and in the profile. */
async function identifyUser(
  { profile }: RunAccount,
  call: AccountCall,
  { world, root, store }: Pick<AppSecretPlace, "world" | "root" | "store">,
): Promise<string | undefined> {
  if (profile === undefined) return undefined;
  const { finishLogin } = await import("../core/account/finish-login.ts");
  return (await finishLogin(call, { world, root, profile, store: await store() }))?.user.openId;
}

/** Where bot tokens are kept; nowhere without a home: then they are requested. */
function botTokenStore(world: World): Pick<TokenSourceParts, "botTokens"> {
  if (findConfigRoot(world) === undefined) return {};
  return {
    async botTokens({ appSecret }) {
      const { openBotTokenStore } = await import("../core/account/bot-token-store.ts");
      return openBotTokenStore(world, configDirectory(world), appSecret);
    },
  };
}

/**
 * The profiles. Without a home there are none. Where Deno may not read the file, variables that hold credentials are
 * enough, as they were before there was a file.
 */
async function readProfiles(world: World) {
  const none = { config: EMPTY_CONFIG, warnings: [] };
  if (findConfigRoot(world) === undefined) return none;
  const { readConfig } = await import("../core/account/config-file.ts");
  try {
    return await readConfig(world, configDirectory(world), (key, keys) => suggest(key, keys, 1)[0]);
  } catch (error) {
    const missing = error instanceof Failure ? permissionFailure(error.cause) : undefined;
    if (missing === undefined) throw error;
    if (hasCredentials(readEnvironment(world))) return none;
    throw missing;
  }
}

/** A preview needs no configuration (docs/contract.md, 5): one that cannot be read is as good as none. */
function unreadConfig(error: unknown): { readonly config: Config; readonly warnings: readonly Warning[] } {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
  return { config: EMPTY_CONFIG, warnings: [{ key: "config_not_read", detail: error.detail.message }] };
}

/** What calls about apps and logins are made with. */
function callTo(hosts: Hosts, world: World, { values }: Settings, secrets: Secrets): AccountCall {
  const trace = traceOf(world, values.verbose);
  return {
    world,
    hosts,
    userAgent,
    timeout: callTimeout(values),
    retryRules: retryRules(values.retryBudget),
    secrets,
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Longest time of a JSON call, milliseconds. */
export function callTimeout({ timeout = CALL_TIMEOUT_SECONDS }: Pick<Settings["values"], "timeout">): number {
  return timeout * 1000;
}

/** Writes the log of requests; `undefined` where nobody wants it. */
export function traceOf({ stderr, log }: World, isVerbose: boolean): ((line: string) => void) | undefined {
  if (!isVerbose) return log;
  return (line) => {
    log?.(line);
    void writeText(stderr, `${cleanLine(line)}\n`).catch(() => {});
  };
}

/** Whether the person who acts has a token that can be used, be it after a refresh. */
async function hasLogin(
  { credentials, appId, hosts, user }: RunAccount,
  store: () => Promise<SecretStore>,
  now: number,
): Promise<boolean> {
  if (credentials.userToken !== undefined) return true;
  if (appId === undefined || user === undefined) return false;
  const { readUserToken, tokenStatus, userTokenName } = await import("../core/account/user-token.ts");
  const token = await readUserToken(await store(), userTokenName(hosts.open, appId, user.openId));
  return ["valid", "needs_refresh"].includes(tokenStatus(token, now));
}

/** The name of the profile, where an option chose it: commands that hints propose must choose it, too. */
export function chosenProfile({ profile }: RunAccount, { origins }: Settings): string | undefined {
  return origins.profile === "option" ? profile?.name : undefined;
}

/** Makes the tokens for the same identities once, so that all who ask for them have one token. */
function oncePerIdentities(make: Access["tokensOf"]): Access["tokensOf"] {
  const sources = new Map<string, TokenSource>();
  return (account, suited) => {
    const key = ["user", "bot"].filter((one) => suited.some((identity) => identity === one)).join();
    const source = sources.get(key) ?? make(account, suited);
    sources.set(key, source);
    return source;
  };
}

/** Does the work once, for all who ask; a failure is everybody's. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => result ??= work();
}
