import type { JsonObject } from "../../core/json.ts";
import { Failure, type FailureDetail, withDetail } from "../../core/failure.ts";
import { askPage } from "../reading/ask-page.ts";

/** What refusals mean here (chats sheet 5, 7 and 20). */
const READINGS: Readonly<Record<number, Partial<FailureDetail>>> = {
  102021: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the caller is not in the chat: join it, or use the identity of a member with --as",
  },
  232025: {
    subtype: "feature_not_available",
    hint: "the app's bot ability is switched off: enable it in the developer console",
  },
};

/** Fetches pages like `askPage`; refusals say what they mean for chats. */
export function askChats(
  ...words: Parameters<typeof askPage>
): (token: string | undefined, number: number) => Promise<JsonObject> {
  const ask = askPage(...words);
  return async (token, number) => {
    try {
      return await ask(token, number);
    } catch (error) {
      const reading = error instanceof Failure ? READINGS[error.detail.code ?? 0] : undefined;
      throw error instanceof Failure && reading !== undefined ? withDetail(error, reading) : error;
    }
  };
}
