import { Failure } from "../failure.ts";
import { isJsonObject } from "../json/json.ts";
import { action, type Phrase, phrase, plainText } from "../text/phrase.ts";
import { type ApiRequest, idempotencyKeyOf, type KeyedRequest } from "./request.ts";

const UNKNOWN_PREFIX = "the outcome is unknown";
/** Ends of an exchange after which a request may have been carried out. */
const INCONCLUSIVE_SUBTYPES: readonly string[] = [
  "transport",
  "timeout",
  "server_error",
  "tls",
  "protocol",
];

/** What is known of a write whose outcome is not. */
export type WriteRequest = KeyedRequest & Partial<Pick<ApiRequest, "path" | "pathValues">>;

/**
 * The failure of a write that may have taken effect nevertheless (docs/contract.md, 6 and 13): it says so, says how to
 * check, and does not suggest repeating the write except under its key. A refusal by the service stays as it is.
 */
export function outcomeUnknown(error: unknown, request: WriteRequest = {}): unknown {
  if (!(error instanceof Failure) || isOutcomeUnknown(error)) return error;
  const { type } = error.detail;
  if (
    type !== "network" && type !== "interrupted" && !isInconclusive(error) && !isServerError(error)
  ) {
    return error;
  }
  const { retryable: _, ...detail } = error.detail;
  const key = idempotencyKeyOf(request);
  const check = phrase`check whether it took effect before you run it again${howToCheck(request)}`;
  return new Failure(
    {
      ...detail,
      ...(type === "api" ? { type: "network", subtype: "server_error" } : {}),
      message: phrase`${UNKNOWN_PREFIX}: ${detail.message}`,
      hint: key === undefined ? check : phrase`${check}; under the same uuid it counts once: ${key}`,
    },
    error.cause,
    error.exhausted,
  );
}

/** Where to look for what a write may have done, by its path. */
const CHECKS: readonly (readonly [path: RegExp, check: (id: string) => Phrase])[] = [
  [/\/im\/v1\/chats\/(oc_[\w-]+)\/members/, (id) => phrase`${action("chats/members", { chatId: id })}`],
  [/\/im\/v1\/chats\/(oc_[\w-]+)/, (id) => phrase`${action("chats.get", { chatId: id })}`],
  [/\/im\/v1\/messages\/(om_[\w-]+)/, (id) => phrase`${action("messages/get", { messageIds: id })}`],
  [/\/im\/v1\/chats$/, () => phrase`${action("chats/list")}`],
  [/\/im\/v1\/flags/, () => phrase`${action("flags/list")}`],
  [/\/im\/v\d\/feed_shortcuts/, () => phrase`${action("feed/shortcuts-list")}`],
];

function howToCheck({ path = "", pathValues = {}, params, body }: WriteRequest): Phrase {
  const receiver = isJsonObject(body) ? body["receive_id"] : undefined;
  if (params?.["receive_id_type"] === "chat_id" && typeof receiver === "string") {
    return phrase`: ${action("messages/list", { chatId: receiver })}`;
  }
  // What was forwarded is where it was before; where it went, only a chat can be looked at.
  if (path.endsWith("/forward")) return "";
  const filled = path.replace(/:([a-z_]+)/g, (_whole, name: string) => pathValues[name] ?? "");
  for (const [pattern, check] of CHECKS) {
    const match = pattern.exec(filled);
    if (match !== null) return phrase`: ${check(match[1] ?? "")}`;
  }
  return "";
}

/**
 * Whether the outcome of a request is open: the connection broke, time ran out, a gateway failed, or the answer made no
 * sense.
 */
export function isInconclusive(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { type, subtype } = error.detail;
  return type === "network"
    ? INCONCLUSIVE_SUBTYPES.includes(subtype)
    : type === "internal" && subtype === "invalid_response";
}

/** Whether the service failed with a code of its own; it does not say how far it got. */
export function isServerError(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { type, subtype, retryable } = error.detail;
  return type === "api" && subtype === "server_error" && retryable === true;
}

/** Whether a failure says so. */
export function isOutcomeUnknown({ detail }: Failure): boolean {
  return ["network", "internal", "interrupted"].includes(detail.type) &&
    plainText(detail.message).startsWith(UNKNOWN_PREFIX);
}
