import { reportingSink, unprintedResult } from "../../../cli/output/unprinted.ts";
import { Failure } from "../../../core/failure.ts";
import { fakeSink } from "../../support/fake-world.ts";
import { rejectionOf } from "../../core/detail-of.ts";
import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FULL = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });

function detailOf(...[error, result]: Parameters<typeof unprintedResult>) {
  const failure = unprintedResult(error, result);
  assertInstanceOf(failure, Failure);
  return failure.detail;
}

describe("unprintedResult", () => {
  const data = {
    message_id: "om_1",
    parts: [{ message_id: "om_2", text: "x", uuid: "" }],
    keys: ["k"],
    file_key: ["f"],
  };

  it("names the ids of what was done, in lists, too, and has the result", () => {
    const { hint, done, type } = detailOf(FULL, { data });
    assertEquals([hint, done, type], [
      "the command did its work (message_id om_1, message_id om_2, file_key f): do not run it again",
      data,
      "internal",
    ]);
  });

  it("names no id where there is none", () =>
    assertEquals(
      detailOf(FULL, { data: { text: "x" } }).hint,
      "the command did its work: do not run it again",
    ));

  it("says what was not done", () => {
    const failure = new Failure({ type: "api", subtype: "partial_failure", message: "one is missing" });
    assertEquals(
      detailOf(FULL, { data: { message_id: "om_1" }, failure }).hint,
      "the command did part of its work (message_id om_1), then: one is missing",
    );
  });

  it("has the ids alone where the result is large", () => {
    const large = { message_id: "om_1", text: "x".repeat(16_384) };
    assertEquals(detailOf(FULL, { data: large }).done, { ids: ["message_id om_1"] });
  });

  it("leaves a reader that went away alone", () => {
    const gone = new Deno.errors.BrokenPipe("gone");
    assertStrictEquals(unprintedResult(gone, { data }), gone);
  });
});

describe("reportingSink", () => {
  it("makes a full disk a failure that says so", async () => {
    const sink = reportingSink({ ...fakeSink(), write: () => Promise.reject(FULL) });
    const detail = await rejectionOf(() => sink.write(new Uint8Array(1)));
    assertEquals([detail.type, detail.subtype, detail.hint], [
      "internal",
      "file_io",
      "free some space, or write the output elsewhere",
    ]);
  });
});
