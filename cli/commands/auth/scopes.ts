import { fetchAppScopes } from "../../../core/account/identity-info.ts";
import { Failure } from "../../../core/failure.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../../command.ts";

/** `im auth scopes` */
export const scopes = defineCommand({
  name: "auth scopes",
  summary: "List the scopes that the app has",
  description: [
    "What is enabled for the app in the developer console: a login can ask for no more than userScopes, and the bot has " +
    "botScopes. Runs as the bot.",
  ],
  examples: [
    { comment: "all of them", line: "auth scopes" },
    {
      comment: "whether searching is enabled",
      line: `auth scopes --jq '.data.userScopes | index("search:message")'`,
    },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).appScopes(),
  options: {},
  preview: () => ({
    api: [{
      method: "GET",
      path: "/open-apis/application/v6/applications/:app_id",
      params: { lang: "zh_cn" },
      repeatable: true,
    }],
    context: {},
  }),
  async run(_values, runtime): Promise<CommandResult> {
    const { appId, brand, hosts } = await runtime.account();
    if (appId === undefined) {
      throw new Failure({
        type: "config",
        subtype: "not_configured",
        message: "no app is configured",
        hint: phrase`configure one: ${action("config/init")}`,
        setting: "appId",
      });
    }
    const token = await (await runtime.tokens()).token("bot");
    const { user, bot } = await fetchAppScopes(runtime.accountCall(hosts), appId, token);
    const rows = [...new Set([...user, ...bot])].map((scope) => ({
      scope,
      user: user.includes(scope),
      bot: bot.includes(scope),
    }));
    return {
      data: { appId, brand, tokenType: "user", userScopes: user, botScopes: bot, count: user.length },
      rows,
      pretty: () =>
        rows.map(({ scope, user, bot }) =>
          `${scope}  (${[...user ? ["user"] : [], ...bot ? ["bot"] : []].join(", ")})`
        ),
    };
  },
});
