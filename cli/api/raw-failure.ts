import type { Method } from "../../core/api/method.ts";
import { writeFailure } from "../../core/compose/write-failure.ts";
import { Failure } from "../../core/failure.ts";
import { isJsonObject } from "../../core/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { ApiRequest } from "../../core/platform/request.ts";

/** Raw methods that do what a shortcut does: the same codes mean the same. */
const ENDPOINTS = {
  "messages.create": "send",
  "messages.reply": "reply",
  "messages.update": "edit",
} as const;

/** A refusal of a raw method in the words that the shortcut has for it; other failures stay. */
export function rawFailure(error: unknown, method: Method, request: ApiRequest, identity: Identity): unknown {
  const endpoint = Object.entries(ENDPOINTS).find(([id]) => id === method.id)?.[1];
  if (endpoint === undefined || !(error instanceof Failure) || error.detail.code === undefined) return error;
  const receiver = isJsonObject(request.body) ? request.body["receive_id"] : undefined;
  const target = typeof receiver === "string" ? receiver : request.pathValues?.["message_id"] ?? "";
  return writeFailure(error, { endpoint, identity, target });
}
