/**
 * What one run of a command has: settings, identity, the way to the service, progress.
 *
 * @module
 */

import { Failure } from "../core/failure.ts";
import { retryRules } from "../core/async/retry.ts";
import type { AccountCall, AppCredentials } from "../core/account/account-call.ts";
import { createAccountTokens } from "../core/account/token-source.ts";
import { type Client, createClient } from "../core/platform/client.ts";
import { resolveHosts } from "../core/platform/hosts.ts";
import { type Identity, resolveIdentity } from "../core/platform/identity.ts";
import type { Credentials, TokenSource } from "../core/platform/tokens.ts";
import type { Secrets } from "../core/text/redact.ts";
import type { World } from "../core/world.ts";
import type { Command, Runtime } from "./command.ts";
import { findConfigRoot } from "./config-root.ts";
import type { Settings } from "./options/read.ts";
import { cleanLine, writeText } from "./output/terminal.ts";
import type { Waits } from "./output/waits.ts";
import { enterDirectory, readEnvironment } from "./settings.ts";
import { MINIMUM_RUNTIME, userAgent } from "./version.ts";

/** Longest time of a JSON call unless `--timeout` says otherwise, seconds (docs/contract.md, 6). */
const CALL_TIMEOUT_SECONDS = 30;

/** What a door decides about a run. */
export interface RuntimeParts {
  readonly settings: Settings;
  /** Told who acts before anything else can fail, so that errors can name it. */
  onIdentity(identity: Identity | undefined): void;
  readonly progress: Runtime["progress"];
  /** Shows what is waited for. */
  readonly onWait?: Waits["begin"];
  /** The program itself, for commands that show it. */
  readonly program: Runtime["program"];
  /** Learns the secrets of the run, so that nothing prints one. */
  readonly secrets: Secrets;
}

/**
 * Checks the version of the runtime, `X.Y.Z`.
 *
 * @throws {Failure} exit 3 where it is too old.
 */
export function checkRuntime(runtime: string): void {
  const [have = [], need = []] = [runtime, MINIMUM_RUNTIME].map((text) => text.split(".").map(parseFloat));
  const at = need.findIndex((number, index) => number !== have[index]);
  if (at < 0 || (have[at] ?? 0) > (need[at] ?? 0)) return;
  throw new Failure({
    type: "config",
    subtype: "runtime_too_old",
    message: `Deno ${runtime} is too old: im needs ${MINIMUM_RUNTIME} or later`,
    hint: "update Deno with: deno upgrade",
  });
}

/**
 * Makes what a command runs with.
 *
 * @throws {Failure} exit 2 for an identity that the command does not support or a directory that is not there.
 */
export async function createRuntime(
  command: Command,
  input: Parameters<Command["run"]>[0],
  outer: World,
  { settings, onIdentity, progress, onWait, program, secrets }: RuntimeParts,
): Promise<Runtime> {
  checkRuntime(outer.runtime);
  const globals = settings.values;
  const environment = readEnvironment(outer);
  const suited = command.identitiesFor?.(input) ?? command.identities;
  const actsAs = command.identities.length === 0 ? undefined : resolveIdentity({
    option: globals.as,
    preset: environment.defaultAs,
    supported: command.identities,
    preferred: suited,
    hasUserToken: environment.credentials.userToken !== undefined,
  });
  onIdentity(actsAs);
  const identity = actsAs ?? "bot";
  const trace = (line: string) => void writeText(outer.stderr, cleanLine(line) + "\n").catch(() => {});
  const world = await enterDirectory(outer, globals.directory);
  let client: Client | undefined;
  const makeClient = () => {
    const hosts = resolveHosts(environment.hosts);
    const rules = retryRules(globals.retryBudget);
    const shownTrace = globals.verbose ? trace : undefined;
    const timeout = (globals.timeout ?? CALL_TIMEOUT_SECONDS) * 1000;
    const tokens = environmentTokens(
      credentialsFor([...suited, actsAs], environment.credentials),
      { world, hosts, userAgent, timeout, retryRules: rules, secrets, trace: shownTrace },
    );
    return createClient(world, {
      hosts,
      tokens,
      appId: environment.credentials.appId,
      secrets,
      identity,
      retryRules: rules,
      timeout,
      userAgent,
      scopes: [...command.scopes, ...command.moreScopes?.[identity] ?? []],
      requiredScopes: command.scopes,
      trace: shownTrace,
      onWait,
    });
  };
  return {
    world,
    globals,
    origins: settings.origins,
    identity,
    actsAs,
    brand: environment.hosts.brand,
    // Made once: a run has one token and counts all its calls together.
    client: () => client ??= makeClient(),
    emit: undefined,
    progress,
    program,
  };
}

/** The tokens of the environment; bot tokens are kept between runs where there is a place for them. */
function environmentTokens(credentials: Credentials, call: AccountCall): TokenSource {
  const { appId, appSecret, userToken, botToken } = credentials;
  const root = findConfigRoot(call.world)?.path;
  return createAccountTokens({
    call,
    userToken,
    botToken,
    appId,
    appSecret: () => Promise.resolve(appSecret),
    hasAppSecret: appSecret !== undefined,
    openId: undefined,
    store: () => Promise.reject(new Error("nobody is logged in")),
    ...(root === undefined ? {} : {
      async botTokens(app: AppCredentials) {
        const { openBotTokenStore } = await import("../core/account/bot-token-store.ts");
        return openBotTokenStore(call.world, root, app.appSecret);
      },
    }),
  });
}

/** Leaves out credentials of identities that the command does not support, so that no error proposes them. */
function credentialsFor(
  suited: readonly (Identity | undefined)[],
  credentials: Credentials,
): Credentials {
  return {
    ...credentials,
    ...(suited.includes("user") ? {} : { userToken: undefined }),
    ...(suited.includes("bot") ? {} : { botToken: undefined, appSecret: undefined }),
  };
}
