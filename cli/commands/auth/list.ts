import { readConfig } from "../../../core/account/config-file.ts";
import type { Profile } from "../../../core/account/config.ts";
import type { SecretStore } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { readUserToken, tokenStatus, userTokenName } from "../../../core/account/user-token.ts";
import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { resolveHosts } from "../../../core/platform/hosts.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import type { CommandResult, Runtime } from "../../command.ts";
import { defineCommand } from "../../command.ts";
import { listing, type Row } from "../../output/listing.ts";
import { readEnvironment } from "../../settings.ts";
import { spelled } from "../../spelling.ts";
import { orFailure } from "./identities.ts";

/** `im auth list` */
export const list = defineCommand({
  name: "auth list",
  summary: "List who is logged in, in all profiles",
  description: [
    "tokenStatus is valid, needs_refresh (the next command renews it), expired, no_token (the login is no longer " +
    "stored) or unreadable. The user that commands run as is marked as current; --user chooses another one.",
    "With --profile, lists only the logins of that profile.",
  ],
  examples: [
    { comment: "everyone", line: "auth list" },
    { comment: "as a table", line: "auth list --format table" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).loginList(),
  options: {},
  async run(_values, runtime): Promise<CommandResult> {
    const { globals, origins } = runtime;
    // A profile that is named must be there; its warnings are those of the run.
    const named = globals.profile === undefined ? undefined : await runtime.account();
    const { config, warnings } = await readConfig(runtime.world, runtime.root());
    const profiles = config.profiles.filter(({ name }) =>
      origins.profile !== "option" || name === named?.profile?.name
    );
    const users: JsonObject[] = [];
    const storeOf = storesOf(runtime);
    for (const profile of profiles) users.push(...await loginsOf(runtime, profile, storeOf));
    const reason = config.profiles.length === 0 ? "not_configured" : "not_logged_in";
    const next = config.profiles.length === 0 ? action("config/init") : action("auth/login");
    return {
      data: { users, ...(users.length === 0 ? { reason } : {}) },
      rows: users,
      warnings: named === undefined ? warnings : [],
      pretty: (screen) =>
        users.length === 0
          ? [spelled(phrase`nobody is logged in: ${next}`)]
          : listing(users.map(loginRow), screen),
    };
  },
});

/** The place of each profile's secrets; opened once, since a key store may be asked. */
function storesOf({ world, root }: Runtime): (profile: Profile) => Promise<SecretStore | Failure> {
  const opened = new Map<string, Promise<SecretStore | Failure>>();
  return (profile) => {
    const preference = readEnvironment(world).store ?? profile.store;
    const known = opened.get(preference ?? "");
    if (known !== undefined) return known;
    const store = orFailure(() => openSecretStore(world, root(), preference));
    opened.set(preference ?? "", store);
    return store;
  };
}

/** The logins of a profile, with what the clock says about each. */
async function loginsOf(
  { world }: Runtime,
  profile: Profile,
  storeOf: (profile: Profile) => Promise<SecretStore | Failure>,
): Promise<readonly JsonObject[]> {
  if (profile.users.length === 0) return [];
  const { name, appId, brand, currentUser, users } = profile;
  const host = resolveHosts({ brand, baseUrl: profile.baseUrl, accountsUrl: profile.accountsUrl }).open;
  const store = await storeOf(profile);
  return await Promise.all(users.map(async ({ openId, name: userName }, index) => {
    const token = store instanceof Failure
      ? store
      : await orFailure(() => readUserToken(store, userTokenName(host, appId, openId)));
    return {
      userName,
      userOpenId: openId,
      appId,
      profile: name,
      current: currentUser === undefined ? index === 0 : currentUser === openId,
      tokenStatus: token instanceof Failure
        ? "unreadable"
        : statusWord(tokenStatus(token, world.clock.now())),
    };
  }));
}

function statusWord(status: ReturnType<typeof tokenStatus>): string {
  return status === "missing" ? "no_token" : status;
}

function loginRow(user: JsonObject): Row {
  const { userName, userOpenId, profile, current, tokenStatus } = user;
  return {
    name: String(userName),
    id: String(userOpenId),
    facts: [`profile ${profile}`, ...(current === true ? ["current"] : []), String(tokenStatus)],
  };
}
