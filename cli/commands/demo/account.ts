import { Failure } from "../../../core/failure.ts";
import type { Sink, World } from "../../../core/world.ts";
import { demoApp } from "../../../fixtures/platform/mod.ts";
import type { Program } from "../../command.ts";
import type { DemoService } from "./service.ts";

/** How often the service lets a login ask whether the person has agreed. */
const POLL_SECONDS = 5;

/**
 * Sets up a profile of the demo and logs in to it, by the commands that people use; answers with the variables that lead
 * to it.
 */
export async function logInToDemo(
  world: World,
  program: Program,
  service: DemoService,
): Promise<Readonly<Record<string, string>>> {
  const { platform, directory } = service;
  const variables = { IM_CONFIG_DIR: directory, IM_STORE: "file" };
  const inside = {
    ...service.inside(world, variables),
    ...{ stdout: discarded(), stdinIsTerminal: false },
    readStdin: () => Promise.resolve(new TextEncoder().encode(demoApp.secret)),
  };
  const run = async (words: readonly string[]) => {
    const errors = discarded();
    const status = await program.run(words, { ...inside, stderr: errors });
    world.interrupt.throwIfAborted();
    if (status !== 0) throw setUpFailed(words, errors.text());
  };
  const app = ["--app-id", demoApp.id, "--app-secret-stdin", "--base-url", platform.origin];
  await run(["config", "init", "--name", "demo", ...app]);
  const commands = (await program.commands())
    .filter(({ name, identities }) => name.startsWith("+") && identities.includes("user"));
  platform.accounts.change({ answer: { decision: "approve" }, pollSeconds: 1, pace: 20 });
  await run(["auth", "login", "--recommend", ...commands.flatMap(({ name }) => ["--for", name])]);
  platform.accounts.change({ answer: undefined, pollSeconds: POLL_SECONDS, pace: 1 });
  return variables;
}

/** A stream that nobody sees. */
function discarded(): Sink & { text(): string } {
  const decoder = new TextDecoder();
  let text = "";
  return {
    isTerminal: false,
    columns: () => 80,
    write(bytes) {
      text += decoder.decode(bytes, { stream: true });
      return Promise.resolve();
    },
    text: () => text,
  };
}

function setUpFailed(words: readonly string[], errors: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "unknown",
    message: `the demo could not be set up: ${words.slice(0, 2).join(" ")} failed: ${errors.trim()}`,
  });
}
