import { openFresh, openWhole } from "../../../core/download/first-response.ts";
import type { OpenResponse } from "../../../core/download/source.ts";
import { json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure } from "../enrich/fake-client.ts";
import { orderly, startService, watchCancel, whole } from "./service.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOTHING = new Uint8Array();
const busy = json({ code: 1, msg: "busy" }, 503);

describe("openFresh", () => {
  const cases: readonly (readonly [
    name: string,
    type: "file" | "image",
    replies: readonly Reply[],
    ranges: readonly (string | undefined)[],
    verdict: OpenResponse["verdict"]["kind"],
  ])[] = [
    ["requests the first 128 KiB of a file", "file", [orderly()], ["0-131071"], "part"],
    ["requests an image as a whole", "image", [orderly()], [undefined], "whole"],
    ["takes a whole file", "file", [whole()], ["0-131071"], "whole"],
    [
      "requests an empty file as a whole, which has no first byte",
      "file",
      [orderly(NOTHING)],
      ["0-131071", undefined],
      "whole",
    ],
    ["requests a file twice that came empty", "file", [whole(NOTHING)], ["0-131071", undefined], "whole"],
    [
      "requests an image twice that came empty",
      "image",
      [whole(NOTHING), whole()],
      [undefined, undefined],
      "whole",
    ],
    ["takes a body without a length", "file", [whole(NOTHING, {})], ["0-131071"], "whole"],
    ["tries again after a fault", "file", [busy, orderly()], ["0-131071", "0-131071"], "part"],
  ];
  for (const [name, type, replies, ranges, verdict] of cases) {
    it(name, async () => {
      const { context, run, ranges: requested } = startService(replies, { type });
      const opened = await run(openFresh(context));
      assertEquals([requested(), opened.verdict.kind], [ranges, verdict]);
    });
  }

  it("drops the first of two responses", async () => {
    const { reply, isCancelled } = watchCancel(whole(NOTHING));
    const { context, run } = startService([reply, whole()]);
    await run(openFresh(context));
    assert(isCancelled());
  });

  it("refuses an image that is empty twice", async () => {
    const { context, run, ranges } = startService([whole(NOTHING)], { type: "image" });
    const detail = await rejectionOf(() => run(openFresh(context)));
    assertEquals([detail.message, ranges().length], ["file size mismatch: the image is empty", 2]);
  });

  for (const faults of [1, 2]) {
    it(`passes on the retries that are left after ${faults} of 2`, async () => {
      const { context, run } = startService([...Array.from({ length: faults }, () => busy), orderly()]);
      const { retries } = await run(openFresh(context));
      assert(retries !== undefined);
      const fault = failure("network", "broken", "one more", { retryable: true });
      const next = run(retries.next(fault)).then(() => "waited", () => "gave up");
      assertEquals(await next, faults === 1 ? "waited" : "gave up");
    });
  }
});

describe("openWhole", () => {
  it("requests everything at once, an empty file too", async () => {
    const { context, run, ranges } = startService([whole(NOTHING)]);
    assertEquals([(await run(openWhole(context))).verdict.kind, ranges()], ["whole", [undefined]]);
  });
});
