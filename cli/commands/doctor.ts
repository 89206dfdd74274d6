import type { AccountCall } from "../../core/account/account-call.ts";
import { buildInfo } from "../../core/build-info.ts";
import { Failure } from "../../core/failure.ts";
import { action, input, type Phrase, phrase } from "../../core/text/phrase.ts";
import type { RunAccount } from "../account.ts";
import { type CommandResult, defineCommand, type Runtime } from "../command.ts";
import { chatOrMarkedName } from "../options/ids.ts";
import { nameIn } from "../options/names.ts";
import { listOf } from "../options/list.ts";
import { notExact } from "../options/names.ts";
import { optional, type OptionValues, text, toggle } from "../options/option.ts";
import { type IdentityStates, orFailure, readIdentities } from "./auth/identities.ts";
import { usableIdentity } from "./auth/status.ts";
import { type Check, checkData, checkLines, fail, pass, skip, warn } from "./doctor/check.ts";
import { checkHosts, skippedHosts } from "./doctor/hosts.ts";
import { checkAppScopes, checkLine, type PermissionParts } from "./doctor/permissions.ts";
import { checkChat, membershipRequests } from "./doctor/chat.ts";
import { checkApp, checkConfigFile, checkDirectory, checkSecretStore } from "./doctor/places.ts";

const options = {
  offline: toggle("look at this machine only"),
  chat: optional(chatOrMarkedName("also check whether the bot and you are in this chat")),
  for: listOf({
    ...text("command line", 'also check the scopes of a command line, such as "+chat-list"'),
    parse: (value: string) => [value],
  }),
};

type Values = OptionValues<typeof options>;

/** Longest time of one of its calls, milliseconds. */
const CALL_TIMEOUT = 10_000;

/** `im doctor` */
export const doctor = defineCommand({
  name: "doctor",
  summary: "Check the setup, and say what to do about each problem",
  description: [
    "Looks at the configuration, the secret store, the hosts, the clock and both identities, and on request at scopes " +
    "and chats. Each line that does not pass says what to do. The exit status is 1 if a check fails.",
  ],
  examples: [
    { comment: "everything that a run needs", line: "doctor --format pretty" },
    {
      comment: "whether a command can work",
      line: `doctor --for "+chat-messages-list --chat-id oc_xxx" --chat oc_xxx`,
    },
    { comment: "without the network", line: "doctor --offline" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./doctor/answer.ts")).report(),
  options,
  preview: ({ offline, chat }) => ({
    description: "further calls ask for tokens, and who they belong to",
    api: offline || chat === undefined ? [] : membershipRequests(chat),
    context: {},
  }),
  async run(values, runtime): Promise<CommandResult> {
    const name = nameIn(values.chat);
    if (name !== undefined && runtime.globals.exactIds) throw notExact({ key: "chat", name });
    const account = await orFailure(runtime.account);
    const checks = [
      pass("cli_version", `im ${buildInfo.version}, Deno ${runtime.world.runtime}, ${runtime.world.os}`),
      await checkConfigFile(runtime),
      ...await checkDirectory(runtime),
      checkApp(account),
      await checkSecretStore(runtime, account),
      ...(account instanceof Failure ? [] : await checkAccount(values, withShortCalls(runtime), account)),
    ];
    return report(checks);
  },
});

/** Everything that needs to know whose credentials these are. */
async function checkAccount(
  values: Values,
  runtime: Runtime,
  account: RunAccount,
): Promise<readonly Check[]> {
  const { offline, chat } = values;
  const call = runtime.accountCall(account.hosts);
  const hosts = offline ? skippedHosts() : await checkHosts(call);
  // Without an answer from there, every further call would wait as long again.
  const isOffline = offline || hosts[0]?.status === "fail";
  const states = await readIdentities(runtime, !isOffline);
  const parts: PermissionParts = { runtime, account, states, isOffline };
  const scopes = [...await checkAppScopes(parts)];
  for (const line of values.for) scopes.push(...await checkLine(parts, line));
  return [
    ...hosts,
    identityCheck("bot", states, isOffline),
    identityCheck("user", states, isOffline),
    readyCheck(states),
    ...scopes,
    ...(chat === undefined
      ? []
      : isOffline
      ? [skip("chat", "not checked: offline")]
      : await checkChat(parts, chat)),
  ];
}

function withShortCalls(runtime: Runtime): Runtime {
  return {
    ...runtime,
    accountCall(hosts): AccountCall {
      const call = runtime.accountCall(hosts);
      return { ...call, timeout: Math.min(call.timeout, CALL_TIMEOUT) };
    },
  };
}

/** One identity that is missing is no fault where the other one works. */
function identityCheck(identity: "user" | "bot", states: IdentityStates, isOffline: boolean): Check {
  const name = `${identity}_identity`;
  const state = states[identity];
  const who = state.name === undefined ? "" : ` (${state.name})`;
  const message: Phrase = phrase`${state.message}${who}`;
  const hint = state.hint ?? phrase`see ${action("auth/status", { verify: true })}`;
  if (state.failure !== undefined) return fail(name, message, hint);
  if (!state.available) return warn(name, message, hint);
  return pass(name, isOffline ? phrase`${message}; not checked with the service` : message);
}

function readyCheck(states: IdentityStates): Check {
  const identity = usableIdentity(states);
  if (identity !== "none") {
    return pass("identity_ready", phrase`without ${input("as")}, commands run as ${identity}`);
  }
  return fail(
    "identity_ready",
    "no identity can be used",
    states.user.hint ?? states.bot.hint ?? phrase`log in: ${action("auth/login")}`,
  );
}

function report(checks: readonly Check[]): CommandResult {
  const failing = checks.filter(({ status }) => status === "fail");
  const [first] = failing;
  const rows = checks.map(checkData);
  return {
    data: { checks: rows },
    rows,
    ...(first === undefined ? {} : {
      failure: new Failure({
        type: "config",
        subtype: "checks_failed",
        message: `${failing.length} of ${checks.length} checks failed: ${
          failing.map(({ name }) => name).join(", ")
        }`,
        ...(first.hint === undefined ? {} : { hint: first.hint }),
      }),
    }),
    pretty: () => checks.flatMap(checkLines),
  };
}
