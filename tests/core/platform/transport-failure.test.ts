import { spelled } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { transportFailure } from "../../../core/platform/transport-failure.ts";
import { assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** An error as the runtime throws it: the useful text is in the cause, with the address in front. */
function fetchError(text: string, url = "https://open.feishu.cn/open-apis/x"): Error {
  return new TypeError("fetch failed", {
    cause: new Error(`error sending request for url (${url}): ${text}`),
  });
}

describe("transportFailure", () => {
  const rows: readonly (readonly [text: string, subtype: string, retryable: true | undefined])[] = [
    [
      "client error (Connect): dns error: failed to lookup address information: Name or service not known",
      "dns",
      true,
    ],
    ["client error (Connect): dns error: No such host is known. (os error 11001)", "dns", true],
    ["client error (Connect): tcp connect error: Connection refused (os error 111)", "transport", true],
    ["client error (Connect): invalid peer certificate: UnknownIssuer", "tls", undefined],
    ["client error (Connect): invalid peer certificate: Expired", "tls", undefined],
    ["client error (Connect): invalid peer certificate: NotValidForName", "tls", undefined],
    ["client error (Connect): received corrupt message of type InvalidContentType", "tls", true],
    ["client error (Connect): tls handshake eof", "tls", true],
    ["client error (Connect): tcp connect error: Connection timed out (os error 110)", "timeout", true],
    ["client error (SendRequest): connection closed before message completed", "transport", true],
    [
      "client error (SendRequest): connection error: Connection reset by peer (os error 104)",
      "transport",
      true,
    ],
  ];
  for (const [text, subtype, retryable] of rows) {
    it(`reads "${text}" as ${subtype}`, () => {
      const { detail } = transportFailure(fetchError(text), "https://open.feishu.cn/open-apis/x");
      assertEquals([detail.type, detail.subtype, detail.retryable], ["network", subtype, retryable]);
      assertStringIncludes(spelled(detail.message), '"open.feishu.cn"');
    });
  }

  const innocent: readonly string[] = ["a_tls_b", "ssl9", "my-certificate", "timeout", "handshake"];
  for (const word of innocent) {
    it(`is not led astray by "${word}" in the address`, () => {
      const url = `https://open.feishu.cn/open-apis/${word}`;
      const error = fetchError(
        "client error (Connect): tcp connect error: Connection refused (os error 111)",
        url,
      );
      const { detail } = transportFailure(error, url);
      assertEquals([detail.subtype, detail.retryable], ["transport", true]);
    });
  }

  it("takes a broken body for a broken connection", () => {
    const { detail } = transportFailure(
      new TypeError("error reading a body from connection"),
      "http://127.0.0.1:9/a",
    );
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "transport", true]);
    assertStringIncludes(spelled(detail.message), '"127.0.0.1:9"');
  });

  it("leaves a failure as it is", () => {
    const failure = new Failure({ type: "interrupted", subtype: "interrupt", message: "m" });
    assertStrictEquals(transportFailure(failure, "https://a"), failure);
  });

  it("keeps what the runtime said", () => {
    const error = new TypeError("fetch failed");
    assertStrictEquals(transportFailure(error, "https://a").cause, error);
  });

  it("never shows path and query of the address", () => {
    const { detail } = transportFailure(new TypeError("fetch failed"), "https://a.b/secret?token=1");
    assertEquals(JSON.stringify(detail).includes("secret"), false);
  });
});
