import type { Command } from "../../../cli/command.ts";
import { allCommands } from "../../../cli/commands/mod.ts";
import { TOPIC_NAMES } from "../../../cli/commands/names.ts";
import { topicNamed } from "../../../cli/help/topics.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { mp4Video, opusAudio, pngImage } from "../../support/media.ts";
import { withoutWaits } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
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

describe("examples in help work with --dry-run", () => {
  const groups = Map.groupBy(
    COMMANDS.filter(({ preview }) => preview !== undefined),
    ({ name }: Command) => name.split(" ")[0] ?? "",
  );
  for (const [name, commands] of groups) {
    it(name, () =>
      inScene({}, async (scene) => {
        await writeFiles(scene.directory);
        for (const { examples } of commands) for (const { line } of examples) await assertWorks(scene, line);
        assertEquals(scene.platform.log.length, 0, "nothing is sent");
      }));
  }

  it("of topics", () =>
    inScene({}, async (scene) => {
      await writeFiles(scene.directory);
      const lines = TOPIC_NAMES.flatMap((name) =>
        topicNamed(name).sections.flatMap((section) => section.kind === "examples" ? section.examples : [])
      );
      assert(lines.length >= 8);
      for (const { line } of lines) await assertWorks(scene, line);
      assertEquals(scene.platform.log.length, 0, "nothing is sent");
    }));
});
