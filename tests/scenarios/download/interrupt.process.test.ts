import { type Platform, type Resource, resourceBytes } from "../../../fixtures/platform/mod.ts";
import { until } from "../../support/bdd.ts";
import {
  assertBytes,
  assertNothingVisible,
  assertSaved,
  CHUNK,
  commandFor,
  fileOf,
  LARGE,
  namesIn,
  PROBE,
  readRecord,
} from "../../support/downloads.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { dataOf, documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const large = fileOf(LARGE);
const NAME = "file_v3_scenario.bin";
const PARTIAL = ".file_v3_scenario.im-part";
const RECORD = `${PARTIAL}.json`;
/** A run takes about half a second. */
const bytesPerSecond = 48_000_000;

/** Body bytes that the platform has sent since a place in its log. */
function sentSince(platform: Platform, index: number): number {
  return platform.log.slice(index).reduce((sum, { bytesSent }) => sum + bytesSent, 0);
}

/** Starts a download and sends it a signal once the platform has sent so many bytes, or when it is over. */
async function stopAt(scene: Scene, bytes: number, signal: Deno.Signal, more: readonly string[] = []) {
  const { platform, directory, env } = scene;
  const before = platform.log.length;
  const process = startIm(commandFor(large, ...more), { cwd: directory, env });
  const output = process.output();
  await until(() => platform.log.length > before && sentSince(platform, before) >= bytes, output);
  try {
    process.kill(signal);
  } catch { /* it was over before */ }
  return resultOf(await output);
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

/** Bytes that the record says are there. */
function recorded(directory: string): number {
  try {
    const { done } = readRecord(Deno.readTextFileSync(join(directory, RECORD)));
    return done.reduce((sum, [start, end]) => sum + end - start + 1, 0);
  } catch {
    return 0;
  }
}

describe("kill -9 at any point, then the same command", () => {
  const random = seededRandom(7);
  for (let round = 0; round < 5; round++) {
    it(`gives the right file, fetching at most a range again (points ${round * 10 + 1} to ${round * 10 + 10})`, () =>
      atPoints(Array.from({ length: 10 }, () => random() * LARGE), []));
  }

  for (const workers of ["2", "4", "8"]) {
    it(`the same with --workers ${workers}`, () =>
      atPoints(Array.from({ length: 4 }, () => random() * LARGE), [
        "--workers",
        workers,
        "--chunk-size",
        "1",
      ]));
  }

  it("three times in a row", () =>
    inScene({ resources: [large], bytesPerSecond }, async (scene) => {
      for (const share of [0.2, 0.3, 0.3]) await stopAt(scene, share * LARGE, "SIGKILL");
      dataOf(await scene.spawn(commandFor(large)));
      await assertSaved(scene.directory, NAME, large);
    }));
});

describe("kill -9 of another resource on its way into the same file", () => {
  it("does not leave its bytes in the file of the first", () => {
    const other = fileOf(LARGE, { fileKey: "file_v3_other", bytes: { size: LARGE, seed: 99 } });
    const line = (resource: Resource) => commandFor(resource, "--output", "out.dat");
    return inScene({ resources: [large, other] }, async (scene) => {
      const { platform, directory, env } = scene;
      platform.addFault({ name: "error", code: 234009, when: { rangeStart: PROBE + CHUNK } });
      errorOf(await scene.run(line(large)), 3);
      platform.clearFaults();
      platform.addFault({ name: "stall-before-headers", when: { rangeStart: PROBE } });
      const process = startIm(line(other), { cwd: directory, env });
      const output = process.output();
      // The range behind the probe is requested while the probe comes in; it is on disk when the file begins with it.
      const head = resourceBytes(other, 0, PROBE);
      await until(() => startsWith(join(directory, ".out.dat.im-part"), head), output);
      process.kill("SIGKILL");
      await output;
      platform.clearFaults();
      dataOf(await scene.spawn(line(large)));
      await assertSaved(directory, "out.dat", large);
    });
  });
});

function startsWith(path: string, head: Uint8Array): boolean {
  const there = Deno.readFileSync(path).subarray(0, head.length);
  return there.length === head.length && there.every((byte, index) => byte === head[index]);
}

/** Two at a time: most of a run is waiting for the slow line. */
async function atPoints(points: readonly number[], more: readonly string[]): Promise<void> {
  const one = (point: number) =>
    inScene({ resources: [large], bytesPerSecond }, (scene) => killAndContinue(scene, point, more));
  for (let next = 0; next < points.length; next += 2) {
    await Promise.all(points.slice(next, next + 2).map(one));
  }
}

async function killAndContinue(scene: Scene, at: number, more: readonly string[]): Promise<void> {
  const { platform, directory } = scene;
  await stopAt(scene, at, "SIGKILL", more);
  const killedIn = namesIn(directory);
  const sequential = more.length === 0;
  const there = killedIn.includes(NAME)
    ? LARGE
    : sequential
    ? sizeOf(join(directory, PARTIAL))
    : recorded(directory);
  await platform.idle();
  const second = platform.log.length;
  const context = `killed at ${Math.round(at)} with ${there} bytes on disk (${killedIn})`;
  const result = await scene.spawn(commandFor(large, ...more));
  assertEquals(result.status, 0, `${context}: ${result.stderr}`);
  await assertBytes(join(directory, NAME), resourceBytes(large));
  assertEquals(namesIn(directory), [NAME], context);
  const again = sentSince(platform, second) - (LARGE - there);
  assert(again <= CHUNK + PROBE, `${context}: ${again} bytes were fetched again`);
}

describe("a signal in the middle", () => {
  const cases: [Deno.Signal, status: RegExp][] = [["SIGINT", /^130$/], ["SIGTERM", /^(130|143)$/]];
  for (const [signal, status] of cases) {
    it(`${signal}: keeps the partial file, says how to continue, and the next run goes on`, () =>
      inScene({ resources: [large], bytesPerSecond }, async (scene) => {
        const result = await stopAt(scene, LARGE / 2, signal);
        assertMatch(String(result.status), status);
        assertEquals(result.stdout, "");
        const error = partOf(documentOf(result.stderr), "error");
        assertEquals(error["type"], "interrupted");
        assertMatch(String(error["hint"]), /again/);
        assertNothingVisible(scene.directory);
        assert(recorded(scene.directory) > LARGE / 8, "the record must know what is there");
        const data = dataOf(await scene.spawn(commandFor(large)));
        assert(Number(data["resumed_from"]) > LARGE / 8);
        await assertSaved(scene.directory, NAME, large);
      }));
  }

  it("Ctrl-C with a human format: text, exit 130", () =>
    inScene({ resources: [large], bytesPerSecond }, async (scene) => {
      const result = await stopAt(scene, LARGE / 3, "SIGINT", ["--format", "pretty"]);
      assertEquals([result.status, result.stdout], [130, ""]);
      assertMatch(result.stderr, /interrupted[\s\S]*again/);
    }));

  it("Ctrl-C while the service is silent: ends at once, leaves nothing", () =>
    inScene({ resources: [large], faults: [{ name: "stall-before-headers" }] }, async (scene) => {
      const result = await stopAt(scene, 0, "SIGINT");
      assertEquals([result.status, result.stdout], [130, ""]);
      assertEquals(namesIn(scene.directory), []);
    }));

  it("Ctrl-C while it waits for a retry: ends at once", () =>
    inScene({ resources: [large], faults: [{ name: "status-429", retryAfter: "25" }] }, async (scene) => {
      const result = await stopAt(scene, 0, "SIGINT");
      assertEquals([result.status, result.stdout], [130, ""]);
      assertEquals(scene.platform.log.length, 1);
    }));
});

describe("two processes on one target at once", () => {
  it("one is refused with exit 2, failed_precondition; the file is right", () =>
    inScene({
      resources: [large],
      // However busy the machine is, the first one is still at work when the second one comes.
      faults: [{ name: "stall-mid-body", atByte: 1000, when: { requestNumber: 2 } }],
    }, async (scene) => {
      const { platform, directory, env } = scene;
      const first = startIm(commandFor(large), { cwd: directory, env });
      const output = first.output();
      await until(() => platform.log.length >= 2, output);
      const error = errorOf(await scene.spawn(commandFor(large)), 2);
      assertEquals([error["type"], error["subtype"]], ["validation", "failed_precondition"]);
      first.kill("SIGINT");
      assertEquals(resultOf(await output).status, 130);
      platform.clearFaults();
      dataOf(await scene.spawn(commandFor(large)));
      await assertSaved(directory, NAME, large);
    }));

  it("started together: whoever wins, the file is right", () =>
    inScene({ resources: [large], bytesPerSecond }, async ({ directory, spawn }) => {
      const results = await Promise.all([1, 2, 3].map(() => spawn(commandFor(large))));
      const statuses = results.map(({ status }) => status);
      assert(statuses.includes(0), `${statuses}`);
      assertEquals(statuses.filter((status) => status !== 0 && status !== 2), []);
      await assertSaved(directory, NAME, large);
    }));
});
