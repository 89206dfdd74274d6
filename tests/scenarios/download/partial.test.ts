import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import {
  assertSaved,
  changeRecord,
  CHUNK,
  commandFor,
  fileOf,
  namesIn,
  PROBE,
} from "../../support/downloads.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const NAME = "out.dat";
const PARTIAL = `.${NAME}.im-part`;
const RECORD = `${PARTIAL}.json`;
const SIZE = PROBE + CHUNK + 1_000_000;
const KEPT = PROBE + CHUNK;

const tagged = fileOf(SIZE);
const plain = fileOf(SIZE, { etag: null, lastModified: null });
const line = commandFor(tagged, "--output", NAME);

/** Leaves a partial file of probe and first range behind. */
async function leavePartial(scene: Scene, resource = tagged): Promise<void> {
  scene.platform.addResource(resource);
  scene.platform.addFault({ name: "error", code: 234009, when: { rangeStart: KEPT } });
  errorOf(await scene.run(line), 3);
  scene.platform.clearFaults();
  assertEquals(namesIn(scene.directory), [PARTIAL, RECORD]);
}

async function finish(scene: Scene): Promise<Readonly<Record<string, unknown>>> {
  const data = dataOf(await scene.run(line));
  await assertSaved(scene.directory, NAME, tagged);
  return data;
}

describe("a damaged record never makes a wrong file, nor stops the download", () => {
  const edited = (change: Readonly<Record<string, unknown>>) => (text: string) => changeRecord(text, change);
  const damages: [name: string, damage: (text: string) => string][] = [
    ["empty", () => ""],
    ["zeros", (text) => "\0".repeat(text.length)],
    ["truncated", (text) => text.slice(0, text.length / 2)],
    ["its first line cut", (text) => text.split("\n")[0]?.slice(0, -1) ?? ""],
    ["with a line of zeros", (text) => `${text}${"\0".repeat(20)}\n`],
    ["with a line of other text", (text) => `${text}{}\n`],
    ["with a line that goes beyond the file", (text) => `${text}[[0,${KEPT + 300_000}]]\n`],
    ["with a line that is the beginning of a longer one", (text) => `${text}[[0,${SIZE - 1}`],
    ["twice", (text) => text + text],
    ["not JSON", () => "hello"],
    ["an array", () => "[]"],
    ["null", () => "null"],
    ["a lone surrogate", edited({ etag: "\ud800" })],
    ["of another version", edited({ version: 2 })],
    ["without a version", edited({ version: undefined })],
    ["with an offset beyond the file", edited({ done: [[0, KEPT + 500_000]] })],
    ["with an offset beyond the object", edited({ done: [[0, SIZE + 10]] })],
    ["with a negative offset", edited({ done: [[-5, 100]] })],
    ["with a span the wrong way round", edited({ done: [[100, 5]] })],
    ["with spans that overlap", edited({ done: [[0, 100], [50, 200]] })],
    ["with spans out of order", edited({ done: [[500, 600], [0, 100]] })],
    ["with a fraction", edited({ done: [[0, 100.5]] })],
    ["with a huge number", edited({ done: [[0, 1e300]] })],
    ["with text for a number", edited({ done: [["0", "100"]] })],
    ["with another size", edited({ size: SIZE + 1 })],
    ["with a smaller size", edited({ size: KEPT })],
    ["without a size", edited({ size: null })],
    ["with an empty list", edited({ done: [] })],
    ["with another ETag", edited({ etag: '"other"' })],
    ["with an ETag that no header can hold", edited({ etag: '"a\nb"' })],
    ["with an ETag of other letters", edited({ etag: '"标签"' })],
    ["with another media type", edited({ content_type: "image/png" })],
  ];
  for (const [name, damage] of damages) {
    it(name, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene);
        const path = join(scene.directory, RECORD);
        await Deno.writeTextFile(path, damage(await Deno.readTextFile(path)));
        await finish(scene);
      }));
  }

  it("torn in its last line: what the lines before say is kept", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene);
      await Deno.writeTextFile(join(scene.directory, RECORD), "[[0,", { append: true });
      assertEquals((await finish(scene))["resumed_from"], KEPT);
    }));

  it("missing", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene);
      await Deno.remove(join(scene.directory, RECORD));
      assertEquals((await finish(scene))["resumed_from"], undefined);
    }));
});

describe("a partial file that someone changed never makes a wrong file", () => {
  const tampered: [name: string, change: (path: string) => Promise<void>][] = [
    ["longer than the object", (path) => Deno.writeFile(path, new Uint8Array(SIZE), { append: true })],
    ["shorter than the record says", (path) => Deno.truncate(path, 100_000)],
    ["empty", (path) => Deno.truncate(path, 0)],
    ["gone", (path) => Deno.remove(path)],
  ];
  for (const [name, change] of tampered) {
    for (const resource of [tagged, plain]) {
      const by = resource === tagged ? "with" : "without";
      it(`${name}, ${by} validator`, () =>
        inScene({}, async (scene) => {
          await leavePartial(scene, resource);
          await change(join(scene.directory, PARTIAL));
          await finish(scene);
        }));
    }
  }

  for (const resource of [tagged, plain]) {
    const by = resource === tagged ? "with" : "without";
    for (const at of [KEPT - 1, KEPT - 65_536]) {
      it(`${by} validator, byte ${at - KEPT} from its end is another one: starts over`, () =>
        inScene({}, async (scene) => {
          await leavePartial(scene, resource);
          await flip(join(scene.directory, PARTIAL), at);
          assertEquals((await finish(scene))["resumed_from"], undefined);
        }));
    }

    it(`${by} validator, its last 40 kB are zeros, as a file system leaves them after a power cut: starts over`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, resource);
        await overwrite(join(scene.directory, PARTIAL), KEPT - 40_000, new Uint8Array(40_000));
        assertEquals((await finish(scene))["resumed_from"], undefined);
      }));

    it(`${by} validator, changed before a gap in the middle: starts over`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, resource);
        const path = join(scene.directory, RECORD);
        const done = [[0, 1_000_000 - 1], [2_000_000, KEPT - 1]];
        await Deno.writeTextFile(path, changeRecord(await Deno.readTextFile(path), { done }));
        await flip(join(scene.directory, PARTIAL), 1_000_000 - 1);
        assertEquals((await finish(scene))["resumed_from"], undefined);
      }));
  }

  it("unchanged around a gap in the middle: only the gap and what follows are missing", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene);
      const path = join(scene.directory, RECORD);
      const done = [[0, 1_000_000 - 1], [2_000_000, KEPT - 1]];
      await Deno.writeTextFile(path, changeRecord(await Deno.readTextFile(path), { done }));
      await overwrite(join(scene.directory, PARTIAL), 1_000_000, new Uint8Array(1_000_000));
      assertEquals((await finish(scene))["resumed_from"], KEPT - 1_000_000);
    }));
});

async function overwrite(path: string, at: number, bytes: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(at, Deno.SeekMode.Start);
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await Deno.writeFile(path, bytes);
}

describe("a partial file that leads elsewhere is not written through", () => {
  /** Puts something of `kind` to a file outside in place of `name`; the file outside must stay as it is. */
  async function lead(
    kind: "symlink" | "link",
    name: string,
    before: (scene: Scene) => Promise<void>,
  ): Promise<void> {
    await inTemporaryDirectory(async (outside) => {
      const path = join(outside, "precious");
      await Deno.writeTextFile(path, "precious");
      await inScene({ resources: [tagged] }, async (scene) => {
        await before(scene);
        const place = join(scene.directory, name);
        await Deno.remove(place).catch(() => {});
        await Deno[kind](path, place);
        await finish(scene);
      });
      assertEquals(await Deno.readTextFile(path), "precious");
      assertEquals(namesIn(outside), ["precious"]);
    });
  }
  for (const kind of ["symlink", "link"] as const) {
    for (const name of [PARTIAL, RECORD, `${RECORD}.tmp`]) {
      it(`${kind} in place of ${name}`, () => lead(kind, name, () => Promise.resolve()));
      it(`${kind} in place of ${name}, with the rest of an earlier run`, () =>
        lead(kind, name, (scene) => leavePartial(scene)));
    }
  }

  for (const kind of ["symlink", "link"] as const) {
    it(`${kind} to a sound record outside in place of the record`, () =>
      inTemporaryDirectory((outside) =>
        inScene({ resources: [tagged] }, async (scene) => {
          await leavePartial(scene);
          const place = join(scene.directory, RECORD);
          const path = join(outside, "precious");
          await Deno.copyFile(place, path);
          const before = await Deno.readTextFile(path);
          await Deno.remove(place);
          await Deno[kind](path, place);
          await finish(scene);
          assertEquals(await Deno.readTextFile(path), before);
        })
      ));
  }

  it("a link to nowhere in place of the partial file", () =>
    inScene({ resources: [tagged] }, async (scene) => {
      await Deno.symlink(join(scene.directory, "..", "im-nowhere"), join(scene.directory, PARTIAL));
      await finish(scene);
    }));
});

describe("what is left behind", () => {
  it("after success nothing but the file, also of earlier accidents", () =>
    inScene({ resources: [tagged] }, async (scene) => {
      await leavePartial(scene);
      // A kill between making and renaming the new record leaves this.
      await Deno.writeTextFile(join(scene.directory, `${RECORD}.tmp`), "half a rec");
      await finish(scene);
    }));

  it("after a kill between linking and removing the partial file", () =>
    inScene({ resources: [tagged] }, async (scene) => {
      await leavePartial(scene);
      const partial = join(scene.directory, PARTIAL);
      await Deno.writeFile(partial, resourceBytes(tagged));
      await Deno.link(partial, join(scene.directory, NAME));
      assertEquals((await finish(scene))["unchanged"], true);
    }));

  it("a run that got no byte leaves nothing", () =>
    inScene({ resources: [tagged], faults: [{ name: "error", code: 234003 }] }, async (scene) => {
      errorOf(await scene.run(line), 1);
      assertEquals(namesIn(scene.directory), []);
    }));

  it("partial file and record can be read by their owner only", () =>
    inScene({ resources: [tagged] }, async (scene) => {
      await leavePartial(scene);
      if (Deno.build.os === "windows") return;
      const modes = [PARTIAL, RECORD].map((name) =>
        (Deno.statSync(join(scene.directory, name)).mode ?? 0) & 0o777
      );
      assertEquals(modes, [0o600, 0o600]);
      assert(namesIn(scene.directory).every((name) => name.startsWith(".")));
    }));
});
