import { type Fault, resourceBytes } from "../../../fixtures/platform/mod.ts";
import {
  assertNothingVisible,
  assertSaved,
  commandFor,
  fileOf,
  LARGE,
  PROBE,
  sha256,
} from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ARGS = ["--output", "out.dat", "--timeout", "200"];
const before = fileOf(LARGE);

describe("new-validator: the object changes while it is fetched", () => {
  const after = fileOf(LARGE - 5000, { bytes: resourceBytes(before).slice(5000) });
  const change = (skip: number, etag: string): Fault => ({
    name: "new-validator",
    etag,
    ...(after.bytes === undefined ? {} : { bytes: after.bytes }),
    when: { skip, times: 1 },
  });

  it("once: the download starts over and saves the new object", () =>
    inScene(
      { resources: [before], faults: [change(2, '"second"')] },
      async ({ run, directory, platform }) => {
        dataOf(await run(commandFor(before, ...ARGS)));
        await assertSaved(directory, "out.dat", after);
        assert(platform.log.length <= 3 + 4, `${platform.log.length} requests`);
      },
    ));

  it("twice: it starts over twice", () =>
    inScene(
      { resources: [before], faults: [change(1, '"second"'), change(3, '"third"')] },
      async ({ run, directory }) => {
        dataOf(await run(commandFor(before, ...ARGS)));
        await assertSaved(directory, "out.dat", after);
      },
    ));

  it("with every response over the same bytes: one plain request of everything", () => {
    const faults = Array.from({ length: 8 }, (_, index): Fault => ({
      name: "new-validator",
      etag: `W/"${index}"`,
      lastModified: null,
      when: { requestNumber: 1 + index },
    }));
    return inScene({ resources: [before], faults }, async ({ run, directory, platform }) => {
      const data = dataOf(await run(commandFor(before, ...ARGS)));
      await assertSaved(directory, "out.dat", before);
      // Twice the probe and a range, then everything; two further ranges may have been asked for ahead each time.
      const requests = Number(data["requests"]);
      assert(requests >= 5 && requests <= 9, `${requests} requests`);
      assertEquals(platform.log.at(-1)?.range, undefined);
    });
  });

  it("again and again, and it cannot be downloaded whole: network/representation_changed, exit 4, no file", () => {
    const faults = Array.from({ length: 20 }, (_, index): Fault => ({
      name: "new-validator",
      etag: `W/"${index}"`,
      lastModified: null,
      when: { requestNumber: 1 + index },
    }));
    faults.push({ name: "cut-mid-body", atByte: 9_000_000 });
    return inScene({ resources: [before], faults }, async ({ run, directory, platform }) => {
      const error = errorOf(await run(commandFor(before, ...ARGS)), 4);
      assertEquals([error["type"], error["subtype"]], ["network", "representation_changed"]);
      assertNothingVisible(directory);
      // Twice a probe and three ranges, then everything, thrice.
      assert(platform.log.length <= 11, `${platform.log.length} requests`);
    });
  });

  it("only by its Last-Modified: that is a change, too", () => {
    const dated = { ...before, etag: null };
    const fault: Fault = {
      name: "new-validator",
      etag: null,
      bytes: after.bytes,
      when: { skip: 2, times: 1 },
    };
    return inScene({ resources: [dated], faults: [fault] }, async ({ run, directory }) => {
      dataOf(await run(commandFor(before, ...ARGS)));
      await assertSaved(directory, "out.dat", after);
    });
  });
});

describe("a server that stops serving ranges", () => {
  const later: Fault = { name: "status-200", when: { rangeStart: PROBE } };
  for (const workers of [1, 4]) {
    it(`the whole body in answer to a later range is taken (${workers} at a time)`, () =>
      inScene({ resources: [before], faults: [later] }, async ({ run, directory, platform }) => {
        const words = commandFor(before, ...ARGS, "--workers", String(workers));
        dataOf(await run(words));
        await assertSaved(directory, "out.dat", before);
        // One worker asks ahead as well, as far as the pace so far lets expect.
        assert(platform.log.length <= 1 + Math.max(workers, 4), `${platform.log.length} requests`);
      }));
  }

  it("to several ranges at once: one of the bodies is taken", () =>
    inScene(
      { resources: [before], faults: [{ name: "status-200", when: { skip: 1 } }] },
      async ({ run, directory, platform }) => {
        dataOf(await run(commandFor(before, ...ARGS, "--workers", "4")));
        await assertSaved(directory, "out.dat", before);
        assert(platform.log.length <= 5, `${platform.log.length} requests`);
      },
    ));

  it("a body that breaks off in the middle is begun anew at most twice, then network/protocol", () => {
    const faults: Fault[] = [
      { name: "status-200", when: { skip: 1 } },
      { name: "cut-mid-body", atByte: 3_000_000, when: { skip: 1 } },
    ];
    return inScene({ resources: [before], faults }, async ({ run, directory, platform }) => {
      const error = errorOf(await run(commandFor(before, ...ARGS)), 4);
      assertEquals([error["type"], error["subtype"]], ["network", "protocol"]);
      // Ranges that were requested ahead may have gone out before the first body broke off.
      assert(platform.log.length >= 4 && platform.log.length <= 7, `${platform.log.length} requests`);
      assertNothingVisible(directory);
    });
  });

  it("another object in answer to a later range, without validators: that one is saved", () => {
    const plain = { ...before, etag: null, lastModified: null };
    const other = fileOf(LARGE - 5000, { ...plain, bytes: resourceBytes(before).slice(5000) });
    const change: Fault = {
      name: "new-validator",
      etag: null,
      lastModified: null,
      bytes: other.bytes,
      when: { skip: 1 },
    };
    return inScene({ resources: [plain], faults: [change, later] }, async ({ run, directory }) => {
      dataOf(await run(commandFor(plain, ...ARGS)));
      await assertSaved(directory, "out.dat", other);
    });
  });

  it("to standard output: what was passed on is not passed on again", () =>
    inScene({ resources: [before], faults: [later] }, async ({ run }) => {
      const result = await run(commandFor(before, "--output", "-"));
      assertEquals(result.status, 0);
      assertEquals(await sha256(result.bytes), await sha256(resourceBytes(before)));
    }));

  it("to standard output, another object: network/representation_changed, exit 4", () => {
    const change: Fault = { name: "new-validator", when: { skip: 1 } };
    return inScene({ resources: [before], faults: [change, later] }, async ({ run }) => {
      const result = await run(commandFor(before, "--output", "-"));
      assertEquals(result.status, 4);
      assertEquals(result.bytes, resourceBytes(before, 0, PROBE));
    });
  });
});
