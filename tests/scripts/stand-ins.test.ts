import * as asserts from "@std/assert";
import { LimitedBytesTransformStream, TextLineStream, toBytes, toText } from "@std/streams";
import { describe, it } from "@std/testing/bdd";

const { assertEquals, assertRejects, assertThrows, AssertionError } = asserts;

function raise(error: Error): () => never {
  return () => {
    throw error;
  };
}

describe("assertions", () => {
  const same = { a: [1] };
  const holding: Record<string, () => unknown> = {
    assert: () => asserts.assert(1),
    assertEquals: () => assertEquals({ a: [1] }, { a: [1] }),
    assertNotEquals: () => asserts.assertNotEquals([1], [2]),
    assertStrictEquals: () => asserts.assertStrictEquals(same, same),
    assertMatch: () => asserts.assertMatch("ab", /b/),
    assertStringIncludes: () => asserts.assertStringIncludes("ab", "b"),
    assertExists: () => asserts.assertExists(0),
    assertInstanceOf: () => asserts.assertInstanceOf(new RangeError(), Error),
    assertGreater: () => asserts.assertGreater(2, 1),
    assertGreaterOrEqual: () => asserts.assertGreaterOrEqual(1, 1),
    assertLess: () => asserts.assertLess(1, 2),
    assertLessOrEqual: () => asserts.assertLessOrEqual(1, 1),
    assertArrayIncludes: () => asserts.assertArrayIncludes([0, { x: 1 }], [{ x: 1 }]),
  };
  for (const [name, run] of Object.entries(holding)) it(`${name} can hold`, () => void run());

  const failing: Record<string, () => unknown> = {
    assert: () => asserts.assert(0),
    "assertEquals of keys": () => assertEquals<object>({ a: 1 }, { a: 1, b: undefined }),
    "assertEquals of elements": () => assertEquals([1, [2]], [1, [3]]),
    assertNotEquals: () => asserts.assertNotEquals([1], [1]),
    assertStrictEquals: () => asserts.assertStrictEquals({}, {}),
    assertMatch: () => asserts.assertMatch("ab", /c/),
    assertStringIncludes: () => asserts.assertStringIncludes("ab", "c"),
    assertExists: () => asserts.assertExists(null),
    assertInstanceOf: () => asserts.assertInstanceOf({}, Error),
    assertGreater: () => asserts.assertGreater(1, 1),
    assertGreaterOrEqual: () => asserts.assertGreaterOrEqual(0, 1),
    assertLess: () => asserts.assertLess(1, 1),
    assertLessOrEqual: () => asserts.assertLessOrEqual(1, 0),
    assertArrayIncludes: () => asserts.assertArrayIncludes([1], [2]),
    fail: () => asserts.fail("x"),
    unreachable: () => asserts.unreachable(),
    "assertThrows without error": () => assertThrows(() => {}),
    "assertThrows of another class": () => assertThrows(raise(new Error("x")), RangeError),
    "assertThrows with another message": () => assertThrows(raise(new Error("x")), Error, "y"),
  };
  for (const [name, run] of Object.entries(failing)) {
    it(`${name} can fail`, () => void assertThrows(run, AssertionError));
  }

  it("give back what was thrown", async () => {
    const error = new RangeError("abc");
    asserts.assertStrictEquals(assertThrows(raise(error), RangeError, "b"), error);
    asserts.assertStrictEquals(await assertRejects(() => Promise.reject(error), RangeError, "b"), error);
  });

  it("want a rejection, not a throw", async () => {
    await assertRejects(() => assertRejects(() => Promise.resolve()), AssertionError);
    await assertRejects(() => assertRejects(raise(new Error())), AssertionError);
  });
});

describe("streams", () => {
  const lines = (allowCR: boolean, ...chunks: string[]) =>
    Array.fromAsync(ReadableStream.from(chunks).pipeThrough(new TextLineStream({ allowCR })));
  const bytes = () => ReadableStream.from(["abc", "dé", "g"]).pipeThrough(new TextEncoderStream());

  it("are cut into lines", async () => {
    assertEquals(await lines(false, "a\nb", "c\r", "\nd\r", "e\n\n", "", "f\r"), [
      "a",
      "bc",
      "d\re",
      "",
      "f\r",
    ]);
    assertEquals(await lines(false, "\n"), [""]);
    assertEquals(await lines(false), []);
    assertEquals(await lines(true, "c\r", "\nd\r", "e\r\rf\r"), ["c", "d", "e", "", "f"]);
  });

  it("are read to their end", async () => {
    assertEquals(await toText(bytes()), "abcdég");
    assertEquals(await toText(ReadableStream.from(["x", "y"])), "xy");
    assertEquals((await toBytes(bytes())).length, 7);
  });

  it("are cut off or refused at a limit", async () => {
    assertEquals(await toText(bytes().pipeThrough(new LimitedBytesTransformStream(6))), "abcdé");
    await assertRejects(
      () => toText(bytes().pipeThrough(new LimitedBytesTransformStream(6, { error: true }))),
      RangeError,
      "Exceeded byte size limit of '6'",
    );
  });
});
