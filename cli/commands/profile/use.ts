import { chooseUser } from "../../../core/account/account.ts";
import { updateConfig } from "../../../core/account/config-file.ts";
import type { Config } from "../../../core/account/config.ts";
import { exactProfile, profileNamed, useProfile } from "../../../core/account/profiles.ts";
import { failedPrecondition } from "../../../core/failure.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { defineCommand, type Runtime } from "../../command.ts";
import { positional, text } from "../../options/option.ts";
import { variableWarnings } from "./override.ts";
import { configPreview } from "./preview.ts";
import { oneName } from "./names.ts";

/** `im profile use` */
export const profileUse = defineCommand({
  name: "profile use",
  summary: "Choose the current profile and its user",
  description: [
    "The name - stands for the previous profile. With --user, commands run as that person from now on.",
  ],
  examples: [
    { comment: "switch to another profile", line: "profile use lab" },
    { comment: "and back", line: "profile use -" },
    { comment: "switch to another login", line: "profile use lab --user ou_xxx" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).usedProfile(),
  options: { names: { ...positional(text("name", "name or app id of the profile, or -")), required: true } },
  preview: ({ names }) => configPreview(phrase`makes "${oneName(names)}" the current profile`),
  async run({ names }, runtime) {
    const name = oneName(names);
    const config = await updateConfig(runtime.world, runtime.root(), (config) => {
      const chosen = name === "-" ? previousProfile(config) : profileNamed(config, name).name;
      return withUser(useProfile(config, chosen), chosen, runtime);
    });
    const { currentProfile = "", previousProfile: previous } = config;
    const profile = exactProfile(config, currentProfile);
    const user = profile && chooseUser(profile, undefined);
    return {
      data: {
        profile: currentProfile,
        ...(previous === undefined ? {} : { previous }),
        ...(user === undefined ? {} : { user: user.name, userOpenId: user.openId }),
      },
      warnings: variableWarnings(runtime.world, ["profile"]),
      pretty: () => [`profile ${currentProfile} is in use`],
    };
  },
});

function previousProfile(config: Config): string {
  const { previousProfile: name } = config;
  if (name !== undefined && exactProfile(config, name) !== undefined) return name;
  throw failedPrecondition(
    "there is no profile before the current one",
    phrase`choose one of ${action("profile/list")}`,
  );
}

/** The same with the user of `--user` as the one who acts. */
function withUser(config: Config, name: string, { globals, origins }: Runtime): Config {
  if (globals.user === undefined || origins.user !== "option") return config;
  const selector = { name: globals.user, field: "--user" };
  const profiles = config.profiles.map((profile) => {
    const user = profile.name === name ? chooseUser(profile, selector) : undefined;
    return user === undefined ? profile : { ...profile, currentUser: user.openId };
  });
  return { ...config, profiles };
}
