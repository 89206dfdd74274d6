import { updateConfig } from "../../../core/account/config-file.ts";
import { requestDeviceCode, waitForLogin } from "../../../core/account/device-flow.ts";
import { finishLogin as finishStoredLogin } from "../../../core/account/finish-login.ts";
import {
  type GrantReport,
  isUnidentified,
  reportGrant,
  type StoredLogin,
  storeLogin,
  UNIDENTIFIED,
} from "../../../core/account/login.ts";
import {
  type PendingLogin,
  readPendingLogin,
  removePendingLogin,
  savePendingLogin,
} from "../../../core/account/pending-login.ts";
import { withoutUser, withUser } from "../../../core/account/profiles.ts";
import { checkStore } from "../../../core/account/stores.ts";
import { Failure, invalidInput, withDetail } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { action, input, type Phrase, phrase } from "../../../core/text/phrase.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import { createWarnings, type Warning } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { optional, text, toggle } from "../../options/option.ts";
import { canAsk } from "../../questions.ts";
import { spelled } from "../../spelling.ts";
import { askForScopes } from "./ask-for-scopes.ts";
import { previewLogin } from "./login-preview.ts";
import { choosesScopes, chosenScopes, noScopes, scopeOptions } from "./login-scopes.ts";
import { openLoginSession, type Session } from "./session.ts";
import { showVerification } from "../../output/verification.ts";

const options = {
  ...scopeOptions,
  noWait: toggle("print the address and the device code, then exit; for agents and scripts"),
  deviceCode: optional(text("code", "finish the login that this device code began")),
};

/** `im auth login` */
export const login = defineCommand({
  name: "auth login",
  summary: "Log in as yourself",
  description: [
    "Prints an address, and waits until you have opened it and agreed. The login belongs to the profile: from then on " +
    "commands run as you unless --as bot says otherwise, and it is renewed automatically. A new login adds to the scopes " +
    "that you granted before.",
    "Agents log in in two steps: --no-wait prints the address and a device code; once the person has agreed, " +
    "--device-code finishes the login. If you grant less than was asked for, the login is kept, missing lists the rest, " +
    "and the exit status is 3.",
  ],
  examples: [
    {
      comment: "just what one command needs",
      line: `auth login --for "+chat-messages-list --chat-id oc_xxx"`,
    },
    { comment: "to read and to send", line: "auth login --recommend --for +messages-send" },
    { comment: "an agent begins", line: "auth login --recommend --no-wait" },
    { comment: "and finishes", line: "auth login --device-code CODE" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).login(),
  options,
  check(values, world, _identity, nameOf) {
    for (const key of [...Object.keys(scopeOptions), "noWait"]) {
      checkExclusive(values, [key, "deviceCode"], nameOf);
    }
    if (values.exclude.length > 0 && !choosesScopes(values)) {
      throw invalidInput(
        "exclude",
        phrase`${input("exclude")} alone leaves nothing to ask for`,
        phrase`add ${input("recommend")} or ${input("scope", "<scopes>")}`,
      );
    }
    if (values.deviceCode === undefined && !choosesScopes(values) && !canAsk(world)) throw noScopes();
  },
  preview: (values, _identity, _prepared, { program }) => previewLogin(values, program),
  async run(values, runtime): Promise<CommandResult> {
    // What is wrong with the line comes before what is missing on this machine.
    const chosen = choosesScopes(values) ? await chosenScopes(runtime.program, values) : undefined;
    const session = await openLoginSession(runtime);
    if (values.deviceCode !== undefined) return await finishLogin(runtime, session, values.deviceCode);
    return await beginLogin(runtime, session, chosen ?? await askForScopes(runtime), values.noWait);
  },
});

/** Asks for a device code, and waits for the person or leaves that to another run. */
async function beginLogin(
  runtime: Runtime,
  session: Session,
  scopes: readonly string[],
  noWait: boolean,
): Promise<CommandResult> {
  const { call, account, profile } = session;
  const app = await session.app();
  // Without a place for the login, the person would agree in vain.
  await checkStore(await session.store(), account.hosts.open);
  const code = await requestDeviceCode(call, app, scopes);
  const pending: PendingLogin = { ...code, appId: profile.appId, host: account.hosts.open, scopes };
  if (!noWait) {
    await showVerification(runtime, code, "to log in");
    return await waitAndStore(runtime, session, pending, { isResumed: false });
  }
  await savePendingLogin(runtime.world, runtime.root(), pending);
  const next = action("auth/login", { deviceCode: code.deviceCode, ...chosenProfile(runtime) });
  const hint = phrase`show the address to the person; when they have agreed, run: ${next}`;
  return {
    data: {
      verification_url: code.verificationUrl,
      ...(code.userCode === "" ? {} : { user_code: code.userCode }),
      device_code: code.deviceCode,
      expires_in: Math.round((code.expiresAt - runtime.world.clock.now()) / 1000),
      interval: code.interval,
      scopes,
      hint: spelled(hint),
    },
    warnings: session.warnings,
    pretty: () => [`open ${code.verificationUrl}`, `then run: ${spelled(phrase`${next}`)}`],
  };
}

/** Goes on with a login that was begun by another run. */
async function finishLogin(runtime: Runtime, session: Session, deviceCode: string): Promise<CommandResult> {
  const { world } = runtime;
  const { account, profile } = session;
  const known = await readPendingLogin(world, runtime.root(), deviceCode);
  if (known !== undefined && (known.appId !== profile.appId || known.host !== account.hosts.open)) {
    throw invalidInput(
      "deviceCode",
      phrase`the login of ${
        input("deviceCode")
      } was begun for ${known.appId} at ${known.host}, not for ${profile.appId}`,
      phrase`choose its profile with ${input("profile", "<name>")}`,
    );
  }
  if (known !== undefined && profile.users.some(isUnidentified)) {
    // The code is used up: only the name was missing.
    const place = { world, root: runtime.root(), profile, store: await session.store() };
    const finished = await finishStoredLogin(session.call, place);
    if (finished !== undefined) return await loggedIn(runtime, session, known, finished, []);
  }
  const pending = known ?? unknownLogin(session, deviceCode, world.clock.now());
  return await waitAndStore(runtime, session, pending, { isResumed: true });
}

/** Without a note of the first step, what the service would do by default. */
function unknownLogin({ account, profile }: Session, deviceCode: string, now: number): PendingLogin {
  return {
    deviceCode,
    userCode: "",
    verificationUrl: "",
    expiresAt: now + 600_000,
    interval: 5,
    appId: profile.appId,
    host: account.hosts.open,
    scopes: [],
  };
}

async function waitAndStore(
  runtime: Runtime,
  session: Session,
  pending: PendingLogin,
  { isResumed }: { readonly isResumed: boolean },
): Promise<CommandResult> {
  const { call, profile } = session;
  const warnings = createWarnings();
  const root = runtime.root();
  const grant = await waitForLogin(call, await session.app(), pending, {
    isResumed,
    onWarning: ({ key, detail }) => warnings.add(key, detail),
  }).catch(async (error) => {
    // Denied or expired: nobody can finish it any more.
    if (!(error instanceof Failure) || error.detail.type !== "authentication") throw error;
    await removePendingLogin(runtime.world, root, pending.deviceCode).catch(() => {});
    throw withDetail(error, { hint: beginAgain(runtime, pending, isResumed) });
  });
  const stored = await storeLogin(call, profile.appId, await session.store(), grant);
  const { user, problem } = stored;
  await updateConfig(
    runtime.world,
    root,
    // Somebody who was not known yet makes way for the next one.
    (config) => withUser(withoutUser(config, profile.name, UNIDENTIFIED.openId), profile.name, user),
  );
  if (problem !== undefined) throw ownerUnknown(runtime, problem);
  return await loggedIn(runtime, session, pending, stored, warnings.list());
}

/** The person has agreed, but the service did not say who it is. */
function ownerUnknown(runtime: Runtime, failure: Failure): Failure {
  const next = action("auth/status", { verify: true, ...chosenProfile(runtime) });
  return withDetail(failure, {
    message:
      phrase`the login is stored and works, but the service did not say whose it is: ${failure.detail.message}`,
    hint: phrase`commands ask again until it is known; to ask now: ${next}`,
  });
}

async function loggedIn(
  runtime: Runtime,
  session: Session,
  pending: PendingLogin,
  stored: StoredLogin,
  warnings: readonly Warning[],
): Promise<CommandResult> {
  await removePendingLogin(runtime.world, runtime.root(), pending.deviceCode);
  // A service that says nothing about scopes has granted what was asked for (RFC 6749, 5.1).
  const granted = stored.token.scopes.length === 0 ? pending.scopes : stored.token.scopes;
  const report = reportGrant(pending.scopes, granted, stored.previous?.scopes ?? []);
  return loginResult(runtime, session, stored, report, [...session.warnings, ...warnings]);
}

/** What to type after a login that came to nothing. */
function beginAgain(runtime: Runtime, { scopes }: PendingLogin, isResumed: boolean): Phrase {
  const again = action("auth/login", {
    ...(scopes.length === 0 ? { recommend: true } : { scope: scopes.join(" ") }),
    ...(isResumed ? { noWait: true } : {}),
    ...chosenProfile(runtime),
  });
  return phrase`begin again, and open the address before it expires: ${again}`;
}

function loginResult(
  runtime: Runtime,
  { profile }: Session,
  { user, token }: StoredLogin,
  report: GrantReport,
  warnings: NonNullable<CommandResult["warnings"]>,
): CommandResult {
  const { requested, granted, missing, newlyGranted, alreadyGranted } = report;
  const data: JsonObject = {
    user_open_id: user.openId,
    user_name: user.name,
    profile: profile.name,
    scope: granted.join(" "),
    requested,
    newly_granted: newlyGranted,
    already_granted: alreadyGranted,
    missing,
    granted,
    expires_at: formatRfc3339(token.expiresAt),
    refresh_expires_at: formatRfc3339(token.refreshExpiresAt),
  };
  return {
    data,
    warnings,
    ...(missing.length === 0 ? {} : { failure: missingScopes(runtime, report), isFailed: true }),
    pretty: () => [
      `logged in as ${user.name} (${user.openId}), profile ${profile.name}`,
      ...(granted.length === 0 ? [] : ["granted:", ...granted.map((scope) => `  ${scope}`)]),
    ],
  };
}

/** The person granted less than was asked for; the login is kept all the same. */
function missingScopes(runtime: Runtime, { missing, requested, granted }: GrantReport): Failure {
  const again = action("auth/login", { scope: missing.join(" "), ...chosenProfile(runtime) });
  return new Failure({
    type: "authorization",
    subtype: "missing_scope",
    message: `the login is stored, but not everything was granted: ${missing.join(" ")}`,
    hint: phrase`if the app has these scopes, ask for them again: ${again}; ${
      action("auth/scopes")
    } lists what it has`,
    missing_scopes: missing,
    requested_scopes: requested,
    granted_scopes: granted,
  });
}

/** The profile, for lines to type next, where it was chosen by hand. */
function chosenProfile({ globals, origins }: Runtime): { readonly profile?: string } {
  return globals.profile !== undefined && origins.profile === "option" ? { profile: globals.profile } : {};
}
