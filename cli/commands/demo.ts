import type { World } from "../../core/world.ts";
import { defineCommand } from "../command.ts";
import { checkExclusive } from "../options/exclusive.ts";
import { positional, text, toggle } from "../options/option.ts";
import { writeText } from "../output/terminal.ts";

/** Directory that the files of the tour go to, inside the working directory. */
const DIRECTORY = "im-demo";

const options = {
  line: positional(text("command", "a command with its options, run once against the demo service")),
  shell: toggle("open your shell with variables that make im use the demo service"),
  serve: toggle("only run the service, for commands in another terminal; stop it with Ctrl-C"),
};

/** `im demo` */
export const demo = defineCommand({
  name: "demo",
  summary: "Try im against a built-in demo service",
  description: [
    "The service runs inside the program, on a loopback address, and has a small company in it: groups, a topic " +
    "chat, direct chats, files, flags, a bot. It keeps what is written to it until it ends.",
    `Alone, the command takes you on a tour: a chat is listed; an image and a video from it are downloaded into ` +
    `./${DIRECTORY}; the video is stopped halfway and continued by the same command.`,
  ],
  examples: [
    { comment: "take the tour", line: "demo" },
    { comment: "run one command in the demo", line: "demo +messages-search --query release" },
    { comment: "try many commands in your own shell", line: "demo --shell" },
    { comment: "use the demo from another terminal", line: "demo --serve" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => {
    const { integer, record, text } = await import("../../core/json/shape.ts");
    return record({ directory: text("where the files of the tour are"), requests: integer() });
  },
  options,
  runsLine: true,
  check: (values, _world, _identity, nameOf) =>
    checkExclusive(values, ["line", "shell", "serve"], (key) => key === "line" ? "a command" : nameOf(key)),
  async run({ line, shell, serve }, { world, program }) {
    // Loaded here, since no other command needs the service.
    const { withDemoService } = await import("./demo/service.ts");
    return await withDemoService(world, async (service) => {
      if (line.length > 0) {
        const status = await program.run(line, service.inside(world));
        return { data: {}, envelope: "none", status };
      }
      if (shell) {
        const { openShell } = await import("./demo/shell.ts");
        return { data: {}, envelope: "none", status: await openShell(world, program, service) };
      }
      if (serve) {
        await serveUntilInterrupt(world, service);
        return { data: {}, envelope: "none" };
      }
      const { takeTour } = await import("./demo/tour.ts");
      const directory = await takeTour(world, program, service, DIRECTORY);
      return {
        data: { directory, requests: service.requestCount() },
        pretty: () => [`the files are in ${directory}`],
      };
    });
  },
});

/** Prints the variables, for another terminal, and waits. */
async function serveUntilInterrupt(
  world: World,
  { variables }: { readonly variables: Readonly<Record<string, string>> },
): Promise<void> {
  const { shellOf, variableLine } = await import("./demo/shells.ts");
  const { exampleLines } = await import("./demo/examples.ts");
  const { kind } = shellOf(world);
  const lines = Object.entries(variables).map(([name, value]) => variableLine(kind, name, value));
  await writeText(world.stdout, `${lines.join("\n")}\n`);
  const examples = exampleLines().map((line) => `  im ${line}\n`).join("");
  await writeText(
    world.stderr,
    `Paste the lines above into another terminal; there, try for example:\n\n${examples}\nServing until Ctrl-C.\n`,
  );
  await new Promise<void>((resolve) => {
    if (world.interrupt.aborted) resolve();
    world.interrupt.addEventListener("abort", () => resolve(), { once: true });
  });
}
