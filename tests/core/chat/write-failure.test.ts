import { spelled } from "../../../cli/spelling.ts";
import { chatWriteFailure } from "../../../core/chat/write-failure.ts";
import { Failure } from "../../../core/failure.ts";
import { outcomeUnknown } from "../../../core/platform/outcome-unknown.ts";
import { failure } from "../enrich/fake-client.ts";
import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("chatWriteFailure", () => {
  const cases: readonly (readonly [name: string, error: unknown, isRepeatable: boolean])[] = [
    ["was interrupted", failure("interrupted", "interrupt"), true],
    ["has an open outcome", outcomeUnknown(failure("network", "timeout")), true],
    ["may pass", failure("api", "rate_limit", "m", { retryable: true }), true],
    ["was refused", failure("api", "unknown"), false],
  ];
  for (const [name, error, isRepeatable] of cases) {
    for (const uuid of ["k1", undefined]) {
      it(`${isRepeatable && uuid ? "offers" : "does not offer"} the key where a write ${name}, ${uuid ? "" : "un"}keyed`, () => {
        const found = chatWriteFailure(error, { identity: "bot", ...(uuid === undefined ? {} : { uuid }) });
        assertInstanceOf(found, Failure);
        const hint = spelled(found.detail.hint ?? "");
        assertEquals(
          hint.startsWith("run the command again with --idempotency-key k1:"),
          isRepeatable && uuid !== undefined,
        );
      });
    }
  }

  it("leaves what is no failure alone", () => {
    const error = new TypeError("x");
    assertStrictEquals(chatWriteFailure(error, { identity: "bot", uuid: "k1" }), error);
  });
});
