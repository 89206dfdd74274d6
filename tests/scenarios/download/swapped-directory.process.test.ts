import { describeOnUnix } from "../../support/bdd.ts";
import { commandFor, fileOf, namesIn, PROBE } from "../../support/downloads.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { inScene } from "../../support/scene.ts";
import { whileSwapped } from "../../support/swapper.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const DOWNLOADS = 40;
const file = fileOf(PROBE + 5000);

describeOnUnix("a directory that is swapped for a link and back in a loop", () => {
  it(
    "no file is saved outside the working directory: names are used as they are",
    () =>
      inScene({ resources: [file] }, ({ spawn, directory }) =>
        inTemporaryDirectory(async (outside) => {
          const [target, link] = [join(directory, "target"), join(directory, "link")];
          await Deno.mkdir(target);
          await Deno.symlink(outside, link);
          const done = await whileSwapped(target, link, async () => {
            for (let index = 0; index < DOWNLOADS; index++) {
              const { status, stderr } = await spawn(commandFor(file, "--output", `target/x${index}`));
              assert([0, 2, 5].includes(status), `exit ${status}\n${stderr}`);
              assertEquals(namesIn(outside), []);
            }
          });
          if (!done) console.log("skipped: names cannot be exchanged here");
        })),
  );
});
