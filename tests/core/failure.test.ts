import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { failedPrecondition, Failure, invalidArgument, withDetail } from "../../core/failure.ts";

describe("Failure", () => {
  it("is an error whose message is the detail's", () => {
    const failure = new Failure({ type: "api", subtype: "unknown", message: "no luck" });
    assertInstanceOf(failure, Error);
    assertEquals([failure.name, failure.message], ["Failure", "no luck"]);
  });

  it("has a cause only where one was given", () => {
    const cause = new Error("below");
    assertStrictEquals(new Failure({ type: "api", subtype: "x", message: "m" }, cause).cause, cause);
    assertEquals("cause" in new Failure({ type: "api", subtype: "x", message: "m" }), false);
  });
});

describe("invalidArgument", () => {
  it("is validation/invalid_argument and names the flag", () => {
    assertEquals(invalidArgument("--type", "wrong", "see help").detail, {
      type: "validation",
      subtype: "invalid_argument",
      message: "wrong",
      hint: "see help",
      param: "--type",
    });
  });

  it("has no hint key without a hint", () => {
    assertEquals(Object.keys(invalidArgument("--type", "wrong").detail), [
      "type",
      "subtype",
      "message",
      "param",
    ]);
  });
});

describe("failedPrecondition", () => {
  it("is validation/failed_precondition with hint and path", () => {
    assertEquals(failedPrecondition("in the way", "move it", "/a").detail, {
      type: "validation",
      subtype: "failed_precondition",
      message: "in the way",
      hint: "move it",
      path: "/a",
    });
  });
});

describe("withDetail", () => {
  it("changes what is named and keeps the rest and the cause", () => {
    const cause = new Error("below");
    const failure = new Failure({ type: "network", subtype: "dns", message: "old", retryable: true }, cause);
    const changed = withDetail(failure, { message: "new", code: 7 });
    assertEquals(changed.detail, {
      type: "network",
      subtype: "dns",
      message: "new",
      retryable: true,
      code: 7,
    });
    assertStrictEquals(changed.cause, cause);
    assertEquals(failure.message, "old");
  });
});
