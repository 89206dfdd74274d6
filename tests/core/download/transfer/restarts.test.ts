import type { Reply } from "../../../support/fake-world.ts";
import { noRange, OBJECT_BYTES, part, watchCancel, whole } from "../service.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { PROBE, restartOf, SIZE, start, TAGGED } from "./transfer-scene.ts";

describe("a transfer begins anew", () => {
  const cases: readonly (readonly [
    name: string,
    replies: readonly Reply[],
    message: string,
    byValidator: boolean,
  ])[] = [
    [
      "when the validator of a part is another",
      [part(0, 999, { headers: TAGGED }), part(1000, 199_999, { headers: { etag: '"v2"' } })],
      "the file changed during the download: the validator changed",
      true,
    ],
    [
      "when the size is another",
      [part(0, 999), part(1000, 199_999, { total: 300_000 })],
      "file size mismatch: the total is 300000 instead of 200000 bytes",
      false,
    ],
    [
      "when there is no range from the first byte any more",
      [part(1000, 199_999), noRange()],
      "content-range error: HTTP 416 for the first byte",
      false,
    ],
  ];
  for (const [name, replies, message, byValidator] of cases) {
    it(name, async () => {
      const { transfer } = start(replies, {
        range: name.includes("no range") ? { start: 1000 } : PROBE,
      });
      const restart = await restartOf(transfer);
      assertEquals([restart.failure.message, restart.byValidator, restart.begin], [
        message,
        byValidator,
        undefined,
      ]);
    });
  }

  const wholes: readonly (readonly [name: string, etag: string, message: string, byValidator: boolean])[] = [
    ["the same", '"v1"', "the server stopped serving ranges", false],
    ["another", '"v2"', "the file changed during the download: the validator changed", true],
  ];
  for (const [name, etag, message, byValidator] of wholes) {
    it(`with ${name} object that comes whole in place of a range`, async () => {
      const headers = { etag, "content-length": String(SIZE) };
      const { transfer } = start([part(0, 999, { headers: TAGGED }), whole(OBJECT_BYTES, headers)], {
        range: PROBE,
      });
      const { failure, byValidator: changed, begin } = await restartOf(transfer);
      assertEquals([failure.message, changed], [message, byValidator]);
      assertEquals((await begin?.response.bytes())?.length, SIZE);
    });
  }

  it("drops the body that made it so", async () => {
    const { reply, isCancelled } = watchCancel(part(1000, 199_999, { headers: { etag: '"v2"' } }));
    const { transfer } = start([part(0, 999, { headers: TAGGED }), reply], { range: PROBE });
    await restartOf(transfer);
    assert(isCancelled());
  });

  const unconfirmed =
    "file size mismatch: the server sent no length, and the end of the body cannot be confirmed";

  it("with the longer object that comes where the end is to be confirmed", async () => {
    const { transfer } = start([whole(OBJECT_BYTES.subarray(0, 70_000), {}), whole()]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals(failure.message, unconfirmed);
    assertEquals((await begin?.response.bytes())?.length, SIZE);
  });

  it("where the end cannot be confirmed", async () => {
    const { reply, isCancelled } = watchCancel(whole(OBJECT_BYTES, {}));
    const { transfer } = start([whole(OBJECT_BYTES, {}), reply]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals([failure.message, begin, isCancelled()], [unconfirmed, undefined, true]);
  });

  it("where the object is said to end before what came", async () => {
    const { transfer } = start([whole(OBJECT_BYTES, {}), noRange(1000)]);
    const { failure, begin } = await restartOf(transfer);
    assertEquals([failure.message, begin], [unconfirmed, undefined]);
  });

  it("not where the end is confirmed, and drops the body that confirms it", async () => {
    const { reply, isCancelled } = watchCancel(whole());
    const { transfer } = start([whole(OBJECT_BYTES, {}), reply]);
    await transfer();
    assert(isCancelled());
  });
});
