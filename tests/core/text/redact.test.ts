import { createSecrets, redactUrls } from "../../../core/text/redact.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SECRET = "S3cr+t/with=Ä & blank";

function redact(text: string, ...secrets: readonly string[]): string {
  const known = createSecrets();
  for (const one of secrets.length === 0 ? [SECRET] : secrets) known.add(one);
  return known.redact(text);
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

describe("createSecrets", () => {
  const forms: readonly (readonly [what: string, text: string])[] = [
    ["as it is", SECRET],
    ["in capitals", SECRET.toUpperCase()],
    ["percent-encoded", encodeURIComponent(SECRET)],
    ["percent-encoded in small letters", encodeURIComponent(SECRET).toLowerCase()],
    ["as a form has it", new URLSearchParams({ secret: SECRET }).toString().slice("secret=".length)],
    ["in a JSON text", JSON.stringify(SECRET).slice(1, -1)],
  ];
  for (const [what, text] of forms) {
    it(`takes a secret out ${what}`, () => assertEquals(redact(`a ${text} b`), "a [redacted] b"));
  }

  for (const before of ["", "x", "xy", "cli_1:", "Bearer "]) {
    it(`takes most of a secret out of base64 behind "${before}"`, () => {
      for (const after of ["", "y", "yz"]) {
        const text = base64(before + SECRET + after);
        const left = redact(text).replace("[redacted]", "");
        assert(left.length <= text.length - Math.floor(SECRET.length * 4 / 3) + 6, left);
        assert(redact(text).includes("[redacted]"), text);
      }
    });
  }

  it("takes it out of base64 for addresses", () =>
    assertEquals(
      redact(base64("????>>>>????").replaceAll("+", "-").replaceAll("/", "_"), "????>>>>????"),
      "[redacted]",
    ));

  it("takes every secret out, wherever it stands", () =>
    assertEquals(
      redact("token-one,token-two;token-one", "token-one", "token-two"),
      "[redacted],[redacted];[redacted]",
    ));

  it("leaves nothing of a secret of which another one is a part", () =>
    assertEquals(redact("secret-and-more", "secret", "secret-and-more"), "[redacted]"));

  it("does not take short words for secrets", () => assertEquals(redact("a user", "user", ""), "a user"));

  it("takes no character of a secret for a pattern", () =>
    assertEquals(redact("aaaaaa", "a.....a"), "aaaaaa"));

  it("learns of secrets as they come", () => {
    const secrets = createSecrets();
    assertEquals(secrets.redact("token-one"), "token-one");
    secrets.add("token-one");
    assertEquals(secrets.redact("token-one"), "[redacted]");
  });
});

describe("redactUrls", () => {
  it("leaves scheme, host and path", () =>
    assertEquals(
      redactUrls("(https://me:word@a.example/b?c=d#e): http://b.example"),
      "(https://a.example/b): http://b.example",
    ));
});
