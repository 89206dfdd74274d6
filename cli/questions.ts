/**
 * When somebody is asked: where standard input and the stream that questions are on are terminals, unless the person
 * said that nobody is there. Whatever is asked has an option that answers it.
 *
 * @module
 */

import { type Failure, invalidInput } from "../core/failure.ts";
import { input, phrase } from "../core/text/phrase.ts";
import type { World } from "../core/world.ts";

/** Whether somebody is there to answer. */
export function canAsk({ stdinIsTerminal, stderr }: Pick<World, "stdinIsTerminal" | "stderr">): boolean {
  return stdinIsTerminal && stderr.isTerminal;
}

/**
 * The same world with nobody at the terminal: nothing is asked, and nothing waits for what somebody may type.
 *
 * @param key the option that says so
 */
export function withoutQuestions(world: World, key: "noInput" | "quiet"): World {
  if (!world.stdinIsTerminal) return world;
  return {
    ...world,
    stdinIsTerminal: false,
    readLine: () => Promise.reject(new TypeError("a question was asked of nobody")),
    readStdin: () => Promise.reject(typingRefused(key)),
  };
}

function typingRefused(key: "noInput" | "quiet"): Failure {
  const option = key === "quiet" ? phrase`${input(key)} given twice` : phrase`${input(key)}`;
  return invalidInput(
    key,
    phrase`standard input is a terminal, and with ${option} nothing typed there is waited for`,
    "pipe the text in, or give it as a file: @FILE",
  );
}
