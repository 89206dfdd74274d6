import { nounFor } from "../../../core/text/count.ts";
import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import { knownChatsPath } from "../../../core/account/known-chats.ts";
import { removePrivateFile } from "../../../core/account/private-file.ts";
import { withoutProfile } from "../../../core/account/profiles.ts";
import { defineCommand } from "../../command.ts";
import { requireConfirmation } from "../../confirmation.ts";
import { short, toggle } from "../../options/option.ts";
import { configPreview } from "../profile/preview.ts";
import { forgetSecrets } from "../profile/secrets.ts";

/** `im config remove` */
export const configRemove = defineCommand({
  name: "config remove",
  summary: "Remove all profiles with their secrets and logins",
  description: ["With --profile, removes only that profile."],
  examples: [
    { comment: "see what would be removed", line: "config remove --dry-run" },
    { comment: "forget everything", line: "config remove --yes" },
  ],
  identities: [],
  scopes: [],
  risk: "high-risk-write",
  danger: "moderate",
  answer: async () => (await import("./answers.ts")).removedProfiles(),
  options: { yes: short("y", toggle("confirm; required where no terminal can ask")) },
  preview: () => configPreview("removes the profiles with their secrets and logins"),
  async run({ yes }, runtime) {
    const { world, globals, origins } = runtime;
    const root = runtime.root();
    const { config } = await readConfig(world, root);
    const isOne = globals.profile !== undefined && origins.profile === "option";
    const chosen = isOne ? (await runtime.account()).profile : undefined;
    const profiles = isOne ? config.profiles.filter(({ name }) => name === chosen?.name) : config.profiles;
    if (profiles.length > 0) {
      const names = profiles.map(({ name }) => `"${name}"`).join(", ");
      const effect = `removes ${
        nounFor(profiles.length, "the profile", "the profiles")
      } ${names} with secrets and logins`;
      const action = { name: "im config remove", effect: `${effect}, which cannot be undone` };
      await requireConfirmation(yes, action, runtime);
    }
    let logins = 0;
    for (const profile of profiles) {
      // Secrets first: where that fails, the profile is still there to try again.
      const without = withoutProfile((await readConfig(world, root)).config, profile.name);
      logins += await forgetSecrets(world, root, profile, without);
      await updateConfig(world, root, (now) => withoutProfile(now, profile.name));
    }
    if (!isOne) await removePrivateFile(world, knownChatsPath(root));
    const names = profiles.map(({ name }) => name);
    return {
      data: { removed: names, logins },
      pretty: () => [names.length === 0 ? "there was nothing to remove" : phraseOf(names)],
    };
  },
});

function phraseOf(names: readonly string[]): string {
  return `removed: ${names.join(", ")}`;
}
