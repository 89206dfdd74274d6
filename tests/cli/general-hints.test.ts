import { exitWith } from "../../cli/exit.ts";
import { spellDetail } from "../../cli/spelling.ts";
import { buildInfo } from "../../core/build-info.ts";
import type { FailureDetail } from "../../core/failure.ts";
import { ERROR_CODES } from "../../core/platform/error-codes.ts";
import { serviceFailure } from "../../core/platform/service-failure.ts";
import { fakeSink } from "../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function hintOf(detail: Partial<FailureDetail>): string | undefined {
  return spellDetail({ type: "api", subtype: "unknown", message: "no", ...detail }).hint;
}

function answerHint(status: number, body: string | Record<string, unknown>): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { detail } = serviceFailure({
    ...{ status, text, headers: new Headers(), identity: "user" as const },
    body: typeof body === "string" ? undefined : JSON.parse(text),
  }, 0);
  return spellDetail(detail).hint ?? "";
}

describe("every error says what to do", () => {
  it("for every code of the table, and one that is not in it", () => {
    for (const code of [...Object.keys(ERROR_CODES).map(Number), 1234567]) {
      assert(answerHint(400, { code, msg: "no" }) !== "", String(code));
    }
  });

  const statuses: readonly (readonly [status: number, text: string, hint: RegExp])[] = [
    [502, "", /^the service has a problem: try again later$/],
    [429, "", /^wait a minute/],
    [404, "", /^check the id/],
    [404, "<html><body>Not here</body></html>", /^a proxy, or the login page of a network/],
    [503, "<!DOCTYPE html>", /^a proxy, .* IM_BASE_URL/],
  ];
  for (const [status, text, hint] of statuses) {
    it(`HTTP ${status} with "${text}"`, () =>
      assert(hint.test(answerHint(status, text)), answerHint(status, text)));
  }

  it("also for a fault of the program: which version, and what to report", async () => {
    const stderr = fakeSink();
    await exitWith(new TypeError("x is not a function"), stderr, {
      ...{ format: "text", identity: undefined, verbose: false },
    });
    assertEquals(
      stderr.text(),
      "error: unexpected error: TypeError: x is not a function\n  (internal/unknown)\n" +
        `  this is a fault of im ${buildInfo.version}, sorry: report it with what the same command prints with --verbose\n`,
    );
  });

  it("unless it has a hint of its own, or somebody ended the work", () => {
    assertEquals(hintOf({ hint: "own" }), "own");
    assertEquals(hintOf({ type: "interrupted", subtype: "interrupt" }), undefined);
  });

  it("behind the message", () => {
    assertEquals(
      Object.keys(spellDetail({ type: "api", subtype: "not_found", code: 7, message: "no", log_id: "L" })),
      ["type", "subtype", "code", "message", "hint", "log_id"],
    );
  });
});
