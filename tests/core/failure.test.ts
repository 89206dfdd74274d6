import { spelled } from "../../cli/spelling.ts";
import {
  failedPrecondition,
  Failure,
  fileErrorReason,
  fileFailure,
  invalidArgument,
  isNotFound,
  permissionFailure,
  systemErrorCode,
  withDetail,
  withTexts,
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

describe("what an error of the file system says", () => {
  const cases: readonly (readonly [message: string, reason: string])[] = [
    ["No space left on device (os error 28)", "No space left on device"],
    ["Not a directory (os error 20): chdir 'a dir'", "Not a directory"],
    ["File name too long (os error 36): lstat 'a\nb'", "File name too long"],
    ["no number at all", "no number at all"],
  ];
  for (const [message, reason] of cases) {
    it(`is ${JSON.stringify(reason)} of ${JSON.stringify(message)}`, () => {
      assertEquals(fileErrorReason(new Error(message)), reason);
    });
  }
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

describe("permissionFailure", () => {
  const rows: readonly (readonly [said: string, message: string, hint: RegExp])[] = [
    ['net access to "a.b:443"', 'connect to "a.b:443"', /--allow-net$/],
    ["read access to <CWD>", "read <CWD>", /--allow-read$/],
    ['write access to "/a"', 'write to "/a"', /--allow-write$/],
    ['env access to "IM_AS"', 'read the variable "IM_AS"', /--allow-env$/],
    ['run access to "ls"', 'run "ls"', /--allow-run$/],
    ['sys access to "hostname"', 'ask the system for "hostname"', /--allow-sys$/],
    ['import access to "a.b:443"', 'use import for "a.b:443"', /--allow-import$/],
  ];
  for (const [said, message, hint] of rows) {
    it(`says what to do about ${said}`, () => {
      const { detail } =
        permissionFailure(new Deno.errors.NotCapable(`Requires ${said}, run again with it`)) ??
          {};
      assertEquals([detail?.type, detail?.subtype, spelled(detail?.message ?? "")], [
        "config",
        "runtime_permission",
        `Deno gives no permission to ${message}`,
      ]);
      assertMatch(spelled(detail?.hint ?? ""), hint);
    });
  }

  it("is nothing for another error", () =>
    assertEquals(permissionFailure(new Deno.errors.PermissionDenied("os error 13")), undefined));

  it("is nothing where the runtime closes a tree of the system to everybody: that is about the file", () => {
    const error = new Deno.errors.NotCapable('Requires all access to "/proc/x", run again with it');
    assertEquals(permissionFailure(error), undefined);
    const { detail } = fileFailure("read", "/proc/x", error);
    assertMatch(spelled(detail.message), /nothing below .* is read or written/);
    assertMatch(spelled(detail.hint ?? ""), /-C DIR/);
  });

  it("of a file is internal/file_io with the path, as with every file", () => {
    const error = new Deno.errors.NotCapable('Requires write access to "/a", run again with the flag');
    const { detail } = fileFailure("write", "/a", error);
    assertEquals(
      [detail.subtype, spelled(detail.message), spelled(detail.hint ?? ""), detail.path],
      [
        "file_io",
        'could not write "/a": Deno gives no permission to write to "/a"',
        "run it again with --allow-write",
        "/a",
      ],
    );
  });
});

describe("isNotFound", () => {
  const named = Object.assign(new Error("x"), { name: "NotFound" });
  const rows: readonly (readonly [name: string, error: unknown, isIt: boolean])[] = [
    ["the system's code alone", systemError("ENOENT"), true],
    ["the runtime's name alone", named, true],
    ["another code", systemError("EACCES"), false],
    ["the code as a text", "ENOENT", false],
  ];
  for (const [name, error, isIt] of rows) it(`by ${name}`, () => assertEquals(isNotFound(error), isIt));
});

describe("errorCode", () => {
  it("is the system's code", () => assertEquals(systemErrorCode(systemError("ENOENT")), "ENOENT"));
  for (const error of [new Error("x"), "ENOENT", undefined, Object.assign(new Error("x"), { code: 2 })]) {
    it(`is empty for ${error instanceof Error ? "an error without one" : Deno.inspect(error)}`, () =>
      assertEquals(systemErrorCode(error), ""));
  }
});

describe("withTexts", () => {
  it("changes every text, in lists, too, and nothing else", () => {
    const cause = new Error("below");
    const failure = new Failure({
      type: "api",
      subtype: "unknown",
      message: "m",
      code: 7,
      retryable: true,
      missing_scopes: ["a", "b"],
      params: [{ name: "--x", reason: "r" }],
    }, cause);
    const changed = withTexts(failure, (text) => `<${text}>`);
    assertEquals(
      changed.detail,
      {
        type: "<api>",
        subtype: "<unknown>",
        message: "<m>",
        code: 7,
        retryable: true,
        missing_scopes: ["<a>", "<b>"],
        params: [{ name: "<--x>", reason: "<r>" }],
      } as unknown as typeof changed.detail,
    );
    assertStrictEquals(changed.cause, cause);
  });
});
