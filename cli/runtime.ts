/**
 * What one run of a command has: settings, account, identity, the way to the service, progress.
 *
 * @module
 */

import { type Bandwidth, bandwidthOf } from "../core/async/bandwidth.ts";
import { retryRules } from "../core/async/retry.ts";
import { Failure } from "../core/failure.ts";
import type { Client } from "../core/platform/client.ts";
import { createListing } from "../core/platform/listing.ts";
import { type Identity, resolveIdentity } from "../core/platform/identity.ts";
import { createSecrets, type Secrets } from "../core/text/redact.ts";
import type { World } from "../core/world.ts";
import { type Access, callTimeout, chosenProfile, createAccess, traceOf } from "./access.ts";
import type { Command, Runtime, ScopeNeeds } from "./command.ts";
import { scopeNeeds } from "./scopes.ts";
import { noticeRequest } from "./first-request.ts";
import type { Format } from "./options/global.ts";
import type { Settings } from "./options/read.ts";
import type { Waits } from "./output/waits.ts";
import { enterDirectory } from "./settings.ts";
import { COMMAND_LINE_TEXTS, type Texts } from "./spelling.ts";
import type { SharedParts } from "./shared-parts.ts";
import { MINIMUM_RUNTIME, userAgent } from "./version.ts";

/** What a door decides about a run. */
export interface RuntimeParts {
  readonly settings: Settings;
  /** Told who acts before anything else can fail, so that errors can name it. */
  onIdentity(identity: Identity | undefined): void;
  readonly progress: Runtime["progress"];
  /** Default: json. */
  readonly format?: Format;
  /** Shows what is waited for. */
  readonly onWait?: Waits["begin"];
  /** The program itself, for commands that show it. */
  readonly program: Runtime["program"];
  /** No further page is read once the pages are so long, characters of JSON. */
  readonly maxPageLength?: number | undefined;
  /** Learns the secrets that the run comes across. */
  readonly secrets?: Secrets;
  /** How texts in the data are written; default: for a command line. */
  readonly texts?: Texts;
  /** What it has together with the other runs of the process; absent: nothing. */
  readonly shared?: SharedParts | undefined;
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

/** The way to the service, a fifth of what a line would load otherwise; a dry run sends nothing. */
const loadSending = () => import("../core/platform/client.ts");

/**
 * Makes what a command runs with.
 *
 * @throws {Failure} exit 2 for an identity that the command does not support or a directory that is not there, exit 3
 * for a profile that is not there.
 */
export async function createRuntime(
  command: Command,
  input: Parameters<Command["run"]>[0],
  outer: World,
  { settings, onIdentity, onWait, maxPageLength, secrets = createSecrets(), shared, ...parts }: RuntimeParts,
): Promise<Runtime> {
  checkRuntime(outer.runtime);
  const globals = settings.values;
  const access = await accessFor(command, outer, { settings, secrets, shared });
  const suited = command.identitiesFor?.(input) ?? command.identities;
  const acting = command.identities.length === 0 ? undefined : await access.account();
  const actsAs = acting && await resolveIdentity({
    option: globals.as,
    preset: acting.defaultAs,
    strict: acting.strictMode,
    supported: command.identities,
    preferred: suited,
    hasUserToken: () => access.hasUserToken(),
  });
  onIdentity(actsAs);
  const identity = actsAs ?? "bot";
  const world = await enterDirectory(outer, globals.directory);
  const outgoing = noticeRequest(world);
  const sending = acting === undefined || globals.dryRun ? undefined : await loadSending();
  let client: Client | undefined;
  const makeClient = () => {
    if (acting === undefined) throw new Error(`${command.name} has no identity to call the service as`);
    if (sending === undefined) throw new Error(`${command.name} calls the service in a dry run`);
    return sending.createClient(outgoing.world, {
      hosts: acting.hosts,
      tokens: access.tokensOf(acting, [...suited, actsAs]),
      appId: acting.appId,
      ...{ profile: chosenProfile(acting, settings), secrets, identity },
      limiter: shared?.limiter,
      bandwidth: bandwidthFor(outer, globals),
      ...{ retryRules: retryRules(globals.retryBudget), timeout: callTimeout(globals), userAgent },
      scopes: [...command.scopes, ...command.moreScopes?.[identity] ?? []],
      requiredScopes: () => requiredScopes(command, input, identity),
      trace: traceOf(outer, globals.verbose),
      onWait,
    });
  };
  return {
    ...access,
    ...{ world, globals, origins: settings.origins, identity, actsAs },
    hosts: acting?.hosts,
    brand: acting?.brand,
    warnings: access.warnings,
    // Made once: a run has one token and counts all its calls together.
    client: () => client ??= makeClient(),
    meanwhile: outgoing.meanwhile,
    format: "json",
    texts: COMMAND_LINE_TEXTS,
    emit: undefined,
    ...parts,
    listing: createListing(),
    maxPageLength,
  };
}

/** What downloads may take of the line. */
function bandwidthFor({ clock }: World, { limitRate }: Runtime["globals"]): Bandwidth | undefined {
  return limitRate === undefined ? undefined : bandwidthOf(clock, limitRate);
}

/** The way to the account; that of all runs where the command calls the service and there is one. */
async function accessFor(
  { identities }: Command,
  world: World,
  { settings, secrets, shared }: Pick<RuntimeParts, "settings" | "shared"> & { readonly secrets: Secrets },
): Promise<Access> {
  if (identities.length > 0 && shared !== undefined) return await shared.access();
  return createAccess(world, settings, secrets);
}

/** What a login must have for the command; of a path that is called by hand, the service knows better. */
async function requiredScopes(
  command: Command,
  input: Parameters<Command["run"]>[0],
  identity: Identity,
): Promise<ScopeNeeds["required"]> {
  return command.scopes.length === 0 ? [] : (await scopeNeeds(command, input, identity)).required;
}
