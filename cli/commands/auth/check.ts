import { readUserToken, tokenStatus, userTokenName } from "../../../core/account/user-token.ts";
import { Failure } from "../../../core/failure.ts";
import { action, type Phrase, phrase, setting } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { requiredListOf } from "../../options/list.ts";
import { spelled } from "../../spelling.ts";
import { scopeNames } from "./login-scopes.ts";

/** `im auth check` */
export const check = defineCommand({
  name: "auth check",
  summary: "Check whether your login has certain scopes",
  description: [
    "Looks at the stored login only, without calling the service. A login that has expired counts as no. The exit " +
    "status is 0 for yes and 1 for no.",
  ],
  examples: [
    { comment: "before reading", line: `auth check --scope "im:message:readonly im:chat:read"` },
    { comment: "in a script", line: "auth check --scope search:message --jq .data.missing" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).grantCheck(),
  options: {
    scope: requiredListOf({ ...scopeNames, summary: "the scopes, separated by spaces or commas" }),
  },
  async run({ scope }, runtime): Promise<CommandResult> {
    const asked = [...new Set(scope)];
    const login = await readGrant(runtime);
    if (login.granted === undefined) return refusedResult(asked, login);
    const { granted } = login;
    const missing = asked.filter((name) => !granted.includes(name));
    const data = { granted: asked.filter((name) => granted.includes(name)), missing };
    if (missing.length === 0) return { data, pretty: () => ["granted"] };
    const suggestion = phrase`${action("auth/login", { scope: missing.join(" ") })}`;
    return {
      data: { ...data, suggestion: spelled(suggestion) },
      failure: new Failure({
        type: "authorization",
        subtype: "missing_scope",
        message: `not granted: ${missing.join(" ")}`,
        hint: phrase`ask for it: ${suggestion}`,
        missing_scopes: missing,
      }),
      pretty: () => missing.map((name) => `missing: ${name}`),
    };
  },
});

/** What a person has granted, or why that is not known. */
type Grant =
  | { readonly granted: readonly string[] }
  | {
    readonly granted?: undefined;
    readonly error: "not_configured" | "not_logged_in" | "no_token" | "expired" | "unknown";
    readonly message: Phrase;
    readonly hint: Phrase;
  };

async function readGrant(runtime: Runtime): Promise<Grant> {
  const { source, credentials, user, appId, hosts } = await runtime.account();
  const logIn = phrase`${action("auth/login")}`;
  if (credentials.userToken !== undefined) {
    return {
      error: "unknown",
      message: phrase`the token of ${setting("userToken")} does not say what was granted`,
      hint: phrase`the service says so when a command runs; or log in and leave ${
        setting("userToken")
      } unset: ${logIn}`,
    };
  }
  if (source === "none" || appId === undefined) {
    const hint = phrase`configure one: ${action("config/init")}`;
    return { error: "not_configured", message: "no app is configured", hint };
  }
  if (user === undefined) return { error: "not_logged_in", message: "nobody is logged in", hint: logIn };
  const token = await readUserToken(await runtime.store(), userTokenName(hosts.open, appId, user.openId));
  const status = tokenStatus(token, runtime.world.clock.now());
  if (token === undefined) return { error: "no_token", message: "the login is not stored", hint: logIn };
  return status === "expired"
    ? { error: "expired", message: "the login has expired", hint: logIn }
    : { granted: token.scopes };
}

function refusedResult(
  asked: readonly string[],
  { error, message, hint }: Exclude<Grant, { readonly granted: readonly string[] }>,
): CommandResult {
  return {
    data: { granted: null, missing: asked, error },
    failure: new Failure({
      type: error === "not_configured" ? "config" : "authentication",
      subtype: error === "not_configured" ? error : error === "expired" ? "token_expired" : "token_missing",
      message,
      hint,
    }),
    pretty: () => asked.map((name) => `missing: ${name}`),
  };
}
