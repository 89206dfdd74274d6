import { Failure, interruptedFailure } from "../../../core/failure.ts";
import type { World } from "../../../core/world.ts";
import { demoResources, demoWorld } from "../../../fixtures/platform/mod.ts";
import type { Program } from "../../command.ts";
import { writeText } from "../../output/terminal.ts";
import { typedName } from "./launcher.ts";
import type { DemoService } from "./service.ts";
import { join } from "@std/path";

/** After this many requests the tour stops the download of the video, to continue it afterwards. */
const STOP_AFTER_REQUESTS = 4;

/** Shows commands at work; all of it goes to stderr, since stdout has the result. Answers with the directory of files. */
export async function takeTour(
  world: World,
  program: Program,
  service: DemoService,
  directory: string,
): Promise<string> {
  const [group] = demoWorld.chats;
  const [image, , , video] = demoResources;
  if (image === undefined || video === undefined) throw new Error("the demo world has lost its resources");
  const inside = { ...world, cwd: join(world.cwd, directory) };
  await world.files.mkdir(inside.cwd, { recursive: true });
  const say = (line: string) => writeText(world.stderr, `${line}\n`);
  const name = await typedName(world);
  const show = async (line: string, stop?: AbortController) => {
    await say(`${name} demo ${line}`);
    await runLine(program, service.inside(inside), line, stop);
  };
  await say(`A demo service runs on ${service.platform.origin}. Everything below is real.\n`);
  await show(`+chat-messages-list --chat-id ${group.chatId} --order asc`);
  await say("\nThe image in it:\n");
  await show(downloadLine(image));
  await say("\nA video of 24 MiB, stopped halfway as if by Ctrl-C:\n");
  await show(`${downloadLine(video)} --overwrite`, new AbortController());
  await say("\nThe same command again: it continues.\n");
  await show(`${downloadLine(video)} --overwrite`);
  await say("\nTry next:\n");
  for (const line of NEXT_LINES) await say(`${name} demo ${line}`);
  await say("");
  return inside.cwd;
}

/** What to try after the tour; every shell takes these lines as they are. */
const NEXT_LINES = ["+messages-search --query installer", "+flag-list", "--shell"];

function downloadLine(
  { messageId, fileKey, type }: { messageId: string; fileKey: string; type: string },
): string {
  return `+messages-resources-download --message-id ${messageId} --file-key ${fileKey} --type ${type}`;
}

/** Runs a line in the demo as text for people, whatever stderr is. */
async function runLine(
  program: Program,
  world: World,
  line: string,
  stop: AbortController | undefined,
): Promise<void> {
  let requests = 0;
  const status = await program.run(line.split(" "), {
    ...world,
    env: (name) => name === "IM_FORMAT" ? "pretty" : world.env(name),
    stdout: world.stderr,
    fetchBulk(url, init) {
      if (++requests === STOP_AFTER_REQUESTS) stop?.abort(interruptedFailure("interrupt"));
      return world.fetchBulk(url, init);
    },
    interrupt: stop === undefined ? world.interrupt : AbortSignal.any([world.interrupt, stop.signal]),
  });
  world.interrupt.throwIfAborted();
  if (stop === undefined && status !== 0) throw tourFailed(status);
}

function tourFailed(status: number): Failure {
  return new Failure({
    type: "internal",
    subtype: "unknown",
    message: `a command of the demo ended with status ${status}`,
  });
}
