import { spelled } from "../../../cli/spelling.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import {
  isInconclusive,
  isOutcomeUnknown,
  isServerError,
  outcomeUnknown,
  type WriteRequest,
} from "../../../core/platform/outcome-unknown.ts";
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
    const type of ["api", "authorization", "authentication", "validation", "policy"] as const
  ) {
    it(`leaves a failure of type ${type} alone`, () => {
      const failure = failureOf(type, "x");
      assertEquals(outcomeUnknown(failure) === failure, true);
      assertEquals(isOutcomeUnknown(failure), false);
    });
  }

  it("says the same of a write that was interrupted, once", () => {
    const failure = outcomeUnknown(outcomeUnknown(failureOf("interrupted", "terminate")));
    assertInstanceOf(failure, Failure);
    const { type, subtype, message } = failure.detail;
    assertEquals([type, subtype, message], ["interrupted", "terminate", "the outcome is unknown: m"]);
    assertEquals(isOutcomeUnknown(failure), true);
  });

  const checks: readonly (readonly [string, WriteRequest, string])[] = [
    [
      "members",
      { path: "/open-apis/im/v1/chats/:chat_id/members", pathValues: { chat_id: "oc_1" } },
      "im +chat-members-list --chat-id oc_1",
    ],
    [
      "a chat",
      { path: "/open-apis/im/v1/chats/:chat_id", pathValues: { chat_id: "oc_1" } },
      "im chats get --chat-id oc_1",
    ],
    ["a message", { path: "/open-apis/im/v1/messages/om_1" }, "im +messages-mget --message-ids om_1"],
    ["a new message", {
      path: "/open-apis/im/v1/messages",
      params: { receive_id_type: "chat_id" },
      body: { receive_id: "oc_1" },
    }, "im +chat-messages-list --chat-id oc_1"],
    ["a new chat", { path: "/open-apis/im/v1/chats" }, "im +chat-list"],
    ["flags", { path: "/open-apis/im/v1/flags/cancel" }, "im +flag-list"],
    ["the feed", { path: "/open-apis/im/v2/feed_shortcuts/remove" }, "im +feed-shortcut-list"],
  ];
  for (const [name, request, line] of checks) {
    it(`says how to check: ${name}`, () => {
      const failure = outcomeUnknown(failureOf("network", "timeout"), request);
      assertInstanceOf(failure, Failure);
      assertEquals(
        spelled(failure.detail.hint ?? ""),
        `check whether it took effect before you run it again: ${line}`,
      );
    });
  }

  it("says nothing about where to look for what is unknown", () => {
    const failure = outcomeUnknown(failureOf("network", "timeout"), { path: "/open-apis/im/v1/pins" });
    assertInstanceOf(failure, Failure);
    assertEquals(spelled(failure.detail.hint ?? ""), "check whether it took effect before you run it again");
  });

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
    ["network", "protocol", true],
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

describe("isServerError", () => {
  const retryable = failureOf("api", "server_error");
  const final = new Failure({ type: "api", subtype: "server_error", message: "m" });
  const cases: readonly (readonly [name: string, error: unknown, isServerError: boolean])[] = [
    ["a failure of the service that may pass", retryable, true],
    ["a failure of the service that stays", final, false],
    ["a limit of the service", failureOf("api", "rate_limit"), false],
    ["a gateway that failed", failureOf("network", "server_error"), false],
    ["what is no failure", new Error("x"), false],
  ];
  for (const [name, error, expected] of cases) {
    it(`says ${expected} for ${name}`, () => assertEquals(isServerError(error), expected));
  }
});
