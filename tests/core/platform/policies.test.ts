import type { JsonValue } from "../../../core/json/json.ts";
import { serviceFailure } from "../../../core/platform/service-failure.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function refusal(code: number, more: Record<string, JsonValue>) {
  const body = { code, msg: "refused", ...more };
  const answer = { status: 400, headers: new Headers(), body, text: "", identity: undefined };
  return serviceFailure(answer, 0).detail;
}

describe("a refusal by a security policy", () => {
  const CHALLENGE = "https://accounts.feishu.cn/challenge";
  const policies:
    readonly (readonly [what: string, more: Record<string, JsonValue>, url?: string, hint?: string])[] = [
      ["in the data", { data: { challenge_url: CHALLENGE, hint: "prove it" } }, CHALLENGE, "prove it"],
      [
        "in the error",
        { error: { data: { challenge_url: CHALLENGE, cli_hint: "prove it" } } },
        CHALLENGE,
        "prove it",
      ],
      ["without encryption", { data: { challenge_url: "http://accounts.feishu.cn/challenge" } }],
      ["as a script", { data: { challenge_url: "javascript:alert(1)" } }],
      ["as a number", { data: { challenge_url: 5, hint: 5 } }],
      ["nowhere", {}],
    ];
  for (const code of [21000, 21001]) {
    for (const [what, more, url, hint] of policies) {
      it(`${code} with a challenge ${what} ${url ? "gives its address" : "gives none"}`, () => {
        const { type, challenge_url, hint: said } = refusal(code, more);
        assertEquals([type, challenge_url, said], ["policy", url, hint]);
      });
    }
  }

  it("no other code gives an address to open", () =>
    assertEquals(
      refusal(230001, { data: { challenge_url: CHALLENGE } }).challenge_url,
      undefined,
    ));
});
