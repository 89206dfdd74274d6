import { Failure, type FailureDetail, withDetail } from "../failure.ts";
import type { Identity } from "../platform/identity.ts";
import { isOutcomeUnknown } from "../platform/outcome-unknown.ts";
import { DOCUMENTED_LIMITS, sizeText, type UploadKind } from "./size-limit.ts";

/** What was uploaded, and as whom. */
export interface UploadContext {
  readonly kind: UploadKind;
  /** Bytes. */
  readonly size: number;
  readonly identity: Identity;
}

/** Codes that mean something of their own on the upload endpoints (writing sheet 12.2). */
const READINGS: Readonly<Record<number, Partial<FailureDetail>>> = {
  232096: { subtype: "conflict", hint: "the app's data is read-only for a while: try again later" },
  234001: { subtype: "invalid_parameters", hint: "check type and name of the file" },
  234002: { type: "authorization", subtype: "permission_denied", hint: "this identity may not upload" },
  234007: { subtype: "feature_not_available", hint: "enable the app's bot in the developer console" },
  234010: { subtype: "invalid_parameters", hint: "the service got an empty file" },
  234011: { subtype: "invalid_parameters", hint: "the service cannot read this image: send it with --file" },
  234039: { subtype: "invalid_parameters", hint: "the resolution is too high: send the image with --file" },
};
const TOO_LARGE = 234006;

/** The failure of an upload, in words that fit: nothing was sent to anybody. Other errors stay. */
export function uploadFailure(error: unknown, { kind, size, identity }: UploadContext): unknown {
  if (!(error instanceof Failure)) return error;
  const { code = 0, message, hint } = error.detail;
  if (isOutcomeUnknown(error)) {
    return withDetail(error, {
      hint: "an upload that no message names does no harm: run the same command again",
    });
  }
  if (code === TOO_LARGE) {
    const limit = sizeText(DOCUMENTED_LIMITS[kind]);
    return withDetail(error, {
      subtype: "quota_exceeded",
      message: `${message}: the ${kind} has ${sizeText(size)}, the service's documented limit is ${limit}`,
      hint: kind === "image" ? "send it with --file" : "send something smaller, or share a link",
    });
  }
  const reading = READINGS[code];
  const explained = reading === undefined ? error : withDetail(error, reading);
  // The platform's pages list uploads for apps only.
  if (identity !== "user" || !["authentication", "authorization"].includes(explained.detail.type)) {
    return explained;
  }
  const own = explained.detail.hint ?? hint;
  const asBot = "uploads of some tenants need --as bot";
  return withDetail(explained, { hint: own === undefined ? asBot : `${own}; ${asBot}` });
}
