import { configPath } from "../../../core/account/config-file.ts";
import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { action, phrase, setting } from "../../../core/text/phrase.ts";
import type { RunAccount, Source } from "../../account.ts";
import { defineCommand, type Runtime } from "../../command.ts";
import { findConfigRoot } from "../../config-root.ts";
import { GLOBAL_OPTIONS, type GlobalValues, variableName, variableNames } from "../../options/global.ts";
import { optionName, toggle } from "../../options/option.ts";
import { cleanLine } from "../../output/terminal.ts";

const options = {
  origin: toggle(
    "also where each value comes from, and the global options that are set",
  ),
};

/** `im config show` */
export const configShow = defineCommand({
  name: "config show",
  summary: "Show the settings in use; secrets are never shown",
  description: [
    "Shows what this command line would use: variables count, and so do --profile and --user.",
  ],
  examples: [
    { comment: "what is in use", line: "config show --format pretty" },
    { comment: "and where it comes from", line: "config show --origin" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).settings(),
  options,
  async run({ origin }, runtime) {
    const account = await runtime.account();
    if (account.source === "none") throw nothingConfigured(runtime);
    const rootVariable = findConfigRoot(runtime.world)?.variable;
    const directory = rootVariable === undefined ? undefined : runtime.root();
    const data: JsonObject = {
      ...(directory === undefined ? {} : { directory, file: configPath(directory) }),
      source: account.source,
      ...valuesOf(account),
    };
    if (!origin) return { data, pretty: () => prettySettings(data, {}) };
    const options = givenOptions(runtime);
    const origins = { ...originsOf(account, rootVariable), ...optionOrigins(runtime, Object.keys(options)) };
    return {
      data: { ...data, options, origins: plainOrigins(origins) },
      pretty: () => prettySettings({ ...data, ...options }, origins),
    };
  },
});

function nothingConfigured(runtime: Runtime): Failure {
  return new Failure({
    type: "config",
    subtype: "not_configured",
    message: "nothing is configured yet",
    hint: phrase`begin with: ${action("config/init")}; or set ${setting("appId")} and ${
      setting("appSecret")
    }`,
    path: configPath(runtime.root()),
  });
}

/** The values; where a secret is set, its place is held by asterisks. */
function valuesOf({ profile, user, credentials, ...account }: RunAccount): JsonObject {
  const hasSecret = profile !== undefined || credentials.appSecret !== undefined;
  const { name } = account.sources.profile;
  return {
    ...(profile === undefined ? {} : {
      profile: profile.name,
      profileSource: name === undefined ? "config" : name.startsWith("-") ? "flag" : "environment",
    }),
    ...(account.appId === undefined ? {} : { appId: account.appId }),
    ...(hasSecret ? { appSecret: "****" } : {}),
    ...(credentials.userToken === undefined ? {} : { userToken: "****" }),
    ...(credentials.botToken === undefined ? {} : { botToken: "****" }),
    brand: account.brand,
    baseUrl: account.hosts.open,
    accountsUrl: account.hosts.accounts,
    defaultAs: account.defaultAs ?? "auto",
    strictMode: account.strictMode ?? "off",
    store: account.storePreference ?? "auto",
    ...(profile === undefined ? {} : {
      users: profile.users.map(({ openId, name }) => ({
        openId,
        name,
        current: openId === user?.openId,
      })),
    }),
  };
}

/** Where each of the values comes from. */
type Origins = Readonly<Record<string, Source>>;

function originsOf(
  { sources, profile, user, credentials }: RunAccount,
  rootVariable: string | undefined,
): Origins {
  const { profile: profileSource, user: userSource, appSecret, ...values } = sources;
  const inFile = (source: Source): Source =>
    source.origin === "default" ? { origin: "profile", name: "config.json" } : source;
  return {
    ...(rootVariable === undefined ? {} : { directory: { origin: "variable", name: rootVariable } }),
    ...(profile === undefined ? {} : { profile: inFile(profileSource) }),
    ...(user === undefined ? {} : { user: inFile(userSource) }),
    ...values,
    ...(profile === undefined && credentials.appSecret === undefined ? {} : { appSecret }),
  };
}

/** Global options that a line or a variable gives, by key; profile and user have lines of their own. */
function givenOptions({ globals, origins }: Runtime): JsonObject {
  const keys = Object.keys(GLOBAL_OPTIONS) as readonly (keyof GlobalValues)[];
  const isGiven = (key: keyof GlobalValues) =>
    origins[key] !== "default" && !["profile", "user"].includes(key);
  return Object.fromEntries(keys.filter(isGiven).map((key) => [key, globals[key] ?? null]));
}

function optionOrigins({ origins, world }: Runtime, keys: readonly string[]): Origins {
  return Object.fromEntries(keys.map((key): [string, Source] => {
    if (origins[key as keyof GlobalValues] === "option") {
      return [key, { origin: "option", name: optionName(key) }];
    }
    const name = variableNames(key).find((one) => world.env(one) !== undefined) ?? variableName(key);
    return [key, { origin: "variable", name }];
  }));
}

function plainOrigins(origins: Origins): JsonObject {
  return Object.fromEntries(Object.entries(origins).map(([key, source]) => [key, { ...source }]));
}

function prettySettings(data: JsonObject, origins: Origins): string[] {
  return Object.entries(data).map(([key, value]) => {
    const source = origins[key];
    const from = source === undefined ? "" : `  (${source.origin}${source.name ? ` ${source.name}` : ""})`;
    const text = Array.isArray(value)
      ? value.map((one) => {
        const { name, openId, current } = one as Readonly<Record<string, unknown>>;
        return `${name} ${openId}${current === true ? " (acts)" : ""}`;
      }).join(", ") || "nobody is logged in"
      : String(value);
    return cleanLine(`${key}: ${text}${from}`);
  });
}
