import { spelled } from "../../../cli/spelling.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { isInconclusive, isOutcomeUnknown, outcomeUnknown } from "../../../core/platform/outcome-unknown.ts";
import { assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function failureOf(type: FailureDetail["type"], subtype: string): Failure {
  const detail = { type, subtype, message: "m", hint: "run it again", retryable: true } as const;
  return new Failure(detail, new Error("cause"), true);
}

describe("outcomeUnknown", () => {
  it("says so, proposes no repetition, and keeps what is known", () => {
    const failure = outcomeUnknown(failureOf("network", "timeout"));
    assertInstanceOf(failure, Failure);
    const { message, hint = "", ...detail } = failure.detail;
    assertEquals(message, "the outcome is unknown: m");
    assertStringIncludes(spelled(hint), "check whether it took effect");
    assertEquals(detail, { type: "network", subtype: "timeout" });
    assertEquals([(failure.cause as Error).message, failure.exhausted], ["cause", true]);
    assertEquals(isOutcomeUnknown(failure), true);
  });

  for (
    const type of ["api", "authorization", "authentication", "interrupted", "validation", "policy"] as const
  ) {
    it(`leaves a failure of type ${type} alone`, () => {
      const failure = failureOf(type, "x");
      assertEquals(outcomeUnknown(failure) === failure, true);
      assertEquals(isOutcomeUnknown(failure), false);
    });
  }

  it("leaves what is no failure alone", () => {
    const error = new TypeError("x");
    assertEquals(outcomeUnknown(error), error);
  });
});

describe("isSilence", () => {
  const cases: readonly (readonly [type: FailureDetail["type"], subtype: string, isSilent: boolean])[] = [
    ["network", "transport", true],
    ["network", "timeout", true],
    ["network", "server_error", true],
    ["network", "tls", true],
    ["network", "dns", false],
    ["network", "protocol", false],
    ["api", "server_error", false],
    ["api", "rate_limit", false],
    ["interrupted", "interrupt", false],
  ];
  for (const [type, subtype, isSilent] of cases) {
    it(`says ${isSilent} for ${type}/${subtype}`, () =>
      assertEquals(isInconclusive(failureOf(type, subtype)), isSilent));
  }
  it("says false for what is no failure", () => assertEquals(isInconclusive(new Error("x")), false));
});
