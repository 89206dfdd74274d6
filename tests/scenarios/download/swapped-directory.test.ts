import { describeOnUnix, until } from "../../support/bdd.ts";
import { commandFor, fileOf, namesIn, PROBE } from "../../support/downloads.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import { whileSwapped } from "../../support/swapper.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const DOWNLOADS = 80;
const file = fileOf(PROBE + 5000);
const image = fileOf(5000, { type: "image" });

describeOnUnix("a directory that is swapped for a link and back in a loop", () => {
  /** `runs` makes a run while `to` in the working directory is now a directory, now a link to another one. */
  function swapped(
    runs: (scene: Scene, index: number) => Promise<SceneResult>,
    to: string,
    more: (directory: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    return inScene({ resources: [file, image] }, (scene) =>
      inTemporaryDirectory(async (outside) => {
        const { directory } = scene;
        await Deno.mkdir(join(directory, to), { recursive: true });
        await more(outside);
        await Deno.symlink(outside, join(directory, "link"));
        const before = namesIn(outside);
        const statuses: number[] = [];
        const done = await whileSwapped(join(directory, to), join(directory, "link"), async () => {
          for (let index = 0; index < DOWNLOADS; index++) {
            const { status, stdout, stderr } = await runs(scene, index);
            assert([0, 2, 5].includes(status), `exit ${status}\n${stdout}${stderr}`);
            statuses.push(status);
          }
        });
        if (!done) return console.log("skipped: names cannot be exchanged here");
        assertEquals(namesIn(outside), before);
        assertEquals(statuses.length, DOWNLOADS);
      }));
  }

  it("no file is saved, and no directory made, outside the working directory", () =>
    swapped(({ run }, index) => {
      const output = index % 4 === 0 ? `target/new${index}/x` : `target/x${index}`;
      return run(commandFor(index % 2 === 0 ? file : image, "--output", output));
    }, "target"));

  it("nor under the working directory's deeper parts, with --overwrite", () =>
    swapped(
      ({ run }, index) => run(commandFor(file, "--output", `a/b/x${index % 3}`, "--overwrite")),
      "a/b",
    ));

  it("nothing outside is replaced, removed, or taken for an earlier run's", () =>
    swapped(
      ({ run }) => run(commandFor(image, "--output", "target/precious", "--overwrite")),
      "target",
      async (outside) => {
        for (const name of ["precious", ".precious.im-part", ".precious.im-part.json"]) {
          await Deno.writeTextFile(join(outside, name), "keep");
        }
      },
    ));
});

describeOnUnix("a directory that is swapped while a download is under way", () => {
  it("the file is saved in the directory that it began in, or not at all", () =>
    inScene({ resources: [file] }, (scene) =>
      inTemporaryDirectory(async (outside) => {
        const { directory, platform, run } = scene;
        const target = join(directory, "target");
        await Deno.mkdir(target);
        platform.addFault({ name: "late-answer", delayMs: 300, when: { rangeStart: PROBE } });
        const running = run(commandFor(file, "--output", "target/x"));
        await until(() => namesIn(target).some((name) => name.endsWith(".im-part")), running);
        Deno.renameSync(target, join(directory, "kept"));
        Deno.symlinkSync(outside, target);
        const { status } = await running;
        assertEquals([status, namesIn(outside)], [2, []]);
        assertEquals(namesIn(join(directory, "kept")).filter((name) => !name.startsWith(".")), []);
      })));
});
