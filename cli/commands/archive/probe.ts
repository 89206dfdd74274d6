import { chatId } from "../../options/ids.ts";
import { required } from "../../options/option.ts";
import { type CommandResult, defineCommand } from "../../command.ts";

/** `im archive probe` */
export const archiveProbe = defineCommand({
  name: "archive probe",
  summary: "Find out how the service behaves where archives depend on it",
  description: [
    "Reads a chat with at most 15 calls and reports what the documentation leaves open: the order of lists, the " +
    "ends of " +
    "time ranges, replies of threads, recalled messages, empty searches. The report holds no text, no name and no " +
    "id, so it can be passed on. It says most about a chat that has threads and recalled messages.",
  ],
  examples: [
    { comment: "with a chat that has threads", line: "archive probe --chat-id oc_xxx" },
    { comment: "what it asks", line: "archive probe --chat-id oc_xxx --dry-run" },
  ],
  identities: ["user", "bot"],
  scopes: ["im:message:readonly", "im:message", "im:message.history:readonly"],
  moreScopes: {
    user: [
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      "im:chat:read",
      "search:message",
    ],
    bot: ["im:message.group_msg", "im:message.p2p_msg:readonly", "im:chat:read"],
  },
  risk: "read",
  answer: async () => (await import("./answers.ts")).probed(),
  columns: ["question", "answer", "expected"],
  options: { chatId: required(chatId("chat to ask about")) },
  async preview({ chatId }, identity, _prepared, { world }) {
    const { probeRequests } = await import("../../../core/archive/probe.ts");
    return { api: probeRequests(chatId, identity === "user", world.clock.now()), context: {} };
  },
  async run({ chatId }, runtime): Promise<CommandResult> {
    const { probeService } = await import("../../../core/archive/probe.ts");
    const { world, identity } = runtime;
    const client = runtime.client();
    const { mode, calls, findings } = await probeService(client, { chatId, now: world.clock.now() });
    const rows = findings.map((finding) => ({ ...finding }));
    return {
      data: {
        host: client.host,
        brand: runtime.brand ?? null,
        identity,
        chat_mode: mode,
        calls,
        findings: rows,
      },
      rows,
      pretty: () => [
        `${client.host}, as ${identity}, in a chat of mode "${mode}"`,
        ...findings.map(({ question, answer, expected }) => {
          const differs = expected !== undefined && answer !== "unknown" && answer !== expected;
          return `${question}: ${answer}${differs ? ` (archives expect: ${expected})` : ""}`;
        }),
      ],
    };
  },
});
