import { readConfig } from "../../../core/account/config-file.ts";
import type { Profile, ProfileUser } from "../../../core/account/config.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { readUserToken, tokenStatus, userTokenName } from "../../../core/account/user-token.ts";
import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { phrase } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import type { RunAccount } from "../../account.ts";
import { defineCommand, type Runtime } from "../../command.ts";
import { cleanLine } from "../../output/terminal.ts";
import { readEnvironment } from "../../settings.ts";
import { variableWarnings } from "./override.ts";
import { openHost } from "./secrets.ts";

/** `im profile list` */
export const profileList = defineCommand({
  name: "profile list",
  summary: "List the profiles",
  description: [
    "active marks the profile that is used unless one is chosen; effective marks the one that this command line would " +
    "use, with what chose it.",
  ],
  examples: [
    { comment: "for people", line: "profile list --format pretty" },
    { comment: "which one a command would use", line: "profile list --profile lab" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).profileList(),
  options: {},
  async run(_values, runtime) {
    const { config } = await readConfig(runtime.world, runtime.root());
    const account = await accountInUse(runtime);
    const active = config.currentProfile ?? config.profiles[0]?.name;
    const problems: Warning[] = [];
    const profiles: JsonObject[] = [];
    for (const profile of config.profiles) {
      const isEffective = account?.profile?.name === profile.name;
      profiles.push({
        name: profile.name,
        appId: profile.appId,
        brand: profile.brand,
        ...(profile.baseUrl === undefined ? {} : { baseUrl: profile.baseUrl }),
        active: profile.name === active,
        effective: isEffective,
        ...(isEffective ? { effectiveSource: account?.sources.profile.name ?? "config" } : {}),
        ...await userFields(runtime, profile, problems),
      });
    }
    return {
      data: { profiles },
      rows: profiles,
      count: profiles.length,
      warnings: [...problems, ...variableWarnings(runtime.world, [])],
      pretty: () => prettyProfiles(profiles),
    };
  },
});

/** The account of this line. A current profile that is gone is no reason to hide those that are there. */
async function accountInUse(runtime: Runtime): Promise<RunAccount | undefined> {
  try {
    return await runtime.account();
  } catch (error) {
    const isGone = error instanceof Failure && error.detail.subtype === "not_configured";
    if (isGone && runtime.origins.profile === "default") return undefined;
    throw error;
  }
}

/** Who acts, and whether the login still holds; a store that cannot be read is one warning. */
async function userFields(runtime: Runtime, profile: Profile, problems: Warning[]): Promise<JsonObject> {
  const { users, currentUser } = profile;
  const user = users.find(({ openId }) => openId === currentUser) ?? users[0];
  if (user === undefined) return {};
  const status = await loginStatus(runtime, profile, user).catch((error) => {
    if (!(error instanceof Failure) || error.detail.subtype !== "storage") throw error;
    const { message } = error.detail;
    problems.push({ key: "login_not_read", detail: phrase`${profile.name}: ${message}` });
    return undefined;
  });
  return {
    user: user.name,
    userOpenId: user.openId,
    ...(status === undefined ? {} : { tokenStatus: status }),
    users: users.map(({ openId, name }) => ({ openId, name })),
  };
}

async function loginStatus({ world, root }: Runtime, profile: Profile, { openId }: ProfileUser) {
  const store = await openSecretStore(world, root(), readEnvironment(world).store ?? profile.store);
  const token = await readUserToken(store, userTokenName(openHost(profile), profile.appId, openId));
  return tokenStatus(token, world.clock.now());
}

function prettyProfiles(profiles: readonly JsonObject[]): string[] {
  if (profiles.length === 0) return ["no profiles; make one with: im config init"];
  return profiles.map(({ name, appId, brand, active, user, tokenStatus }) => {
    const login = user === undefined
      ? "nobody logged in"
      : `${user}${tokenStatus ? ` (${tokenStatus})` : ""}`;
    return cleanLine(`${active === true ? "*" : " "} ${name}  ${appId}  ${brand}  ${login}`);
  });
}
