import { defineCommand } from "../command.ts";
import { commaList, listOf } from "../options/list.ts";
import { text, toggle } from "../options/option.ts";

const tools = listOf(
  commaList("names", text("name", "serve only these tools, or families of tools: messages,chats")),
);

const options = {
  allowWrite: toggle("serve the tools that write, too"),
  tools: {
    ...tools,
    // An empty list is a mistake, none means all.
    read: (texts: readonly string[] | undefined, name: string) =>
      texts === undefined ? undefined : tools.read(texts, name),
  },
};

/** `im mcp` */
export const mcp = defineCommand({
  name: "mcp",
  summary: "Serve the commands as tools for agents (Model Context Protocol)",
  description: [
    "Speaks the protocol on stdin and stdout until stdin ends. Every shortcut that reads is a tool and, with " +
    "--allow-write, every one that writes; api_schema and api_call reach the methods of the API. Tools act as " +
    "whoever a command " +
    "would act as: --as, --profile and the other global options hold for all of them.",
    "Files are read and saved in the directory of -C and in the roots of the client, and nowhere else.",
    "Listing the tools needs no login. What cannot be undone is refused unless the call says yes: true.",
  ],
  examples: [
    { comment: "tools that read", line: "mcp" },
    { comment: "tools that write, too; files in a directory", line: "mcp --allow-write -C ~/work" },
    { comment: "a few tools, as the bot", line: "mcp --tools messages,chats --as bot" },
  ],
  seeAlso: ["skill install"],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () =>
    (await import("../../core/json/shape.ts")).record({}, "none: it serves until stdin ends"),
  isServer: true,
  options,
  async run(choice, runtime) {
    const { serve } = await import("../mcp/server.ts");
    await serve(runtime, choice);
    return { data: {}, envelope: "none" };
  },
});
