import type { OutputFormat } from "./format.ts";
import { documentText } from "./json.ts";
import { terminalJson } from "../terminal.ts";

/** Messages as compact Markdown; commands that have it lay it out themselves. */
export const concise: OutputFormat = {
  name: "concise",
  isForPeople: true,
  text: async ({ concise, document }, settings) =>
    concise?.() ?? terminalJson(await documentText(document(), settings)),
};
