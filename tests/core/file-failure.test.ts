import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Failure } from "../../core/failure.ts";
import { errorCode, fileFailure } from "../../core/file-failure.ts";

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
    ["EACCES", /rights.*-C DIR/],
    ["EPERM", /rights.*-C DIR/],
    ["ENAMETOOLONG", /shorter.*--output/],
    ["ENOTDIR", /file/],
  ];
  for (const [code, hint] of hints) {
    it(`says what to do about ${code}`, () => {
      assertMatch(fileFailure("write", "/a", systemError(code)).detail.hint ?? "", hint);
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
  it("is the system's code", () => assertEquals(errorCode(systemError("ENOENT")), "ENOENT"));
  for (const error of [new Error("x"), "ENOENT", undefined, Object.assign(new Error("x"), { code: 2 })]) {
    it(`is empty for ${error instanceof Error ? "an error without one" : Deno.inspect(error)}`, () =>
      assertEquals(errorCode(error), ""));
  }
});
