import { Failure, permissionFailure } from "../failure.ts";

/** One kind of what the runtime says, and what a person can do about it; `HOST` stands for host and port. */
interface TransportProblem {
  readonly pattern: RegExp;
  readonly subtype: "transport" | "timeout" | "tls" | "dns";
  readonly message: string;
  readonly hint: string;
  /** Asking again cannot help. */
  readonly isFinal?: true;
}

const CERTIFICATE_HINT =
  "if your network has its own certificate authority, set DENO_TLS_CA_STORE=system or DENO_CERT=FILE";
const NETWORK_HINT = "check the network, then run the same command again";
const PROXY_HINT = "check the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names";

/**
 * The first that matches counts. Texts of a connection that was never made have "(Connect)" in them. Windows writes its
 * own part in the person's language, so there the number counts.
 */
const PROBLEMS: readonly TransportProblem[] = [
  {
    pattern: /requests to port \d+ are blocked/i,
    subtype: "transport",
    message: "the port of HOST cannot be used: Deno blocks ports that belong to other protocols",
    hint: "run the service on another port",
    isFinal: true,
  },
  {
    pattern: /dns error|failed to lookup/i,
    subtype: "dns",
    message: "host not found: HOST",
    hint: "check the network and the host name",
  },
  {
    pattern: /proxy authentication required/i,
    subtype: "transport",
    message: "the proxy on the way to HOST requires a user name and password",
    hint: PROXY_HINT,
    isFinal: true,
  },
  {
    pattern: /\btunnel/i,
    subtype: "transport",
    message: "the proxy could not connect to HOST",
    hint: PROXY_HINT,
  },
  {
    pattern: /fatal alert: (\w*certificate\w*|unknown_?ca)/i,
    subtype: "tls",
    message: "HOST requires a client certificate, which cannot be sent",
    hint: "check the host and port",
    isFinal: true,
  },
  {
    pattern: /unknown ?issuer/i,
    subtype: "tls",
    message: "the certificate of HOST comes from an authority that is not known here: UnknownIssuer",
    hint: CERTIFICATE_HINT,
    isFinal: true,
  },
  {
    pattern: /certificate.*(expired|not ?valid ?yet)/i,
    subtype: "tls",
    message: "the certificate of HOST is not valid at this time",
    hint: "check the clock of this machine; if it is right, the certificate has to be renewed",
    isFinal: true,
  },
  {
    pattern: /certificate.*not ?valid ?for ?name/i,
    subtype: "tls",
    message: "the certificate of HOST belongs to another host",
    hint: "check that HOST is the right address",
    isFinal: true,
  },
  {
    pattern: /certificate/i,
    subtype: "tls",
    message: "the certificate of HOST is not trusted",
    hint: CERTIFICATE_HINT,
    isFinal: true,
  },
  {
    pattern: /handshake|corrupt message|fatal alert|peer is incompatible|peer misbehaved|\bssl/i,
    subtype: "tls",
    message: "could not make a secure connection to HOST",
    hint:
      "check that HOST is the right address, that it speaks TLS, and that no proxy or firewall cuts it off",
  },
  {
    pattern: /connection refused|os error 10061/i,
    subtype: "transport",
    message: "HOST refused the connection",
    hint: "check the host and port, and the proxy, if one is set",
  },
  {
    pattern: /timed out|timeout|os error 10060/i,
    subtype: "timeout",
    message: "the connection to HOST timed out",
    hint: "check the network",
  },
  {
    pattern: /\(Connect\)/,
    subtype: "transport",
    message: "could not connect to HOST",
    hint: NETWORK_HINT,
  },
  {
    pattern: /invalid HTTP|message head is too large|invalid (header|chunk|content-length)/i,
    subtype: "transport",
    message: "HOST answered with something that is not HTTP",
    hint: "check the host and port",
  },
];

/** Everything else happened after the request had left. */
const BROKEN: Omit<TransportProblem, "pattern"> = {
  subtype: "transport",
  message: "the connection to HOST broke before the answer",
  hint: NETWORK_HINT,
};

/**
 * Names what went wrong below HTTP. The runtime reports it as text only: DNS, refusal, TLS and cut connections differ
 * in nothing else.
 */
export function transportFailure(error: unknown, url: string): Failure {
  if (error instanceof Failure) return error;
  const missing = permissionFailure(error);
  if (missing !== undefined) return missing;
  const said = describeError(error, url);
  const { subtype, message, hint, isFinal } = PROBLEMS.find(({ pattern }) => pattern.test(said)) ?? BROKEN;
  const host = `"${new URL(url).host}"`;
  return new Failure(
    {
      type: "network",
      subtype,
      message: message.replace("HOST", () => host),
      hint: hint.replace("HOST", () => host),
      ...(isFinal ? {} : { retryable: true as const }),
    },
    error,
  );
}

/** Whether no connection was made, so that the request cannot have reached the service. */
export function wasNeverSent({ cause }: Failure): boolean {
  if (!(cause instanceof Error)) return false;
  // An address, which these texts may quote, has no spaces in it.
  return cause.name === "NotCapable" ||
    /client error \(Connect\)|requests to port \d+ are blocked/i.test(causeTexts(cause));
}

function causeTexts(error: unknown): string {
  const texts: string[] = [];
  for (let one = error; one instanceof Error && texts.length < 5; one = one.cause) texts.push(one.message);
  return texts.join(": ");
}

/** The texts of an error and its causes, without addresses and host: these may hold any word. */
function describeError(error: unknown, url: string): string {
  const hostname = new URL(url).hostname.replace(/[^\w-]/g, "\\$&");
  return causeTexts(error)
    .replace(/https?:\/\/\S*/g, "")
    .replace(new RegExp(`(?<![\\w.-])${hostname}(?![\\w.-])`, "g"), "");
}
