import { type Fault, type Resource, resourceBytes } from "../../../fixtures/platform/mod.ts";
import {
  assertBytes,
  assertSaved,
  changeRecord,
  CHUNK,
  commandFor,
  fileOf,
  LARGE,
  namesIn,
  PROBE,
} from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const NAME = "out.dat";
const PARTIAL = `.${NAME}.im-part`;
const RECORD = `${PARTIAL}.json`;
const TAIL = 65_536;
const KEPT = PROBE + CHUNK;

const tagged = fileOf(LARGE);
const plain = fileOf(LARGE, { etag: null, lastModified: null });
const dated = fileOf(LARGE, { etag: null });
const weak = fileOf(LARGE, { etag: 'W/"weak"', lastModified: null });
/** Other bytes of the same size. */
const otherBytes = resourceBytes(fileOf(LARGE, { bytes: { size: LARGE, seed: 99 } }));

const line = (resource: Resource) => commandFor(resource, "--output", NAME);

/** Leaves a partial file of probe and first range behind, as a failed run does. */
async function leavePartial(scene: Scene, resource: Resource): Promise<void> {
  scene.platform.addResource(resource);
  scene.platform.addFault({ name: "error", code: 234009, when: { rangeStart: KEPT } });
  errorOf(await scene.run(line(resource)), 3);
  scene.platform.clearFaults();
  await scene.platform.idle();
  scene.platform.clearLog();
  assertEquals(namesIn(scene.directory), [PARTIAL, RECORD]);
}

/** Runs the command and demands that the file is what the service has now; gives the bytes kept. */
async function finish(scene: Scene, resource: Resource): Promise<number | undefined> {
  const data = dataOf(await scene.run(line(resource)));
  await assertSaved(scene.directory, NAME, resource);
  const kept = data["resumed_from"];
  return kept === undefined ? undefined : Number(kept);
}

describe("a partial file of the same object is continued", () => {
  const cases: [name: string, resource: Resource][] = [
    ["a strong ETag", tagged],
    ["a weak ETag", weak],
    ["Last-Modified", dated],
    ["no validator", plain],
  ];
  for (const [name, resource] of cases) {
    it(`by ${name}: what is missing is fetched, and the last 64 KiB again`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, resource);
        assertEquals(await finish(scene, resource), KEPT);
        assertEquals(scene.platform.log[0]?.range, { start: KEPT - TAIL, end: KEPT - 1 });
        assertEquals(scene.platform.log[1]?.range?.start, KEPT);
        assertEquals(scene.platform.log.length, 3);
      }));
  }

  it("an image that broke off is continued with a range", () => {
    const image = fileOf(500_000, { type: "image" });
    const faults: Fault[] = [
      { name: "cut-mid-body", atByte: 200_000, when: { times: 1 } },
      { name: "cut-before-headers", when: { skip: 1, times: 3 } },
    ];
    return inScene({ resources: [image], faults }, async (scene) => {
      errorOf(await scene.run(line(image)), 4);
      const kept = await finish(scene, image);
      assert(kept !== undefined && kept > 0);
    });
  });

  it("all bytes are there, only the name is missing", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene, tagged);
      await Deno.writeFile(join(scene.directory, PARTIAL), resourceBytes(tagged));
      const record = join(scene.directory, RECORD);
      const text = await Deno.readTextFile(record);
      await Deno.writeTextFile(record, changeRecord(text, { done: [[0, LARGE - 1]] }));
      assertEquals(await finish(scene, tagged), LARGE);
      const sent = scene.platform.log.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
      assert(sent <= TAIL + PROBE, `${sent} bytes were fetched`);
    }));
});

describe("a partial file of something else is not continued", () => {
  const cases: [name: string, other: Resource][] = [
    ["message", fileOf(LARGE, { messageId: "om_other", bytes: otherBytes, etag: '"file_v3_scenario"' })],
    ["key", fileOf(LARGE, { fileKey: "file_v3_other", bytes: otherBytes, etag: '"file_v3_scenario"' })],
    ["type", fileOf(LARGE, { type: "image", fileKey: tagged.fileKey, bytes: otherBytes })],
  ];
  for (const [name, other] of cases) {
    it(`another ${name}`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, tagged);
        scene.platform.addResource(other);
        assertEquals(await finish(scene, other), undefined);
      }));
  }

  it("another host", () =>
    inScene({}, (first) =>
      inScene({ resources: [{ ...tagged, bytes: otherBytes }] }, async (second) => {
        await leavePartial(first, tagged);
        const result = await second.run(line(tagged), { cwd: first.directory });
        assertEquals(dataOf(result)["resumed_from"], undefined);
        await assertBytes(join(first.directory, NAME), otherBytes);
      })));
});

describe("the object changed since the partial file was left", () => {
  const shorter = resourceBytes(tagged).slice(5000, 3_000_000);
  const changes: [name: string, before: Resource, after: Partial<Resource>][] = [
    ["another ETag, same size", tagged, { bytes: otherBytes, etag: '"new"' }],
    ["another ETag, shorter", tagged, { bytes: shorter, etag: '"new"' }],
    ["another ETag and media type", tagged, { bytes: otherBytes, etag: '"new"', contentType: "video/mp4" }],
    ["another weak ETag", weak, { bytes: otherBytes, etag: 'W/"new"' }],
    ["another Last-Modified", dated, { bytes: otherBytes, lastModified: "Wed, 04 Jun 2025 04:05:06 GMT" }],
    ["another Last-Modified, shorter", dated, {
      bytes: shorter,
      lastModified: "Wed, 04 Jun 2025 04:05:06 GMT",
    }],
    ["the validator is gone", tagged, { bytes: shorter, etag: null, lastModified: null }],
    ["the validator is gone, same size", tagged, { bytes: otherBytes, etag: null, lastModified: null }],
    ["no validator, same size", plain, { bytes: otherBytes }],
    ["no validator, shorter", plain, { bytes: shorter }],
    ["no validator, longer", plain, { bytes: new Uint8Array(LARGE + 1).fill(5) }],
    ["no validator, empty now", plain, { bytes: new Uint8Array(0) }],
    ["no validator, another media type", plain, { bytes: otherBytes, contentType: "image/png" }],
  ];
  for (const [name, before, change] of changes) {
    const after = { ...before, ...change };
    it(`${name}: starts over`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, before);
        scene.platform.addResource(after);
        assertEquals(await finish(scene, after), undefined);
      }));

    it(`${name}, from a server that ignores ranges: starts over`, () =>
      inScene({}, async (scene) => {
        await leavePartial(scene, before);
        scene.platform.addResource(after);
        scene.platform.addFault({ name: "status-200" });
        assertEquals(await finish(scene, after), undefined);
      }));
  }

  it("no validator, shorter, and 416 without a total: starts over", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene, plain);
      const after = { ...plain, bytes: shorter };
      scene.platform.addResource(after);
      scene.platform.addFault({ name: "status-416-no-content-range", when: { rangeStart: KEPT - TAIL } });
      assertEquals(await finish(scene, after), undefined);
    }));

  it("only another media type is reported, the validator is the same: the right file", () =>
    inScene({}, async (scene) => {
      await leavePartial(scene, tagged);
      const after = { ...tagged, contentType: "video/mp4" };
      scene.platform.addResource(after);
      await finish(scene, after);
    }));
});
