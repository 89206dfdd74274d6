import { Failure } from "../../../core/failure.ts";
import { input, joinPhrases, phrase } from "../../../core/text/phrase.ts";
import type { Profile } from "../../../core/account/config.ts";
import { isAppOf } from "../../../core/account/profiles.ts";
import { defineCommand, type Runtime } from "../../command.ts";
import { type ConfirmedAction, notConfirmed, requireConfirmation } from "../../confirmation.ts";
import { canAsk } from "../../questions.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { optional, type OptionValues, short, text, toggle } from "../../options/option.ts";
import { readEnvironment } from "../../settings.ts";
import {
  appOptions,
  profileData,
  readAppHosts,
  readAppSecret,
  storeApp,
  type StoredApp,
} from "../profile/app.ts";
import { configPreview } from "../profile/preview.ts";

const options = {
  ...appOptions,
  name: optional(text("name", "name of the profile (default: the one that has this app, else a new one)")),
  new: toggle("make a new app: open an address in the browser and agree"),
  yes: short("y", toggle("let a profile change to another app; its secret and logins are removed")),
};

type Values = OptionValues<typeof options>;

/** `im config init` */
export const configInit = defineCommand({
  name: "config init",
  summary: "Set up an app: store its id and secret, and show the next step",
  description: [
    "On a terminal it asks for what is missing and explains each step. The secret comes from standard input, a file, " +
    "IM_APP_SECRET or a hidden prompt, never from the command line.",
    "One request checks id and secret before they are stored; if the service refuses them, nothing is stored. Other " +
    "profiles stay as they are; this one becomes the current profile.",
  ],
  examples: [
    { comment: "be guided", line: "config init" },
    {
      comment: "in a script, with the secret in a file",
      line: "config init --app-id cli_xxx --app-secret-file app.secret",
    },
    { comment: "make a new app in the browser", line: "config init --new" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  danger: "moderate",
  answer: async () => (await import("../profile/answers.ts")).storedProfile(),
  options,
  check(values) {
    const { appId, appSecretStdin, appSecretFile } = values;
    const given = {
      new: values.new,
      appId,
      appSecretStdin: appSecretStdin || undefined,
      appSecretFile,
    };
    if (values.new) {
      for (const key of ["appId", "appSecretStdin", "appSecretFile"]) checkExclusive(given, ["new", key]);
    }
  },
  preview: (values) =>
    configPreview(
      phrase`stores the app in the profile "${values.name ?? "default"}"`,
      values.new ? [] : [values.appId],
    ),
  async run(values, runtime) {
    const isGuided = canAsk(runtime.world) && !values.new && !isComplete(values, runtime);
    if (isGuided) return await guidedInit(values, runtime);
    const app = values.new ? await registeredApp(values, runtime) : await givenApp(values, runtime);
    return resultOf(await storeInit(runtime, values, app));
  },
});

/** An app that is set up, with where it lives. */
export interface InitApp extends ReturnType<typeof readAppHosts> {
  readonly appId: string;
  readonly appSecret: string;
}

/** The line and the variables say all that is needed. */
function isComplete({ appId, appSecretStdin, appSecretFile }: Values, { world }: Runtime): boolean {
  const { credentials } = readEnvironment(world);
  const hasSecret = appSecretStdin || appSecretFile !== undefined || credentials.appSecret !== undefined;
  return (appId ?? credentials.appId) !== undefined && hasSecret;
}

/** The app of the line and the variables. @throws {Failure} exit 2 for what is missing. */
async function givenApp(values: Values, { world }: Runtime): Promise<InitApp> {
  const appId = values.appId ?? readEnvironment(world).credentials.appId;
  const appSecret = await readAppSecret(values, world);
  if (appId !== undefined && appSecret !== undefined) {
    return { appId, appSecret, ...readAppHosts(values, world) };
  }
  const missing = [
    ...(appId === undefined ? ["appId"] : []),
    ...(appSecret === undefined ? ["appSecretStdin"] : []),
  ];
  throw new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: phrase`${joinPhrases(missing.map((key) => phrase`${input(key)}`), " and ")} ${
      missing.length === 1 ? "is" : "are"
    } missing`,
    hint: phrase`give ${input("appId")} and ${input("appSecretStdin")} or ${input("appSecretFile")}, or ${
      input("new")
    }; at a terminal it asks for them`,
    input: missing[0] ?? "appId",
    params: missing.map((key) => ({ input: key, reason: "is missing" })),
  });
}

/** Stores the app in its profile, which becomes the current one. */
export async function storeInit(
  runtime: Runtime,
  { store, yes, ...given }: Pick<Values, "name" | "store" | "yes">,
  { appSecret, ...app }: InitApp,
): Promise<StoredApp> {
  // A profile that is chosen for all commands is the one to set up.
  const name = given.name ?? runtime.globals.profile;
  let confirmed: string | undefined;
  return await storeApp(runtime, {
    request: {
      ...app,
      ...(name === undefined ? {} : { name }),
      ...(store === undefined ? {} : { store }),
    },
    appSecret,
    isCurrent: true,
    async confirm({ before }) {
      if (before === undefined || isAppOf(before, app)) return;
      await requireConfirmation(yes, replacement(before), runtime);
      confirmed = before.appId;
    },
    check({ before }) {
      if (before === undefined || isAppOf(before, app) || before.appId === confirmed) return;
      throw notConfirmed(replacement(before));
    },
  });
}

/** Another app takes the place of the one in a profile. */
function replacement({ appId, name }: Profile): ConfirmedAction {
  const effect = `replaces the app ${appId} of the profile "${name}" and ends its logins`;
  return { name: "im config init", effect };
}

async function registeredApp(values: Values, runtime: Runtime): Promise<InitApp> {
  const { registerApp } = await import("./register.ts");
  return await registerApp(runtime, readAppHosts(values, runtime.world));
}

async function guidedInit(values: Values, runtime: Runtime) {
  const { guide } = await import("./guide.ts");
  return resultOf(await guide(runtime, values));
}

function resultOf(stored: StoredApp) {
  const { profile, warnings, isNew } = stored;
  return {
    data: profileData(stored),
    warnings,
    pretty: () => [
      `profile ${profile.name} ${isNew ? "is set up" : "is up to date"}: app ${profile.appId}`,
      "next: im auth login, to act as yourself; or im +chat-list --as bot",
    ],
  };
}
