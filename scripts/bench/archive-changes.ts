/**
 * What of archives is measured on changes and on processes: the whole search command, a site of files after one more day,
 * a check of many files, and exports that are killed.
 *
 * @module
 */

import { openForReading, openForWriting } from "../../core/archive/directory.ts";
import { createMessageWriter } from "../../core/archive/message-writer.ts";
import type { OutputFolder } from "../../core/archive/output-folder.ts";
import { writeStaticSite } from "../../core/archive/site/static-site.ts";
import { verifyArchive } from "../../core/archive/verify.ts";
import { toHex } from "../../core/text/bytes.ts";
import { fakeWorld } from "../../tests/support/fake-world.ts";
import { capture } from "../process.ts";
import { chooseRegistry, pathOf, registryFlags } from "../registry.ts";
import { INTERVAL, recordOf } from "./archive-records.ts";
import { atLeast, atMost, type Row } from "./archive-rows.ts";
import { join } from "@std/path";

const ROUNDS = 7;
const DAY = 86_400_000;
const MEBIBYTE = 2 ** 20;

/** `im archive search` as a person runs it, start and end of the process included. */
export async function measureCommand(directory: string): Promise<Row> {
  const flags = registryFlags(await chooseRegistry(), "run");
  const line = ["archive", "search", "缓存", "--archive", "archive", "-C", directory, "--format", "json"];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    const { code, stderr } = await capture(Deno.execPath(), [
      ...["run", "--quiet", "--no-prompt", ...flags, "-A", pathOf("main.ts")],
      ...line,
    ]);
    times.push(performance.now() - begin);
    if (code !== 0) throw new Error(`the search ended with ${code}: ${stderr}`);
  }
  const measured = times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
  return { what: "the whole command `im archive search`", measured, unit: "ms", goal: atMost(300) };
}

/** Writes the messages of one more day into the archive, and the site of files again. */
export async function measureNewDay(
  directory: string,
  messages: number,
  folder: OutputFolder,
  options: Parameters<typeof writeStaticSite>[2],
): Promise<readonly Row[]> {
  const world = fakeWorld({ cwd: directory });
  const more = Math.floor(DAY / INTERVAL);
  const writable = await openForWriting(world, { inputKey: "archive", path: "archive", isExisting: true });
  const writer = createMessageWriter(writable.database, writable.packer);
  for (let n = messages; n < messages + more; n += 50) {
    const records = Array.from({ length: Math.min(50, messages + more - n) }, (_, at) => recordOf(n + at));
    writable.database.transaction(() => writer.write(records, { run: 1, chat: 1, kind: "list" }));
  }
  writable.close();
  const archive = await openForReading(world, "archive", "archive");
  const begin = performance.now();
  const { pages, written } = writeStaticSite(archive, folder, options);
  const seconds = (performance.now() - begin) / 1000;
  archive.close();
  const what = `the site after a day with ${more.toLocaleString("en")} more messages`;
  return [
    {
      ...{ what: `${what}: files that change, of ${pages.toLocaleString("en")}`, unit: "" },
      // Its own pages, the one before them, what lists them, and the texts that the search reads.
      ...{ measured: written, goal: atMost(Math.ceil(more / 1000) + 12) },
    },
    { what, measured: seconds, unit: "s" },
  ];
}

/** Checks an archive that has little but files. */
export async function measureFiles(directory: string, count = 8, size = 64 * MEBIBYTE): Promise<Row> {
  const world = fakeWorld({ cwd: directory });
  const archive = await openForWriting(world, { inputKey: "output", path: "files" });
  const bytes = new Uint8Array(size);
  for (let n = 0; n < count; n++) {
    bytes[0] = n;
    const sha256 = archive.packer.sha256(bytes);
    const name = toHex(sha256);
    const folder = join(archive.path, "media", name.slice(0, 2));
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeFile(join(folder, `${name}.bin`), bytes);
    archive.database.run(
      "INSERT INTO media(sha256, bytes, extension, mime, first_run) VALUES(?, ?, '.bin', 'application/octet-stream', 1)",
      ...[sha256, size],
    );
  }
  const begin = performance.now();
  const { problems, checked } = await verifyArchive(world, archive, true);
  const seconds = (performance.now() - begin) / 1000;
  archive.close();
  await Deno.remove(archive.path, { recursive: true });
  if (problems.length > 0 || checked.files !== count) throw new Error("the files were not checked");
  const shown = `${count * size / MEBIBYTE} MiB of files`;
  return {
    ...{ what: `deep verify of ${shown}, a second`, unit: "MB" },
    ...{ measured: count * size / 1e6 / seconds, goal: atLeast(200) },
  };
}

/** Runs the test that kills an export again and again; the command starts the Deno that runs the program. */
export async function measureKills(command: readonly string[], kills: number): Promise<Row> {
  const directory = await Deno.makeTempDir({ prefix: "im-bench-kills-" });
  try {
    const program = join(directory, "im");
    const flags = registryFlags(await chooseRegistry(), "run");
    const words = [...command, "run", "--quiet", "--no-prompt", ...flags, "-A", pathOf("main.ts")];
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    await Deno.writeTextFile(program, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o700 });
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", pathOf("scripts/deno.ts"), "test", "-A", "--quiet"],
        "tests/scenarios/archive/kill.process.test.ts",
      ],
      cwd: pathOf("."),
      env: { IM_BINARY: program, IM_TEST_KILLS: String(kills) },
    }).output();
    if (!success) console.error(new TextDecoder().decode(stdout));
    return {
      ...{ what: `of ${kills} kills, those after which nothing is lost and nothing there twice`, unit: "" },
      ...{ measured: success ? kills : 0, goal: atLeast(kills) },
    };
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
