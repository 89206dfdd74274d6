import { spelled } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { transportFailure, wasNeverSent } from "../../../core/platform/transport-failure.ts";
import { loopbackIdentity } from "../../fixtures/platform/loopback-identity.ts";
import { assertEquals, assertMatch, assertStrictEquals, assertStringIncludes } from "@std/assert";
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
    ["client error (Connect): received fatal alert: HandshakeFailure", "tls", true],
    ["client error (Connect): received fatal alert: ProtocolVersion", "tls", true],
    ["received fatal alert: CertificateRequired", "tls", undefined],
    ["client error (Connect): received fatal alert: BadCertificate", "tls", undefined],
    ["client error (Connect): received fatal alert: UnknownCA", "tls", undefined],
    ["client error (Connect): tcp connect error: No route to host (os error 113)", "transport", true],
    ["client error (Connect): tcp connect error: Operation timed out (os error 60)", "timeout", true],
    ["client error (Connect): tcp connect error: 由于连接方没有正确答复 (os error 10060)", "timeout", true],
    [
      "client error (SendRequest): connection error: 远程主机强迫关闭了一个连接 (os error 10054)",
      "transport",
      true,
    ],
    [
      "client error (Connect): dns error: failed to lookup address information: " +
      "nodename nor servname provided, or not known",
      "dns",
      true,
    ],
    ["client error (Connect): unsuccessful tunnel", "transport", true],
    ["client error (Connect): proxy authentication required", "transport", undefined],
    ["client error (SendRequest): invalid HTTP version parsed", "transport", true],
    ["client error (SendRequest): connection closed before message completed", "transport", true],
    [
      "client error (SendRequest): connection error: peer closed connection without sending TLS close_notify: " +
      "https://docs.rs/rustls/latest/rustls/manual/_03_howto/index.html#unexpected-eof",
      "transport",
      true,
    ],
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

  for (
    const text of [
      "Connection refused (os error 111)",
      "Connection refused (os error 61)",
      "No connection could be made because the target machine actively refused it. (os error 10061)",
      "由于目标计算机积极拒绝，无法连接。 (os error 10061)",
    ]
  ) {
    it(`says who refused: ${text}`, () => {
      const error = fetchError(`client error (Connect): tcp connect error: ${text}`);
      const { detail } = transportFailure(error, "https://open.feishu.cn/open-apis/x");
      assertEquals(detail.message, '"open.feishu.cn" refused the connection');
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

  const explained: readonly (readonly [text: string, message: RegExp, hint: RegExp])[] = [
    ["client error (Connect): tls handshake eof", /could not make a secure connection/, /speaks TLS/],
    [
      "client error (Connect): received fatal alert: ProtocolVersion",
      /could not make a secure connection/,
      /speaks TLS/,
    ],
    ["received fatal alert: CertificateRequired", /requires a client certificate/, /host and port/],
    ["received fatal alert: BadCertificate", /requires a client certificate/, /host and port/],
    [
      "invalid peer certificate: UnknownIssuer",
      /authority that is not known here: UnknownIssuer/,
      /CA_STORE=system/,
    ],
    ["client error (Connect): invalid peer certificate: Expired", /not valid at this time/, /clock/],
    ['invalid peer certificate: certificate not valid for name "a.b"', /another host/, /right address/],
    ["invalid peer certificate: BadEncoding", /is not trusted/, /DENO_CERT/],
    ["client error (Connect): unexpected eof while tunneling", /the proxy could not connect/, /HTTPS_PROXY/],
    [
      "client error (Connect): tcp connect error: No route to host",
      /could not connect to/,
      /network/,
    ],
    ["client error (SendRequest): invalid HTTP version parsed", /not HTTP/, /host and port/],
    ["peer closed connection without sending TLS close_notify", /broke before the answer/, /network/],
  ];
  for (const [text, message, hint] of explained) {
    it(`explains "${text}"`, () => {
      const { detail } = transportFailure(fetchError(text), "https://open.feishu.cn/open-apis/x");
      assertMatch(spelled(detail.message), message);
      assertMatch(spelled(detail.hint ?? ""), hint);
    });
  }

  it("says that the runtime blocks the port, and does not try again", () => {
    const error = new TypeError("Fetch failed: Requests to port 6000 are blocked");
    const failure = transportFailure(error, "http://127.0.0.1:6000/x");
    assertMatch(spelled(failure.detail.message), /port of "127.0.0.1:6000" cannot be used/);
    assertMatch(spelled(failure.detail.hint ?? ""), /another port/);
    assertEquals([failure.detail.retryable, wasNeverSent(failure)], [undefined, true]);
  });

  it("says which permission is missing, and does not try again", () => {
    const error = new Deno.errors.NotCapable(
      'Requires net access to "open.feishu.cn:443", run again with the --allow-net flag',
    );
    const failure = transportFailure(error, "https://open.feishu.cn/x");
    assertEquals(
      [failure.detail.type, spelled(failure.detail.message), spelled(failure.detail.hint ?? "")],
      [
        "config",
        'Deno gives no permission to connect to "open.feishu.cn:443"',
        "run it again with --allow-net",
      ],
    );
    assertEquals([failure.detail.retryable, wasNeverSent(failure)], [undefined, true]);
  });

  it("finds no word in the host name, nor behind a bracket in the address", () => {
    const url = "https://handshake/x?a=)dns%20error";
    const { detail } = transportFailure(
      fetchError("from handshake to handshake: connection error", url),
      url,
    );
    assertMatch(spelled(detail.message), /broke before the answer/);
  });
});

describe("wasNeverSent", () => {
  it("is not led astray by the address", () => {
    const url = "https://open.feishu.cn/x?q=(Connect)";
    const error = fetchError("client error (SendRequest): connection closed before message completed", url);
    assertEquals(wasNeverSent(transportFailure(error, url)), false);
  });

  it("is so where no connection was made", () => {
    const error = fetchError("client error (Connect): tcp connect error: Connection refused (os error 111)");
    assertEquals(wasNeverSent(transportFailure(error, "https://open.feishu.cn/x")), true);
  });

  // The causes of an error may be a ring.
  for (const [depth, expected] of [[5, true], [6, false]] as const) {
    it(`${expected ? "reads" : "does not read"} the error ${depth} deep in its causes`, () => {
      let error = new Error("client error (Connect)");
      for (let outer = 1; outer < depth; outer++) error = new Error("outer", { cause: error });
      assertEquals(wasNeverSent(transportFailure(error, "https://open.feishu.cn/x")), expected);
    });
  }
});

/** Cuts the TCP connection without the end mark of TLS as soon as a request has arrived. */
function startCuttingServer() {
  const inner = Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...loopbackIdentity });
  const outer = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Deno.Conn[] = [];
  const end = () => open.splice(0).forEach((connection) => connection.close());
  const answered = (async () => {
    const plain = await outer.accept();
    const relay = await Deno.connect({ hostname: "127.0.0.1", port: inner.addr.port });
    const secure = await inner.accept();
    open.push(plain, relay, secure);
    const pipes = [plain.readable.pipeTo(relay.writable), relay.readable.pipeTo(plain.writable)];
    await secure.read(new Uint8Array(1024));
    end();
    await Promise.allSettled(pipes);
  })();
  return {
    origin: `https://127.0.0.1:${outer.addr.port}`,
    async close() {
      await answered.catch(() => {});
      inner.close();
      outer.close();
    },
  };
}

describe("transportFailure: what the runtime really says", () => {
  it("knows a port that the runtime blocks; an older one finds nobody there", async () => {
    const error = await fetch("http://127.0.0.1:6000/").then(() => undefined, (error) => error);
    const failure = transportFailure(error, "http://127.0.0.1:6000/");
    assertMatch(spelled(failure.detail.message), /^the port of "127.0.0.1:6000" cannot be used|refused/);
    assertEquals(wasNeverSent(failure), true);
  });

  it("takes a peer that closes after the request for a broken connection, not for one never made", async () => {
    const server = startCuttingServer();
    const client = Deno.createHttpClient({ caCerts: [loopbackIdentity.cert], http2: false });
    try {
      const error = await fetch(server.origin, { client }).then(() => undefined, (error) => error);
      const failure = transportFailure(error, server.origin);
      assertMatch(spelled(failure.detail.message), /broke before the answer/);
      assertEquals([failure.detail.subtype, wasNeverSent(failure)], ["transport", false]);
    } finally {
      client.close();
      await server.close();
    }
  });
});
