import type { Command } from "../../../cli/command.ts";
import { allCommands } from "../../../cli/commands/mod.ts";
import { TOPIC_NAMES } from "../../../cli/commands/names.ts";
import { topicNamed } from "../../../cli/help/topics.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { mp4Video, opusAudio, pngImage } from "../../support/media.ts";
import { withoutWaits } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { textRecord } from "../../support/archives.ts";
import { toHex } from "../../../core/text/bytes.ts";
import { openForWriting } from "../../../core/archive/directory.ts";
import { createMessageWriter } from "../../../core/archive/message-writer.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await allCommands();

const ENV = { ...BOTH_TOKENS, IM_RELEASES_URL: "https://example.com/releases" };

/** The words of a line, up to a pipe; quotes are taken as a shell does. */
function wordsOf(line: string): readonly string[] {
  const words = Array.from(line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g), ([word]) => word);
  const end = words.findIndex((word) => /^(\||2>|>)/.test(word));
  return words.slice(0, end < 0 ? words.length : end).map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2")
  );
}

/** Files that examples name. */
const FILES: Readonly<Record<string, Uint8Array | string>> = {
  "chart.png": pngImage(),
  "cover.png": pngImage(),
  "photo.png": pngImage(),
  "demo.mp4": mp4Video(2000),
  "voice.opus": opusAudio(2000),
  "report.pdf": "%PDF-1.7",
  "notes.md": "**hello**",
  "card.json": '{"elements":[]}',
};

async function writeFiles(directory: string): Promise<void> {
  for (const [name, content] of Object.entries(FILES)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(directory, name), bytes);
  }
}

/** Makes what commands that change something could change: an archive with a gap, a configuration. */
async function prepare({ directory, run }: Scene): Promise<void> {
  await writeFiles(directory);
  const world = fakeWorld({ cwd: directory });
  const archive = await openForWriting(world, { inputKey: "output", path: "archive", readme: "" });
  const { database, packer } = archive;
  database.exec(
    `INSERT INTO run(started, state, identity) VALUES(1, 'done', 'user');
    INSERT INTO chat(chat_id, mode, name, first_run, last_run) VALUES('oc_xxx', 'group', 'Release 2.4', 1, 1);
    INSERT INTO gap(kind, chat, item, reason, first_run, last_run, tries, final) VALUES('chat', 'oc_xxx', '', '', 1, 1, 1, 1);`,
  );
  const place = { run: 1, chat: 1, kind: "list" as const };
  database.transaction(() => createMessageWriter(database, packer).write([textRecord(1, "one")], place));
  archive.close();
  const made = await run(["config", "init", "--app-id", "cli_demo", "--app-secret-stdin"], {
    stdin: "demo-secret",
  });
  assertEquals(made.status, 0, made.stderr);
}

/** Every file of the scene, with what it holds. */
async function filesOf({ directory, env }: Scene): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  const add = async (path: string) => {
    for await (const { name, isDirectory } of Deno.readDir(path)) {
      const inner = join(path, name);
      if (isDirectory) await add(inner);
      if (isDirectory) found.push([inner, ""]);
      else found.push([inner, await hashOf(await Deno.readFile(inner))]);
    }
  };
  await add(directory);
  await add(env["IM_CONFIG_DIR"] ?? "");
  return found.sort();
}

async function hashOf(bytes: BufferSource): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

async function assertWorks({ run, directory }: Scene, line: string): Promise<void> {
  const words = wordsOf(line);
  const options = words.includes("--dry-run") ? [] : ["--dry-run"];
  const { status, stdout, stderr } = await run([...words, ...options], {
    env: { ...ENV, HOME: directory },
    stdin: "hello",
  });
  assertEquals([status, withoutWaits(stderr).replace(/^warning: .*\n/gm, "")], [0, ""], line);
  // A filter for the real result finds nothing in the preview.
  assert(stdout !== "" || words.includes("--jq"), line);
}

/** Runs a group's examples; nothing may be sent, and no file may be made, changed or removed. */
function assertHarmless(lines: readonly string[]): Promise<void> {
  return inScene({}, async (scene) => {
    await prepare(scene);
    const before = await filesOf(scene);
    const calls = scene.platform.log.length;
    for (const line of lines) await assertWorks(scene, line);
    assertEquals(scene.platform.log.length, calls, "nothing is sent");
    assertEquals(await filesOf(scene), before, "nothing is written");
  });
}

describe("examples in help work with --dry-run, and change nothing", () => {
  const groups = Map.groupBy(
    COMMANDS.filter(({ preview, risk, isServer }) =>
      preview !== undefined || risk !== "read" && isServer === undefined
    ),
    ({ name }: Command) => name.split(" ")[0] ?? "",
  );
  for (const [name, commands] of groups) {
    it(name, () => assertHarmless(commands.flatMap(({ examples }) => examples.map(({ line }) => line))));
  }

  it("of topics", () => {
    const lines = TOPIC_NAMES.flatMap((name) =>
      topicNamed(name).sections.flatMap((section) => section.kind === "examples" ? section.examples : [])
    );
    assert(lines.length >= 8);
    return assertHarmless(lines.map(({ line }) => line));
  });
});
