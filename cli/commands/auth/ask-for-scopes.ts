import { Failure } from "../../../core/failure.ts";
import type { Runtime } from "../../command.ts";
import { writeText } from "../../output/terminal.ts";
import { chosenScopes, noScopes } from "./login-scopes.ts";

/** What a person may choose, with the command lines whose scopes each one asks for besides those of reading. */
const CHOICES: readonly { readonly text: string; readonly lines: readonly string[] }[] = [
  { text: "read chats, messages, flags and the feed", lines: [] },
  {
    text: "read, and send messages and files",
    lines: ["+messages-send --chat-id oc_xxx --file ./report.pdf"],
  },
  {
    text: "read, send, and change chats, flags and the feed",
    lines: [
      "+messages-send --chat-id oc_xxx --file ./report.pdf",
      "+chat-create",
      "+chat-update",
      "+flag-create",
      "+feed-shortcut-create",
    ],
  },
];

/**
 * Asks a person at the terminal what the login is for.
 *
 * @throws {Failure} exit 2 where the answer is none.
 */
export async function askForScopes({ world, program }: Runtime): Promise<readonly string[]> {
  const lines = CHOICES.map(({ text }, index) => `  ${index + 1}  ${text}`);
  await writeText(world.stderr, ["what should im be able to do as you?", ...lines, ""].join("\n"));
  for (let attempt = 0; attempt < 3; attempt++) {
    const answer = await world.readLine("number [1], or a command line: ", { hidden: false });
    if (answer === undefined) throw noScopes();
    const text = answer.trim();
    const chosen = CHOICES[Number(text === "" ? "1" : text) - 1];
    try {
      return await chosenScopes(program, {
        scope: [],
        exclude: [],
        recommend: chosen !== undefined,
        for: chosen?.lines ?? [text],
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await writeText(world.stderr, `${error.message}\n`);
    }
  }
  throw noScopes();
}
