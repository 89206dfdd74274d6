import { attempt, describeFailure, isPermanent } from "../../core/attempt.ts";
import { Failure, type FailureDetail } from "../../core/failure.ts";
import { input, phrase, plainText } from "../../core/text/phrase.ts";
import { failure, INTERRUPT } from "./enrich/fake-client.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("isPermanent", () => {
  const cases: readonly (readonly [type: FailureDetail["type"], subtype: string, isPermanent: boolean])[] = [
    ["authorization", "permission_denied", true],
    ["authentication", "token_expired", true],
    ["config", "invalid_client", true],
    ["policy", "access_denied", true],
    ["validation", "invalid_argument", true],
    ["api", "not_found", true],
    ["api", "unknown", false],
    ["api", "rate_limit", false],
    ["api", "server_error", false],
    ["network", "server_error", false],
    ["network", "timeout", false],
    ["internal", "invalid_response", false],
  ];
  for (const [type, subtype, expected] of cases) {
    it(`${type}/${subtype}: ${expected}`, () => assertEquals(isPermanent(failure(type, subtype)), expected));
  }
});

describe("causeOf", () => {
  const cases: readonly (readonly [name: string, more: Partial<FailureDetail>, cause: string])[] = [
    ["says the message alone", {}, "it said no"],
    ["adds the code", { code: 230002 }, "it said no (code 230002)"],
    ["adds the hint", { hint: "join the chat" }, "it said no (join the chat)"],
    ["adds both", { code: 230002, hint: "join the chat" }, "it said no (code 230002; join the chat)"],
  ];
  it("says a code once where the message has it", () => {
    for (const message of ["refused with code 7", phrase`${input("query")}: refused with code 7`]) {
      const refused = new Failure({ type: "api", subtype: "unknown", message, code: 7 });
      assertEquals(plainText(describeFailure(refused)), plainText(message));
    }
  });

  for (const [name, more, cause] of cases) {
    it(name, () => assertEquals(describeFailure(failure("api", "unknown", "it said no", more)), cause));
  }
});

describe("attempt", () => {
  it("hands back what the work gives", async () => {
    assertEquals(await attempt(() => Promise.resolve(7)), 7);
  });

  it("hands back a failure", async () => {
    const refused = failure("api", "unknown");
    assertStrictEquals(await attempt(() => Promise.reject(refused)), refused);
  });

  it("names the permission that the runtime does not give", async () => {
    const error = new Deno.errors.NotCapable('Requires write access to "/a", run again with the flag');
    const result = await attempt(() => Promise.reject(error));
    assertInstanceOf(result, Failure);
    assertEquals(
      plainText(describeFailure(result)),
      [
        'Deno gives no permission to write to "/a"',
        "(run it again with permission.write)",
      ].join(" "),
    );
  });

  const thrown: readonly (readonly [name: string, reason: unknown, message: string])[] = [
    ["an error", new TypeError("x is undefined"), "unexpected: x is undefined"],
    ["a text", "oops", "unexpected: oops"],
    ["nothing", undefined, "unexpected: undefined"],
  ];
  for (const [name, reason, message] of thrown) {
    it(`hands back ${name} as an internal failure`, async () => {
      const result = await attempt(() => Promise.reject(reason));
      assertInstanceOf(result, Failure);
      assertEquals([result.detail.type, result.message], ["internal", message]);
      assertStrictEquals(result.cause, reason);
    });
  }

  it("hands back what work throws before it waits", async () => {
    const result = await attempt(() => {
      throw new RangeError("too far");
    });
    assertInstanceOf(result, Failure);
    assertEquals(result.message, "unexpected: too far");
  });

  it("throws the person's interrupt", async () => {
    assertStrictEquals(await assertRejects(() => attempt(() => Promise.reject(INTERRUPT))), INTERRUPT);
  });
});
