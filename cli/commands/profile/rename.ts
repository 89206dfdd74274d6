import { updateConfig } from "../../../core/account/config-file.ts";
import { profileNamed, renameProfile } from "../../../core/account/profiles.ts";
import { invalidInput } from "../../../core/failure.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { positional, text } from "../../options/option.ts";
import { configPreview } from "./preview.ts";

/** `im profile rename` */
export const profileRename = defineCommand({
  name: "profile rename",
  summary: "Give a profile another name",
  description: ["Its app, secret and logins stay."],
  examples: [
    { comment: "rename lab to test", line: "profile rename lab test" },
    { comment: "by its app id", line: "profile rename cli_xxx test" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).renamedProfile(),
  options: {
    names: { ...positional(text("old> <new", "the current name and the new one")), required: true },
  },
  preview({ names }) {
    const [from, to] = twoNames(names);
    return configPreview(phrase`renames the profile "${from}" to "${to}"`);
  },
  async run({ names }, runtime) {
    const [typed, to] = twoNames(names);
    let from = typed;
    await updateConfig(runtime.world, runtime.root(), (config) => {
      from = profileNamed(config, typed).name;
      return renameProfile(config, from, to);
    });
    return {
      data: { profile: to, previousName: from },
      pretty: () => [`profile ${from} is now called ${to}`],
    };
  },
});

function twoNames([from, to, surplus]: readonly string[]): readonly [from: string, to: string] {
  if (from !== undefined && to !== undefined && surplus === undefined) return [from, to];
  throw invalidInput(
    "names",
    surplus === undefined ? "two names are needed" : `two names are enough: "${surplus}"`,
    phrase`write ${action("profile/rename", { from: "<old>", to: "<new>" })}`,
  );
}
