import { errorOf } from "../../support/results.ts";
import { GROUP, inDemo, MESSAGE, replyLine, sendLine } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Endpoint = "send" | "reply" | "edit";

/** A line for each endpoint, and what it writes to. */
const LINES: Readonly<Record<Endpoint, readonly [line: readonly string[], target: string]>> = {
  send: [sendLine("--text", "hello"), GROUP],
  reply: [replyLine("--text", "hello"), MESSAGE],
  edit: [["+messages-edit", "--message-id", "om_mine", "--text", "hello"], "om_mine"],
};

/** What a code means: exit status, type, subtype, and what the hint says. */
type Meaning = readonly [status: number, type: string, subtype: string, hint: string];

const denied = (hint: string): Meaning => [3, "authorization", "permission_denied", hint];
const refused = (subtype: string, hint: string): Meaning => [1, "api", subtype, hint];

/** Codes that mean the same on the three endpoints. */
const COMMON: readonly (readonly [code: number, meaning: Meaning])[] = [
  [230002, denied("not in the chat")],
  [230006, [3, "authorization", "app_unavailable", "developer console"]],
  [230011, refused("not_found", "recalled")],
  [230012, refused("ownership_mismatch", "sender")],
  [230013, denied("availability")],
  [230015, refused("feature_not_available", "group")],
  [230017, refused("ownership_mismatch", "same app")],
  [230018, denied("owner")],
  [230019, refused("not_found", "thread")],
  [230022, [6, "policy", "access_denied", "sensitive"]],
  [230025, refused("invalid_parameters", "30 KB")],
  [230027, [3, "authorization", "user_unauthorized", "external chats"]],
  [230028, [6, "policy", "access_denied", "phone numbers"]],
  [230029, refused("not_found", "left the company")],
  [230034, refused("invalid_parameters", "check the id")],
  [230035, denied("no right to post")],
  [230036, refused("server_error", "administrator")],
  [230038, refused("cross_tenant", "across tenants")],
  [230050, denied("not visible to this identity")],
  [230053, denied("does not take messages")],
  [230055, refused("invalid_parameters", "type does not fit")],
  [230110, refused("not_found", "deleted")],
  [230111, refused("feature_not_available", "set to delete itself")],
  [232009, refused("not_found", "dissolved")],
  [11230, refused("feature_not_available", "type")],
  [11235, denied("mention everyone")],
  [11247, refused("quota_exceeded", "daily limit")],
  [1254001, refused("invalid_parameters", "content")],
  [1254002, refused("invalid_parameters", "too long")],
  [1254003, refused("feature_not_available", "type")],
  [1254004, refused("server_error", "again")],
  [1254005, refused("not_found", "chat")],
  [1254006, denied("join")],
  [1254007, denied("--as")],
];

/** Codes that mean different things on different endpoints. */
const SPECIAL: readonly (readonly [endpoint: Endpoint, code: number, meaning: Meaning])[] = [
  ["reply", 230011, refused("not_found", "you reply to")],
  ["edit", 230050, denied("the bot cannot see the message")],
  ["send", 230054, refused("feature_not_available", "of this type")],
  ["reply", 230054, refused("feature_not_available", "take no replies")],
  ["edit", 230054, refused("feature_not_available", "only texts and posts")],
  ["reply", 230071, refused("feature_not_available", "leave --reply-in-thread out")],
  ["edit", 230071, refused("ownership_mismatch", "only the bot that sent the message")],
  ["reply", 230072, refused("feature_not_available", "aggregated")],
  ["edit", 230072, refused("quota_exceeded", "20 times")],
  ["edit", 230073, refused("feature_not_available", "secret chats")],
  ["edit", 230074, refused("feature_not_available", "encrypted chats")],
  ["send", 230075, refused("feature_not_available", "encrypted chats")],
  ["reply", 230075, refused("feature_not_available", "encrypted chats")],
  ["edit", 230075, refused("feature_not_available", "too late to edit")],
];

/** Runs a line against a service that answers a code, and demands what it means. */
function assertMeaning(endpoint: Endpoint, code: number, [status, type, subtype, hint]: Meaning) {
  return inDemo({ faults: [{ name: "error", code }] }, async ({ run, platform }) => {
    const error = errorOf(await run(LINES[endpoint][0]), status);
    assertEquals([error["type"], error["subtype"], error["code"]], [type, subtype, code]);
    assertStringIncludes(String(error["hint"]), hint);
    assert(!("retryable" in error), "asking again does not help");
    assert(typeof error["log_id"] === "string" && error["log_id"] !== "");
    // A message that cannot be edited is read, to tell what it is.
    const writes = platform.log.filter(({ method }) => method !== "GET");
    assertEquals([writes.length, platform.sentMessages], [1, []]);
  });
}

describe("codes that mean the same wherever something is written", () => {
  for (const [code, meaning] of COMMON) {
    for (const endpoint of ["send", "reply", "edit"] as const) {
      const isSpecial = SPECIAL.some(([where, which]) => where === endpoint && which === code);
      if (isSpecial) continue;
      it(`${code} of ${endpoint}: ${meaning.slice(1).join(", ")}`, () =>
        assertMeaning(endpoint, code, meaning));
    }
  }
});

describe("codes that mean something of their own on an endpoint", () => {
  for (const [endpoint, code, meaning] of SPECIAL) {
    it(`${code} of ${endpoint}: ${meaning.slice(1).join(", ")}`, () =>
      assertMeaning(endpoint, code, meaning));
  }
});

describe("hints name what was written to", () => {
  for (const code of [230013, 230034, 230035, 232009]) {
    for (const endpoint of ["send", "reply", "edit"] as const) {
      it(`${code} of ${endpoint}`, () =>
        inDemo({ faults: [{ name: "error", code }] }, async ({ run }) => {
          const [line, target] = LINES[endpoint];
          assertStringIncludes((await run(line)).stderr, target);
        }));
    }
  }
});

describe("230001 says what exactly is wrong", () => {
  for (const endpoint of ["send", "reply", "edit"] as const) {
    it(endpoint, () =>
      inDemo({
        faults: [{ name: "error", code: 230001, msg: "invalid request parameter, ext=msg_type is bad" }],
      }, async ({ run }) => {
        const error = errorOf(await run(LINES[endpoint][0]), 1);
        assertEquals([error["subtype"], error["hint"]], ["invalid_parameters", "msg_type is bad"]);
      }));
  }
});

describe("a code that nobody knows", () => {
  for (const endpoint of ["send", "reply", "edit"] as const) {
    it(`${endpoint}: exit 1 with code, message and log id`, () =>
      inDemo({ faults: [{ name: "error", code: 230999, msg: "never heard of" }] }, async ({ run }) => {
        const error = errorOf(await run(LINES[endpoint][0]), 1);
        assertEquals([error["type"], error["subtype"], error["code"]], ["api", "unknown", 230999]);
        assertStringIncludes(String(error["message"]), "never heard of");
        assert(typeof error["log_id"] === "string");
      }));
  }
});
