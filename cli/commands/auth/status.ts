import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { toggle } from "../../options/option.ts";
import { identityData, identityLine, type IdentityStates, readIdentities } from "./identities.ts";

/** `im auth status` */
export const status = defineCommand({
  name: "auth status",
  summary: "Show which identities can be used",
  description: [
    "Shows the app and its two identities, the bot and the logged-in user, wherever their credentials come from. " +
    "--verify asks the service; the exit status is then 0 only if every configured identity works.",
  ],
  examples: [
    { comment: "what is stored", line: "auth status" },
    { comment: "whether it works", line: "auth status --verify" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).status(),
  options: { verify: toggle("ask the service") },
  preview: ({ verify }) => ({
    api: verify
      ? [
        {
          method: "GET",
          path: "/open-apis/bot/v3/info",
          desc: "as the bot, if there is one",
          repeatable: true,
        },
        {
          method: "GET",
          path: "/open-apis/authen/v1/user_info",
          desc: "as the person, if somebody is logged in",
          repeatable: true,
        },
      ]
      : [],
    context: {},
  }),
  async run({ verify }, runtime): Promise<CommandResult> {
    const account = await runtime.account();
    if (account.source === "none") {
      throw new Failure({
        type: "config",
        subtype: "not_configured",
        message: "no app is configured",
        hint: phrase`configure one: ${action("config/init")}`,
        setting: "appId",
      });
    }
    const states = await readIdentities(runtime, verify);
    const { profile, appId, brand, defaultAs } = account;
    const failure = verify ? failureOf(states) : undefined;
    const data: JsonObject = {
      ...(profile === undefined ? {} : { profile: profile.name }),
      source: account.source,
      ...(appId === undefined ? {} : { appId }),
      brand,
      defaultAs: defaultAs ?? "auto",
      identity: usableIdentity(states),
      identities: { bot: identityData("bot", states.bot), user: identityData("user", states.user) },
      ...(verify ? { verified: failure === undefined } : {}),
    };
    return {
      data,
      ...(failure === undefined ? {} : { failure, isFailed: true }),
      pretty: () => [
        `${profile === undefined ? "variables" : `profile ${profile.name}`}: ${
          appId ?? "no app id"
        }, ${brand}`,
        ...identityLine("user", states.user),
        ...identityLine("bot", states.bot),
      ],
    };
  },
});

/** Who acts where a command leaves it open. */
export function usableIdentity({ user, bot }: IdentityStates): "user" | "bot" | "none" {
  return user.available ? "user" : bot.available ? "bot" : "none";
}

/** Why verification fails: an identity that is there does not work, or there is none. */
function failureOf({ user, bot }: IdentityStates): Failure | undefined {
  const failed = [user, bot].find(({ failure }) => failure !== undefined)?.failure;
  if (failed !== undefined || user.available || bot.available) return failed;
  const { message, hint } = user.source === undefined ? bot : user;
  return new Failure({
    type: "authentication",
    subtype: "token_missing",
    message,
    ...(hint === undefined ? {} : { hint }),
  });
}
