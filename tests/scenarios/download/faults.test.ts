import {
  type Fault,
  FAULTS,
  type FaultWhen,
  type Resource,
  resourceBytes,
} from "../../../fixtures/platform/mod.ts";
import {
  assertBytes,
  assertNothingVisible,
  assertSaved,
  commandFor,
  fileOf,
  LARGE,
  namesIn,
  PROBE,
} from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import {
  type Expected,
  IDEAL,
  type Outcome,
  type Row,
  ROWS,
  type Size,
  TESTED_ELSEWHERE,
} from "./fault-table.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const MIB = 1024 * 1024;
const SIZES: Readonly<Record<Size, Resource>> = {
  image: fileOf(5000, { type: "image" }),
  small: fileOf(5000),
  // As many ranges as a file of 24 MiB has by default.
  large: fileOf(3 * MIB),
};
const LARGE_FILE = fileOf(LARGE);
const ARGS = ["--output", "out.dat"];
/** Long enough for a busy machine; where the service is silent, it passes at once. */
const TIMEOUT = ["--timeout", "200"];
const SERVICE = "/open-apis/im/";

/** The failure that a run ended with, in the words of the table. */
function outcomeOf(result: SceneResult, code: boolean): Outcome {
  if (result.status === 0) return "right";
  const error = errorOf(result, result.status);
  const { type, subtype } = error;
  return {
    status: result.status,
    type: String(type),
    subtype: String(subtype),
    ...(code ? { code: Number(error["code"]) } : {}),
  };
}

/** Runs a download under a fault, then once more without it: the file must be right or absent, and right at last. */
async function tryFault(
  scene: Scene,
  resource: Resource,
  { outcomes, most }: Expected,
): Promise<void> {
  const { platform, directory, run } = scene;
  const ranges = resource === SIZES.large ? ["--chunk-size", "1"] : [];
  const words = commandFor(resource, ...ARGS, ...TIMEOUT, ...ranges);
  const result = await run(words);
  const requests = platform.log.length;
  const withCode = outcomes.some((outcome) => outcome !== "right" && outcome.code !== undefined);
  const outcome = outcomeOf(result, withCode);
  const wanted = outcomes.map((one) => JSON.stringify(one));
  assert(
    wanted.includes(JSON.stringify(outcome)),
    `${wanted.join(" or ")} was expected: ${JSON.stringify(outcome)}`,
  );
  if (outcome === "right") await assertSaved(directory, "out.dat", resource);
  else assertNothingVisible(directory);
  // Of a large file, the ranges that follow may have been asked for ahead, each once.
  const ahead = resource === SIZES.large ? 2 : 0;
  assert(requests <= most + ahead, `${requests} requests, at most ${most + ahead} were promised`);
  if (outcome === "right") return;
  platform.clearFaults();
  dataOf(await run(words));
  await assertSaved(directory, "out.dat", resource);
}

function faultFor(row: Row, size: Size, when: FaultWhen): Fault {
  const fault = size === "large" ? row.large ?? row.fault : row.fault;
  const to = "to" in fault ? { to: fault.to.replace("KEY", SIZES[size].fileKey) } : {};
  return { ...fault, ...to, when: { path: SERVICE, ...when } };
}

/** An expectation that may differ by size. */
function expectedFor(expected: Row["once"] | Row["always"], size: Size): Expected | undefined {
  if (expected === undefined) return undefined;
  return "outcomes" in expected ? expected : expected[size];
}

function expectedOnce(row: Row, size: Size): Expected {
  return expectedFor(row.once, size) ?? { outcomes: ["right"], most: IDEAL[size] + 3 };
}

function testRow(row: Row): void {
  const cases = (row.sizes ?? ["image", "small", "large"]).flatMap(
    (size): [string, Size, FaultWhen, Expected][] => {
      const always = expectedFor(row.always, size);
      const later = row.later ?? (always && { ...always, most: always.most + 1 });
      return [
        [`${size}, first request`, size, { times: 1 }, expectedOnce(row, size)],
        ...(always === undefined || always.outcomes.length === 0
          ? []
          : [[`${size}, every request`, size, {}, always] as [string, Size, FaultWhen, Expected]]),
        ...(size === "large" && later !== undefined
          ? [
            [`${size}, second request`, size, { skip: 1, times: 1 }, expectedLater(row)],
            [`${size}, every request after the probe`, size, { skip: 1 }, later],
          ] as [string, Size, FaultWhen, Expected][]
          : []),
      ];
    },
  );
  for (const [name, size, when, expected] of cases) {
    it(name, () => {
      const resource = SIZES[size];
      return inScene(
        { resources: [resource], faults: [faultFor(row, size, when)] },
        (scene) => tryFault(scene, resource, expected),
      );
    });
  }
}

/** A fault in the middle that does not come again is got over, but for a refusal. */
function expectedLater(row: Row): Expected {
  const refusal = row.once !== undefined && "outcomes" in row.once && !row.once.outcomes.includes("right");
  return refusal && row.later !== undefined ? row.later : { outcomes: ["right"], most: IDEAL.large + 3 };
}

for (const row of ROWS) {
  const { name } = row.fault;
  describe(`${name}${row.note === undefined ? "" : ` (${row.note})`}: ${FAULTS[name]}`, () => testRow(row));
}

it("every fault of the fake service is tried", () => {
  const tried = new Set<string>([...ROWS.map(({ fault }) => fault.name), ...TESTED_ELSEWHERE]);
  assertEquals(Object.keys(FAULTS).filter((name) => !tried.has(name)), []);
});

describe("faults that come together", () => {
  it("the retries of a range count its answers and its breaks together", () => {
    const faults: Fault[] = [
      { name: "status-503-html", when: { times: 2 } },
      { name: "cut-mid-body", atByte: 1000, when: { skip: 2 } },
    ];
    return inScene({ resources: [LARGE_FILE], faults }, async ({ run, platform }) => {
      errorOf(await run(commandFor(LARGE_FILE, ...ARGS)), 4);
      assertEquals(platform.log.length, 3);
    });
  });

  it("a page on a later range while another breaks", () => {
    const faults: Fault[] = [
      { name: "html-200", when: { requestNumber: 3 } },
      { name: "cut-mid-body", atByte: 3_000_000, when: { rangeStart: PROBE } },
      { name: "wrong-start", by: 10, when: { requestNumber: 5 } },
    ];
    return inScene({ resources: [LARGE_FILE], faults }, async ({ run, directory }) => {
      dataOf(await run(commandFor(LARGE_FILE, ...ARGS)));
      await assertSaved(directory, "out.dat", LARGE_FILE);
    });
  });

  for (const workers of [2, 4, 8]) {
    it(`breaks, refusals and wrong ranges with ${workers} workers`, () => {
      const faults: Fault[] = [
        { name: "cut-mid-body", atByte: 3_000_001, when: { skip: 1, times: 3 } },
        { name: "status-503-html", when: { requestNumber: 6 } },
        { name: "wrong-start", by: -100, when: { requestNumber: 7 } },
      ];
      return inScene({ resources: [LARGE_FILE], faults }, async ({ run, directory }) => {
        const words = commandFor(LARGE_FILE, ...ARGS, "--chunk-size", "4", "--workers", String(workers));
        dataOf(await run(words));
        await assertSaved(directory, "out.dat", LARGE_FILE);
      });
    });
  }

  it("with workers, a failure that stays keeps the partial file, and the next run completes it", () =>
    inScene({ resources: [LARGE_FILE] }, async ({ run, directory, platform }) => {
      const words = commandFor(LARGE_FILE, ...ARGS, "--workers", "4", "--chunk-size", "2");
      platform.addFault({ name: "error", code: 234009, when: { skip: 5 } });
      assertEquals(errorOf(await run(words), 3)["code"], 234009);
      assertNothingVisible(directory);
      platform.clearFaults();
      const data = dataOf(await run(words));
      assert(Number(data["resumed_from"]) > 0);
      await assertBytes(join(directory, "out.dat"), resourceBytes(LARGE_FILE));
      assertEquals(namesIn(directory), ["out.dat"]);
    }));
});
