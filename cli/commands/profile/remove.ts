import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import { profileNamed, withoutProfile } from "../../../core/account/profiles.ts";
import { failedPrecondition } from "../../../core/failure.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { positional, short, text, toggle } from "../../options/option.ts";
import { oneName } from "./names.ts";
import { configPreview } from "./preview.ts";
import { forgetSecrets } from "./secrets.ts";

/** `im profile remove` */
export const profileRemove = defineCommand({
  name: "profile remove",
  summary: "Remove a profile with its secret and logins",
  description: ["The last profile cannot be removed this way; im config remove removes everything."],
  examples: [
    { comment: "remove a profile", line: "profile remove lab" },
    { comment: "by its app id", line: "profile remove cli_xxx" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).removedProfile(),
  options: {
    names: { ...positional(text("name", "name or app id of the profile")), required: true },
    yes: short("y", toggle("accepted for scripts; not needed")),
  },
  preview: ({ names }) => configPreview(phrase`removes the profile "${oneName(names)}" with its secrets`),
  async run({ names }, runtime) {
    const { world } = runtime;
    const root = runtime.root();
    const { config } = await readConfig(world, root);
    const profile = profileNamed(config, oneName(names));
    if (config.profiles.length === 1) {
      throw failedPrecondition(
        phrase`"${profile.name}" is the only profile`,
        phrase`to remove everything, run: ${action("config/remove", { yes: true })}`,
      );
    }
    // Secrets first: where that fails, the profile is still there to try again.
    const logins = await forgetSecrets(world, root, profile, withoutProfile(config, profile.name));
    const left = await updateConfig(world, root, (now) => withoutProfile(now, profile.name));
    const active = left.currentProfile ?? left.profiles[0]?.name ?? "";
    return {
      data: { removed: profile.name, logins, active },
      pretty: () => [`profile ${profile.name} removed; ${active} is in use`],
    };
  },
});
