/**
 * Sessions in the documents: a block marked `console` holds commands behind `$ ` and what they print. They are run
 * against the demo's world and written down again; what stands there already decides nothing but where Ctrl-C is typed.
 *
 * A page says where its sessions take place: `<!-- sessions: Asia/Shanghai, 80 columns -->`.
 *
 * @module
 */

import { type Step, type Terminal, withTerminal } from "./terminal.ts";

/** A page that has sessions. */
export interface Setting {
  readonly zone: string;
  readonly columns: number;
}

const BLOCK = /^```console\n([^]*?)^```$/gm;

/** Where the sessions of a page take place; `undefined` for a page without sessions. */
export function settingOf(page: string): Setting | undefined {
  const [, zone, columns] = /^<!-- sessions: (\S+), (\d+) columns -->$/m.exec(page) ?? [];
  if (zone !== undefined) return { zone, columns: Number(columns) };
  if (page.match(BLOCK) !== null) throw new Error("a page with sessions must say where they take place");
  return undefined;
}

/** The commands of a block. */
export function stepsOf(block: string): readonly Step[] {
  const steps: Step[] = [];
  const lines = block.trimEnd().split("\n");
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] ?? "";
    if (!first.startsWith("$ ")) continue;
    const parts = [first.slice(2)];
    while (parts.at(-1)?.endsWith("\\")) parts.push(lines[++at] ?? "");
    steps.push({ line: parts.join("\n"), isInterrupted: lines[at + 1] === "^C" });
  }
  return steps;
}

/** The page as it has to be: each session run anew, one after another in one world. */
export async function writeSessions(page: string): Promise<string> {
  const setting = settingOf(page);
  if (setting === undefined) return page;
  return await inZone(
    setting.zone,
    () =>
      withTerminal({ columns: setting.columns, isColored: false }, async (terminal) => {
        const blocks: string[] = [];
        for (const [, block = ""] of page.matchAll(BLOCK)) blocks.push(await typeSession(block, terminal));
        return page.replace(BLOCK, () => `\`\`\`console\n${blocks.shift()}\`\`\``);
      }),
  );
}

/** What stands on a terminal after the commands of a block. */
export async function typeSession(block: string, terminal: Terminal): Promise<string> {
  terminal.reopen();
  let text = "";
  let hasOutput = false;
  for (const step of stepsOf(block)) {
    const output = await terminal.type(step);
    text += `${hasOutput ? "\n" : ""}$ ${step.line}\n`;
    if (output !== "") text += output.endsWith("\n") ? output : `${output}\n`;
    hasOutput = output !== "";
  }
  return text;
}

/** Runs something in a time zone. */
export async function inZone<T>(zone: string, run: () => Promise<T>): Promise<T> {
  const before = Deno.env.get("TZ");
  Deno.env.set("TZ", zone);
  try {
    return await run();
  } finally {
    if (before === undefined) Deno.env.delete("TZ");
    else Deno.env.set("TZ", before);
  }
}
