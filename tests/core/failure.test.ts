import { spelled } from "../../cli/spelling.ts";
import {
  failedPrecondition,
  Failure,
  fileFailure,
  invalidArgument,
  systemErrorCode,
  withDetail,
} from "../../core/failure.ts";
import { assertEquals, assertInstanceOf, assertMatch, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

function systemError(code: string): Error {
  return Object.assign(new Error("os error"), { code });
}

describe("fileFailure", () => {
  it("is internal/file_io with the path and what the system said", () => {
    assertEquals(fileFailure("write", "/a/b", new Error("os error 5")).detail, {
      type: "internal",
      subtype: "file_io",
      message: 'could not write "/a/b": os error 5',
      path: "/a/b",
    });
  });

  const hints: readonly (readonly [code: string, hint: RegExp])[] = [
    ["ENOSPC", /free some space.*what was saved is kept/],
    ["EDQUOT", /quota/],
    ["EFBIG", /size/],
    ["EROFS", /-C DIR/],
    ["EACCES", /permissions.*-C DIR/],
    ["EPERM", /permissions.*-C DIR/],
    ["ENAMETOOLONG", /shorter.*--output/],
    ["ENOTDIR", /file/],
  ];
  for (const [code, hint] of hints) {
    it(`says what to do about ${code}`, () => {
      assertMatch(spelled(fileFailure("write", "/a", systemError(code)).detail.hint ?? ""), hint);
    });
  }

  it("leaves a failure as it is", () => {
    const failure = new Failure({ type: "api", subtype: "unknown", message: "m" });
    assertStrictEquals(fileFailure("write", "/a", failure), failure);
  });

  it("keeps the system's error as its cause", () => {
    const error = systemError("ENOSPC");
    assertStrictEquals(fileFailure("write", "/a", error).cause, error);
  });

  it("takes what is no error at its word", () => {
    assertEquals(fileFailure("read", "/a", "odd").message, 'could not read "/a": odd');
  });
});

describe("errorCode", () => {
  it("is the system's code", () => assertEquals(systemErrorCode(systemError("ENOENT")), "ENOENT"));
  for (const error of [new Error("x"), "ENOENT", undefined, Object.assign(new Error("x"), { code: 2 })]) {
    it(`is empty for ${error instanceof Error ? "an error without one" : Deno.inspect(error)}`, () =>
      assertEquals(systemErrorCode(error), ""));
  }
});
