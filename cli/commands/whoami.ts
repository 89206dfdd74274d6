import type { JsonObject } from "../../core/json/json.ts";
import { resolveIdentity } from "../../core/platform/identity.ts";
import type { RunAccount } from "../account.ts";
import { type CommandResult, defineCommand, type Runtime } from "../command.ts";
import { type IdentityState, readIdentities } from "./auth/identities.ts";

/** `im whoami` */
export const whoami = defineCommand({
  name: "whoami",
  summary: "Show which identity commands run as",
  description: [
    "Shows the identity that a command runs as if it supports both, what decided that, and whether it can be used. " +
    "Nothing is sent; im auth status --verify asks the service.",
  ],
  examples: [
    { comment: "by default", line: "whoami" },
    { comment: "as the bot", line: "whoami --as bot" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./auth/answers.ts")).whoami(),
  options: {},
  async run(_values, runtime): Promise<CommandResult> {
    const account = await runtime.account();
    const { text } = runtime.texts;
    const states = await readIdentities(runtime, false);
    const identity = await resolveIdentity({
      option: runtime.globals.as,
      preset: account.defaultAs,
      strict: account.strictMode,
      supported: ["user", "bot"],
      hasUserToken: () => states.user.available,
    });
    const state = states[identity];
    const { profile, appId, brand, defaultAs } = account;
    const data: JsonObject = {
      ...(profile === undefined ? {} : { profile: profile.name }),
      source: account.source,
      ...(appId === undefined ? {} : { appId }),
      brand,
      defaultAs: defaultAs ?? "auto",
      identity,
      identitySource: identitySource(runtime, account),
      available: state.available,
      tokenStatus: tokenWord(state),
      ...(identity === "user" && state.openId !== undefined
        ? { onBehalfOf: { userName: state.name ?? "", openId: state.openId } }
        : {}),
      ...(state.hint === undefined ? {} : { hint: text(state.hint) }),
    };
    return {
      data,
      pretty: () => [
        `${identity}${state.name === undefined ? "" : ` ${state.name}`}: ${text(state.message)}`,
        ...(state.hint === undefined ? [] : [`  ${text(state.hint)}`]),
      ],
    };
  },
});

/** What decided the identity. */
function identitySource({ globals }: Runtime, { strictMode, defaultAs }: RunAccount): string {
  if (strictMode !== undefined && strictMode !== "off") return "strict_mode";
  if (globals.as !== undefined && globals.as !== "auto") return "flag";
  return globals.as === undefined && defaultAs !== undefined && defaultAs !== "auto"
    ? "default_as"
    : "auto_detect";
}

function tokenWord({ status, available }: IdentityState): string {
  if (status === "ready") return "valid";
  return available || status === "expired" ? status : "no_token";
}
