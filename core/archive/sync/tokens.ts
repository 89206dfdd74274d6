import { Failure } from "../../failure.ts";
import type { JsonObject } from "../../json/json.ts";
import { createTrail, readCursor } from "../../platform/pages.ts";

/** Follows the tokens of one list. */
export interface Tokens {
  /**
   * Says where the list goes on behind a page. The page itself is good in any case.
   *
   * @param data what has the cursor of the page
   * @throws {Failure} where that cursor cannot be read.
   */
  after(data: JsonObject): NextPage;
}

/** Where a list goes on; neither is there behind its last page. */
export interface NextPage {
  readonly token?: string;
  /** There is more, and no token leads to it. */
  readonly failure?: Failure;
}

/** Begins to follow tokens, by the rule of all lists (docs/contract.md, 8). */
export function createTokens(): Tokens {
  const trail = createTrail();
  return {
    after(data) {
      const { hasMore, token } = readCursor(data);
      if (!hasMore) return {};
      return trail.leadsOn(token) ? { token } : { failure: brokenList(token) };
    },
  };
}

/** Gaps are counted by their reasons, so this one does not quote the token. */
function brokenList(token: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: token === ""
      ? "the service says that there is more, but not where it starts"
      : "the service leads back to a page that was read already",
  });
}
