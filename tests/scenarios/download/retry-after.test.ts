import type { Fault } from "../../../fixtures/platform/mod.ts";
import { assertSaved, commandFor, fileOf, namesIn } from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(5000);
const args = commandFor(file, "--output", "out.dat");

/** A 429 on the first requests, with delays asked for. */
function tooManyRequests(delays: Readonly<Record<string, string>>, times = 1): Fault[] {
  return [{ name: "status-429", ...delays, when: { times } }];
}

/** Runs under a fault that goes away; gives the waits before the retries, in milliseconds. */
async function retryDelays(faults: readonly Fault[], ...more: string[]): Promise<readonly number[]> {
  return await inScene({ resources: [file], faults }, async ({ run, directory }) => {
    const result = await run([...args, ...more]);
    dataOf(result);
    await assertSaved(directory, "out.dat", file);
    return result.waited;
  });
}

describe("the server's delay, when it fits the budget", () => {
  it("Retry-After in seconds is waited for, then the download works", async () => {
    assertEquals(await retryDelays(tooManyRequests({ retryAfter: "7" })), [7000]);
  });
  it("x-ogw-ratelimit-reset wins over Retry-After", async () => {
    assertEquals(await retryDelays(tooManyRequests({ retryAfter: "25", ratelimitReset: "3" })), [3000]);
  });
  it("Retry-After as a date in the past: at once", async () => {
    assertEquals(await retryDelays(tooManyRequests({ retryAfter: "Tue, 03 Jun 2025 04:05:06 GMT" })), [0]);
  });
  it("Retry-After as a date ahead: until then", async () => {
    const [waited = 0] = await retryDelays(
      tooManyRequests({ retryAfter: new Date(Date.now() + 9_000).toUTCString() }),
    );
    assert(waited > 5000 && waited <= 11_000, `${waited} ms`);
  });
  for (const retryAfter of ["soon", "", "-5", "1e3", "NaN", "٣"]) {
    it(`Retry-After that says nothing (${JSON.stringify(retryAfter)}): our own delay`, async () => {
      const [waited = 0] = await retryDelays(tooManyRequests({ retryAfter }));
      assert(waited >= 300 && waited <= 375, `${waited} ms`);
    });
  }
  it("Retry-After of a 503 counts, too", async () => {
    assertEquals(await retryDelays([{ name: "status-503-html", retryAfter: "4", when: { times: 1 } }]), [
      4000,
    ]);
  });
  it("both retries wait as long as asked", async () => {
    assertEquals(await retryDelays(tooManyRequests({ retryAfter: "6" }, 2)), [6000, 6000]);
  });
  it("a larger --retry-budget takes a longer delay", async () => {
    assertEquals(await retryDelays(tooManyRequests({ retryAfter: "45" }), "--retry-budget", "50"), [45_000]);
  });
});

describe("the server's delay, when it does not fit the budget", () => {
  const cases: [
    name: string,
    faults: Fault[],
    more: string[],
    requests: number,
    seconds: number | undefined,
  ][] = [
    ["Retry-After: 31", tooManyRequests({ retryAfter: "31" }, 9), [], 1, 31],
    ["x-ogw-ratelimit-reset: 60", tooManyRequests({ ratelimitReset: "60", retryAfter: "1" }, 9), [], 1, 60],
    [
      "Retry-After: 2 with --retry-budget 1",
      tooManyRequests({ retryAfter: "2" }, 9),
      ["--retry-budget", "1"],
      1,
      2,
    ],
    ["20 s twice", tooManyRequests({ retryAfter: "20" }, 9), [], 2, 20],
    ["--retry-budget 0", tooManyRequests({}, 9), ["--retry-budget", "0"], 1, undefined],
    ["a huge number", tooManyRequests({ retryAfter: "99999999999999999999" }, 9), [], 1, 1e20],
  ];
  for (const [name, faults, more, requests, seconds] of cases) {
    it(`${name}: stops without waiting for it, shows the delay`, () =>
      inScene({ resources: [file], faults }, async ({ run, directory, platform }) => {
        const result = await run([...args, ...more]);
        const error = errorOf(result, 1);
        assertEquals([error["type"], error["subtype"]], ["api", "rate_limit"]);
        assertEquals(error["retry_after_seconds"], seconds);
        assertEquals(platform.log.length, requests);
        assertEquals(result.waited.length, requests - 1);
        assertEquals(namesIn(directory), []);
      }));
  }

  it("a failure that is retried without a delay of the server fits no budget of 0 either", () =>
    inScene({ resources: [file], faults: [{ name: "status-502-html" }] }, async ({ run, platform }) => {
      errorOf(await run([...args, "--retry-budget", "0"]), 4);
      assertEquals(platform.log.length, 1);
    }));

  it("with --format pretty the delay is reported, too", () =>
    inScene({ resources: [file], faults: tooManyRequests({ retryAfter: "77" }) }, async ({ run }) => {
      const result = await run([...args, "--format", "pretty"]);
      assertEquals([result.status, result.stdout], [1, ""]);
      assert(/\b77\b/.test(result.stderr), result.stderr);
    }));
});
