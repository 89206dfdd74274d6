import { nameTaken, profileOfApp } from "../../../core/account/profiles.ts";
import { failedPrecondition, invalidInput } from "../../../core/failure.ts";
import { action, input, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { required, text, toggle } from "../../options/option.ts";
import { appOptions, profileData, readAppHosts, readAppSecret, storeApp } from "./app.ts";
import { configPreview } from "./preview.ts";

const options = {
  name: required(text("name", "name of the new profile")),
  ...appOptions,
  appId: required(text("id", "app id, cli_…")),
  use: toggle("make it the current profile"),
};

/** `im profile add` */
export const profileAdd = defineCommand({
  name: "profile add",
  summary: "Add a profile for another app",
  description: [
    "Name and app must be new; im config init changes an existing profile. The secret comes from standard input, a " +
    "file or IM_APP_SECRET, and one request checks it before it is stored.",
  ],
  examples: [
    {
      comment: "with the secret in a file",
      line: "profile add --name lab --app-id cli_xxx --app-secret-file lab.secret --use",
    },
    {
      comment: "an app of Lark, with the secret on standard input",
      line: "profile add --name lark --app-id cli_yyy --brand lark --app-secret-stdin",
    },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).storedProfile(),
  options,
  oneOf: [["appSecretStdin", "appSecretFile"]],
  preview: (values) => configPreview(phrase`stores the profile "${values.name}"`, [values.appId]),
  async run(values, runtime) {
    const appSecret = await readAppSecret(values, runtime.world);
    if (appSecret === undefined) {
      throw invalidInput(
        "appSecretStdin",
        "the app secret is missing",
        phrase`give it with ${input("appSecretStdin")} or ${input("appSecretFile")}`,
      );
    }
    const { name, appId, store, use } = values;
    const stored = await storeApp(runtime, {
      request: {
        name,
        appId,
        ...readAppHosts(values, runtime.world),
        ...(store === undefined ? {} : { store }),
      },
      appSecret,
      isCurrent: use,
      check({ profile, before }, config) {
        if (before !== undefined) throw nameTaken(name);
        const other = profileOfApp(config, profile);
        if (other === undefined) return;
        throw failedPrecondition(
          phrase`the profile "${other.name}" has the app ${appId} already`,
          phrase`use it with: ${action("profile/use", { name: other.name })}`,
        );
      },
    });
    return {
      data: profileData(stored),
      warnings: stored.warnings,
      pretty: () => [
        `profile ${stored.profile.name} added${stored.current === stored.profile.name ? ", and in use" : ""}`,
      ],
    };
  },
});
