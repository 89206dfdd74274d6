import { Failure } from "../../failure.ts";
import type { JsonObject } from "../../json/json.ts";
import { readCursor } from "../../platform/pages.ts";

/** Follows the tokens of one list. */
export interface Tokens {
  /**
   * Where the page after this one begins; `undefined` after the last one.
   *
   * @throws {Failure} where the service says that there is more, and not where, or leads back to an earlier page.
   */
  next(data: JsonObject): string | undefined;
}

/** Begins to follow tokens. */
export function createTokens(): Tokens {
  const seen = new Set<string>();
  return {
    next(data) {
      const { hasMore, token } = readCursor(data);
      if (!hasMore) return undefined;
      if (token === "" || seen.has(token)) {
        throw new Failure({
          type: "internal",
          subtype: "invalid_response",
          message: token === ""
            ? "the service says that there is more, but not where it starts"
            : "the service leads back to a page that was read already",
        });
      }
      seen.add(token);
      return token;
    },
  };
}
