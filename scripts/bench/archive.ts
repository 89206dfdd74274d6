/**
 * Measures all that was promised about archives and prints one table:
 * `deno task bench:archive [--messages N] [--chats N] [--queries N] [--scroll N] [--kills N] [--only PARTS] [--older DENO|none] [--write]`.
 *
 * Chats of generated messages are exported, as a whole program by a clock that does not wait, from a service that is a
 * function and keeps the real limits; then the archive is searched, checked, shown and written as a site. The parts are
 * `export`, `limits`, `quiet`, `reads`, `browser`, `kills`. Each runs on this Deno and on an older one, by default that of the
 * compiled binary, in processes of their own. Linux only.
 *
 * @module
 */

import { engineFlags } from "../compile.ts";
import { capture } from "../process.ts";
import { chooseRegistry, pathOf, registryFlags } from "../registry.ts";
import { measureBrowser } from "./archive-browser.ts";
import { measureKills } from "./archive-changes.ts";
import type { ExportRun } from "./archive-export.ts";
import { CHAT } from "./archive-records.ts";
import { atLeast, atMost, isReached, type Row, tableOfRows } from "./archive-rows.ts";
import { replaceSection } from "./sections.ts";
import { parseArgs } from "node:util";

const OLDER = "2.4.2";
const DOCUMENT = "docs/performance.md";
/** Milliseconds before each answer where the limits of the service are measured. */
const DELAY = 300;
/** Messages that are exported where the limits of the service are measured: some minutes of its clock. */
const LIMITED = 100_000;

interface Options {
  readonly messages: number;
  readonly chats: number;
  readonly queries: number;
  readonly scroll: number;
  readonly kills: number;
  readonly only: readonly string[];
  readonly older: string;
  readonly write: boolean;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: "string", default: "1000000" },
      chats: { type: "string", default: "1000" },
      queries: { type: "string", default: "500" },
      scroll: { type: "string", default: "200" },
      kills: { type: "string", default: "200" },
      only: { type: "string", default: "export,limits,quiet,reads,browser,kills" },
      older: { type: "string", default: "npx" },
      write: { type: "boolean", default: false },
    },
  });
  const { only, older, write, messages, chats, queries, scroll, kills } = values;
  return {
    ...{ messages: Number(messages), chats: Number(chats), queries: Number(queries), scroll: Number(scroll) },
    kills: Number(kills),
    ...{ only: only.split(","), older, write },
  };
}

/** A Deno, and the command that starts it. */
interface Runtime {
  readonly name: string;
  readonly command: readonly string[];
}

async function runtimesOf({ older }: Options): Promise<readonly Runtime[]> {
  const own = { name: `Deno ${Deno.version.deno}`, command: [Deno.execPath()] };
  if (older === "none") return [own];
  const command = older === "npx" ? ["npx", "-y", `deno@${OLDER}`] : [older];
  const [program = "", ...args] = command;
  // The program itself, so that a kill reaches it and not what starts it.
  const code = "console.log(JSON.stringify([Deno.version.deno, Deno.execPath()]))";
  const { stdout, code: status } = await capture(program, [...args, "eval", code]);
  if (status !== 0) throw new Error(`${command.join(" ")} does not start`);
  const [version, path] = JSON.parse(stdout);
  return [own, { name: `Deno ${version}`, command: [path] }];
}

/** Runs a script of the benchmark and reads what it prints. */
async function run<T>({ command }: Runtime, script: string, args: readonly string[]): Promise<T> {
  const [program = "", ...before] = command;
  const flags = registryFlags(await chooseRegistry(), "run");
  // The memory of the binary depends on these.
  const engine = `--v8-flags=${engineFlags.join(",")}`;
  const words = [
    ...before,
    "run",
    "--quiet",
    engine,
    ...flags,
    "-A",
    pathOf(`scripts/bench/${script}`),
    ...args,
  ];
  const { code, stdout, stderr } = await capture(program, words);
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

const LISTS = "GET /open-apis/im/v1/messages";
const SEARCHES = "POST /open-apis/im/v1/messages/search";
const ONE = ["--chat-id", CHAT, "--no-reactions"];

function exportChats(
  runtime: Runtime,
  directory: string,
  sizes: readonly number[],
  options: readonly string[],
  contents: "texts" | "pictures" = "texts",
): Promise<readonly ExportRun[]> {
  return run<readonly ExportRun[]>(runtime, "archive-export.ts", [
    directory,
    ...sizes.map(String),
    contents,
    ...options,
  ]);
}

/** Export of one chat, and of a tenth of it; the larger archive is kept. */
async function measureExport(runtime: Runtime, { messages }: Options, kept: string): Promise<readonly Row[]> {
  const small = await inTemporaryDirectory((directory) =>
    exportChats(runtime, directory, [1, Math.round(messages / 10), 0, 1], ONE)
  );
  const [first] = small;
  const [whole] = await exportChats(runtime, kept, [1, messages, 0, 1], ONE);
  if (first === undefined || whole === undefined) throw new Error("an export is missing");
  const shown = messages.toLocaleString("en");
  return [
    {
      ...{ what: `export of ${shown} messages, a second`, unit: "messages", goal: atLeast(4000) },
      measured: messages / whole.seconds,
    },
    {
      ...{ what: "the same, a second of processor time", unit: "messages" },
      measured: messages / whole.processor,
    },
    {
      ...{ what: "memory at its end, above that of a tenth", unit: "MiB" },
      // Before 100 000, caches still fill.
      ...messages < 1_000_000 ? {} : { goal: atMost(20) },
      measured: whole.resident - first.resident,
    },
    { what: "memory at its end", measured: whole.resident, unit: "MiB", goal: atMost(220) },
    { what: "archive, a message", measured: whole.size / messages, unit: "bytes", goal: atMost(563) },
  ];
}

/** Seconds that so many calls of one endpoint take where a run lasts for many minutes: 1000 calls in each. */
function sustainedSeconds(calls: number): number {
  return calls / 1000 * 60;
}

/** Under the limits of the service, by a clock that only they and the service's delay move. */
async function measureLimits(runtime: Runtime, { messages }: Options): Promise<readonly Row[]> {
  const count = Math.min(LIMITED, messages);
  const exported = (options: readonly string[], contents?: "pictures") =>
    inTemporaryDirectory((directory) =>
      exportChats(runtime, directory, [1, count, DELAY, 1], ["--chat-id", CHAT, ...options], contents)
    );
  const [plain] = await exported(["--no-reactions"]);
  const [all] = await exported([]);
  const [pictures] = await exported([], "pictures");
  if (plain === undefined || all === undefined || pictures === undefined) {
    throw new Error("an export is missing");
  }
  const toLongest = ({ clockSeconds, calls }: ExportRun) =>
    clockSeconds / sustainedSeconds(Math.max(...Object.values(calls)));
  const shown = count.toLocaleString("en");
  return [
    {
      ...{ what: `list of ${shown} messages under the limits, of the possible 833 a second`, unit: "%" },
      ...{ measured: sustainedSeconds(count / 50) / plain.clockSeconds * 100, digits: 1, goal: atLeast(95) },
    },
    {
      ...{ what: "answers 429", unit: "", goal: atMost(0) },
      measured: plain.refused + all.refused + pictures.refused,
    },
    {
      ...{ what: "with reactions, to what its longest lane takes alone", unit: "" },
      ...{ measured: toLongest(all), digits: 2, goal: atMost(1.1) },
    },
    {
      ...{ what: "with reactions and pictures, to what its longest lane takes alone", unit: "" },
      ...{ measured: toLongest(pictures), digits: 2, goal: atMost(1.1) },
    },
  ];
}

/** Many chats in which nothing happens between two runs. */
async function measureQuiet(runtime: Runtime, { chats }: Options): Promise<readonly Row[]> {
  const runs = await inTemporaryDirectory((directory) =>
    exportChats(runtime, directory, [chats, 20, DELAY, 2], ["--all", "--no-reactions"])
  );
  const again = runs[1];
  if (again === undefined) throw new Error("an export is missing");
  const others = Object.entries(again.calls).filter(([name]) => name !== LISTS && name !== SEARCHES);
  const shown = chats.toLocaleString("en");
  return [
    {
      ...{ what: `${shown} chats, nothing new: list calls a chat`, unit: "", digits: 2, goal: atMost(1) },
      measured: (again.calls[LISTS] ?? 0) / chats,
    },
    {
      ...{ what: "searches for replies to old messages", unit: "", goal: atMost(1) },
      measured: again.calls[SEARCHES] ?? 0,
    },
    {
      ...{
        what: "other calls (the list of chats is one for a hundred)",
        unit: "",
        goal: atMost(chats / 100),
      },
      measured: others.reduce((sum, [, count]) => sum + count, 0),
    },
    { what: "time under the limits", measured: again.clockSeconds, unit: "s", digits: 1, goal: atMost(75) },
    { what: "bytes written", measured: again.written / 2 ** 20, unit: "MiB", digits: 2, goal: atMost(1) },
  ];
}

async function inTemporaryDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await Deno.makeTempDir({ prefix: "im-bench-" });
  try {
    return await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function measure(runtime: Runtime, options: Options, isOwn: boolean): Promise<readonly Row[]> {
  const { only, messages, queries, scroll } = options;
  const note = (part: string) =>
    console.error(`${new Date().toISOString().slice(11, 19)} ${runtime.name}: ${part}`);
  return await inTemporaryDirectory(async (directory) => {
    const rows: Row[] = [];
    const part = async (name: string, work: () => Promise<readonly Row[]>) => {
      if (!only.includes(name)) return;
      note(name);
      rows.push(...await work());
    };
    await part("export", () => measureExport(runtime, options, directory));
    await part("limits", () => measureLimits(runtime, options));
    await part("quiet", () => measureQuiet(runtime, options));
    await part("kills", async () => [await measureKills(runtime.command, options.kills)]);
    if (!only.includes("export")) return rows;
    await part(
      "reads",
      () => run<Row[]>(runtime, "archive-reads.ts", [directory, `${messages}`, `${queries}`]),
    );
    // The browser shows what the server sends, whatever that runs on.
    if (isOwn) {
      await part(
        "browser",
        () => measureBrowser(directory, messages, Math.min(scroll, Math.floor(messages / 100) - 2)),
      );
    }
    note("done");
    return rows;
  });
}

async function main(args: readonly string[]): Promise<number> {
  if (Deno.build.os !== "linux") {
    console.error("error: the benchmark needs Linux");
    return 2;
  }
  const options = readOptions(args);
  const memory = Math.round(Deno.systemMemoryInfo().total / 1024 ** 3);
  const [load = 0] = Deno.loadavg();
  const columns: [string, readonly Row[]][] = [];
  for (const runtime of await runtimesOf(options)) {
    columns.push([runtime.name, await measure(runtime, options, columns.length === 0)]);
  }
  const text = [
    `${
      new Date().toISOString().slice(0, 10)
    }, Linux, ${navigator.hardwareConcurrency} cores, ${memory} GiB; load when it ` +
    `began ${load.toFixed(1)}, when it ended ${(Deno.loadavg()[0] ?? 0).toFixed(1)}.`,
    tableOfRows(columns),
  ].join("\n\n");
  console.log(text);
  if (options.write) {
    const document = await Deno.readTextFile(pathOf(DOCUMENT));
    await Deno.writeTextFile(pathOf(DOCUMENT), replaceSection(document, "bench:archive", text));
  }
  return columns.flatMap(([, rows]) => rows).some((row) => isReached(row) === false) ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
