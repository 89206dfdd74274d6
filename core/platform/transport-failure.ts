import { Failure } from "../failure.ts";

/**
 * Names what went wrong below HTTP. The runtime says it in the text of `cause` alone: DNS, refusal, TLS and cut
 * connections differ in nothing else. An untrusted certificate is final.
 */
export function transportFailure(error: unknown, url: string): Failure {
  if (error instanceof Failure) return error;
  const host = new URL(url).host;
  const reason = describeError(error, url);
  if (/dns error|failed to lookup/i.test(reason)) {
    return networkFailure(
      "dns",
      `host not found: "${host}"`,
      "check the network and the host name",
      error,
      true,
    );
  }
  if (/invalid peer certificate|certificate|unknownissuer/i.test(reason)) {
    return networkFailure(
      "tls",
      `the certificate of "${host}" is not trusted`,
      CERTIFICATE_HINT,
      error,
      false,
    );
  }
  if (/tls|handshake|corrupt message|ssl/i.test(reason)) {
    return networkFailure(
      "tls",
      `no encrypted connection to "${host}" could be made`,
      CERTIFICATE_HINT,
      error,
      true,
    );
  }
  if (/connection refused/i.test(reason)) {
    return networkFailure(
      "transport",
      `"${host}" refused the connection`,
      "check the host and port",
      error,
      true,
    );
  }
  if (/timed out|timeout/i.test(reason)) {
    return networkFailure(
      "timeout",
      `the connection to "${host}" timed out`,
      "check the network",
      error,
      true,
    );
  }
  return networkFailure(
    "transport",
    `the connection to "${host}" broke before the answer`,
    "check the network, then run the same command again",
    error,
    true,
  );
}

/** Whether no connection was made, so that the request cannot have reached the service. */
export function wasNeverSent(failure: Failure): boolean {
  const { cause } = failure;
  return cause instanceof Error &&
    /\(Connect\)/.test(`${cause.message} ${cause.cause instanceof Error ? cause.cause.message : ""}`);
}

const CERTIFICATE_HINT =
  "if your network has its own certificate authority, set DENO_TLS_CA_STORE=system or DENO_CERT=FILE";

function networkFailure(
  subtype: string,
  message: string,
  hint: string,
  cause: unknown,
  retryable: boolean,
): Failure {
  return new Failure(
    { type: "network", subtype, message, hint, ...(retryable ? { retryable: true as const } : {}) },
    cause,
  );
}

/** The texts of an error and its causes, without the address: an id in it may hold any word. */
function describeError(error: unknown, url: string): string {
  const texts: string[] = [];
  for (let one = error; one instanceof Error && texts.length < 5; one = one.cause) texts.push(one.message);
  const { host, hostname } = new URL(url);
  return texts.join(": ").replace(/https?:\/\/[^\s)]*/g, "").replaceAll(host, "").replaceAll(hostname, "");
}
