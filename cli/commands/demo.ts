import { Failure, interruptedFailure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { defineCommand, type Program } from "../command.ts";
import { toggle } from "../options/option.ts";
import { writeText } from "../output/terminal.ts";
import { join } from "@std/path";

/** Directory that the files go to, inside the working directory. */
const DIRECTORY = "im-demo";
/** Speed of one connection of the demo service, bytes per second: fast enough, and slow enough to be seen. */
const SPEED = 12_000_000;
/** After this many requests the demo stops the download of the video, to continue it afterwards. */
const STOP_AFTER_REQUESTS = 4;

const options = {
  serve: toggle("only run the service, for commands in another terminal; stop it with Ctrl-C"),
};

/** `im demo` */
export const demo = defineCommand({
  name: "demo",
  summary: "Try im against a built-in demo service",
  description: [
    `The service runs inside the program, on a loopback address. A chat is listed; an image and a video of it are ` +
    `downloaded into ./${DIRECTORY}; the video is stopped half-way and continued by the same command.`,
  ],
  examples: [
    { comment: "take the tour", line: "demo" },
    { comment: "try commands of your own against the demo service", line: "demo --serve" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  options: options,
  async run(values, { world, program }) {
    // Loaded here, since no other command needs the service.
    const { demoChat, demoResources, startPlatform } = await import("../../fixtures/platform/mod.ts");
    await using service = await startPlatform({ ...demoChat, bytesPerSecond: SPEED });
    const readings = readingLines(demoChat.chats);
    if (values.serve) {
      await serve(world, service.origin, [...readings, ...demoResources.map(downloadLine)]);
      return { data: {}, envelope: "none" };
    }
    const [image, , , video] = demoResources;
    if (image === undefined || video === undefined) throw new Error("the demo world has lost its resources");
    const inside = { ...world, cwd: join(world.cwd, DIRECTORY) };
    await world.files.mkdir(inside.cwd, { recursive: true });
    await writeLine(world, `A demo service runs on ${service.origin}. Everything below is real.\n`);
    const show = (line: string, stop?: AbortController) =>
      runDemoLine(program, inside, service.origin, line, stop);
    await show(readings[0] ?? "");
    await writeLine(world, "\nThe image in it:\n");
    await show(downloadLine(image));
    await writeLine(world, "\nA video of 24 MiB, stopped half-way as if by Ctrl-C:\n");
    await show(`${downloadLine(video)} --overwrite`, new AbortController());
    await writeLine(world, "\nThe same command again: it continues.\n");
    await show(`${downloadLine(video)} --overwrite`);
    return {
      data: { directory: inside.cwd, requests: service.log.length },
      pretty: () => [`the files are in ${inside.cwd}`],
    };
  },
});

/** Command lines that read the demo's group and direct chat. */
function readingLines(chats: readonly { readonly chatId: string; readonly p2pTarget?: string }[]): string[] {
  const [group, direct] = chats;
  return [
    `+chat-messages-list --chat-id ${group?.chatId} --order asc`,
    `+chat-messages-list --chat-id ${group?.chatId} --concise --download-resources`,
    `+chat-messages-list --user-id ${direct?.p2pTarget}`,
    "+messages-search --query release",
    "+chat-list --types p2p,group --format pretty",
    `+chat-members-list --chat-id ${group?.chatId} --format pretty`,
  ];
}

function downloadLine(
  { messageId, fileKey, type }: { messageId: string; fileKey: string; type: string },
): string {
  return `+messages-resources-download --message-id ${messageId} --file-key ${fileKey} --type ${type}`;
}

/** The variables that make the program talk to the demo service. */
function demoEnvironment(origin: string): Readonly<Record<string, string>> {
  return { IM_BASE_URL: origin, IM_USER_ACCESS_TOKEN: "u-demo", IM_TENANT_ACCESS_TOKEN: "t-demo" };
}

/** Shows a command line and runs it; all that it prints goes to stderr, since stdout has the result of the show. */
async function runDemoLine(
  program: Program,
  world: World,
  origin: string,
  line: string,
  stop: AbortController | undefined,
): Promise<void> {
  const variables = demoEnvironment(origin);
  let requests = 0;
  await writeLine(world, `$ im ${line}`);
  const status = await program.run([...line.split(" "), "--format", "pretty"], {
    ...world,
    env: (name) => variables[name],
    stdout: world.stderr,
    fetchBulk(url, init) {
      if (++requests === STOP_AFTER_REQUESTS) stop?.abort(interruptedFailure("interrupt"));
      return world.fetchBulk(url, init);
    },
    interrupt: stop === undefined ? world.interrupt : AbortSignal.any([world.interrupt, stop.signal]),
  });
  world.interrupt.throwIfAborted();
  if (stop === undefined && status !== 0) throw demoFailed(status);
}

function demoFailed(status: number): Failure {
  return new Failure({
    type: "internal",
    subtype: "unknown",
    message: `a command of the demo ended with status ${status}`,
  });
}

/** A line that sets a variable in a shell of this system: PowerShell on Windows. Both take "#" for a comment. */
export function variableLine(os: World["os"], name: string, value: string): string {
  return os === "windows" ? `$env:${name} = "${value}"` : `export ${name}=${value}`;
}

async function serve(world: World, origin: string, lines: readonly string[]): Promise<void> {
  const exports = Object.entries(demoEnvironment(origin)).map(([name, value]) =>
    variableLine(world.os, name, value)
  );
  await writeText(world.stdout, `${[...exports, ...lines.map((line) => `# im ${line}`)].join("\n")}\n`);
  await writeLine(world, "Serving until Ctrl-C. Type the lines above in another terminal.");
  await new Promise<void>((resolve) => {
    if (world.interrupt.aborted) resolve();
    world.interrupt.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function writeLine(world: World, text: string): Promise<void> {
  await writeText(world.stderr, `${text}\n`);
}
