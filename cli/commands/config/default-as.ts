import { chooseProfile } from "../../../core/account/account.ts";
import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import type { Profile } from "../../../core/account/config.ts";
import { Failure, invalidInput } from "../../../core/failure.ts";
import { action, phrase, setting } from "../../../core/text/phrase.ts";
import { type Command, defineCommand, type Runtime } from "../../command.ts";
import { choice, type Kind, positional } from "../../options/option.ts";
import { variableWarnings } from "../profile/override.ts";
import { configPreview } from "../profile/preview.ts";

/** `im config default-as` */
export const configDefaultAs = profileSetting({
  key: "defaultAs",
  name: "config default-as",
  summary: "Show or set the identity that commands run as unless --as is given",
  description:
    "auto means the user if somebody is logged in, else the bot. A command with only one identity always runs as that one.",
  example: "bot",
  choices: choice(["user", "bot", "auto"], "the identity"),
  absent: "auto",
});

/** `im config strict-mode` */
export const configStrictMode = profileSetting({
  key: "strictMode",
  name: "config strict-mode",
  summary: "Show or set the only identity that commands may run as",
  description:
    "Commands and options that would run as the other identity are refused with exit 2. off allows both.",
  example: "bot",
  choices: choice(["user", "bot", "off"], "the identity, or off"),
  absent: "off",
});

/** A setting of the profile that one word shows or changes. */
interface ProfileSetting {
  readonly key: "defaultAs" | "strictMode";
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly example: string;
  readonly choices: Kind<string>;
  /** The word for a profile without the setting. */
  readonly absent: string;
}

function profileSetting(
  { key, name, summary, description, example, choices, absent }: ProfileSetting,
): Command {
  return defineCommand({
    name,
    summary,
    description: [description],
    examples: [
      { comment: "show it", line: name },
      { comment: "set it for a profile", line: `${name} ${example} --profile lab` },
    ],
    identities: [],
    scopes: [],
    risk: "write",
    answer: async () => (await import("./answers.ts")).setting(key, choices.choices ?? []),
    options: { value: positional(choices) },
    preview: ({ value: [value] }) =>
      configPreview(value === undefined ? `shows ${key}` : `sets ${key} of the profile to "${value}"`),
    async run({ value: [value, surplus] }, runtime) {
      if (surplus !== undefined) {
        throw invalidInput("value", `one value is enough: "${surplus}"`, "leave the others out");
      }
      const account = await runtime.account();
      if (value === undefined) return answer(account.profile?.name, account[key] ?? absent);
      const profile = account.profile ?? await profileBesideVariables(runtime);
      if (profile === undefined) throw noProfile(key);
      await updateConfig(runtime.world, runtime.root(), (config) => ({
        ...config,
        profiles: config.profiles.map((one) =>
          one.name === profile.name ? withSetting(one, key, value) : one
        ),
      }));
      return { ...answer(profile.name, value), warnings: variableWarnings(runtime.world, [key]) };
    },
  });

  function answer(profile: string | undefined, value: string) {
    return {
      data: { ...(profile === undefined ? {} : { profile }), [key]: value },
      pretty: () => [value],
    };
  }
}

/** The profile that would be used if the credentials did not come from variables. */
async function profileBesideVariables({ world, root, globals }: Runtime): Promise<Profile | undefined> {
  const { config } = await readConfig(world, root());
  return chooseProfile(
    config,
    globals.profile === undefined ? undefined : { name: globals.profile, field: "profile" },
  );
}

/** The profile with the setting; one that says nothing is left out of the file. */
function withSetting(profile: Profile, key: ProfileSetting["key"], value: string): Profile {
  const { [key]: _before, ...others } = profile;
  return value === "off" ? others as Profile : { ...others, [key]: value } as Profile;
}

function noProfile(key: ProfileSetting["key"]): Failure {
  return new Failure({
    type: "config",
    subtype: "not_configured",
    message: "there is no profile to keep it in",
    hint: phrase`make one with: ${action("config/init")}; or set ${setting(key)}`,
  });
}
