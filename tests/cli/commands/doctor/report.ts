/**
 * The report of `im doctor` in a world of a test's own.
 *
 * @module
 */

import { objectAt, objectsAt } from "../../../../core/json/access.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { json, type RecordedRequest } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { documentOf, runLine } from "../../../support/run-line.ts";
import { realClock } from "../../../support/secrets.ts";

/** Runs it without a profile; gives a function that finds a line, and what was requested. */
export async function report(
  options: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<
  { readonly lineOf: (name: string) => JsonObject | undefined; readonly seen: readonly RecordedRequest[] }
> {
  return await inTemporaryDirectory(async (root) => {
    const result = await runLine(["doctor", ...options], [
      json({ code: 0, bot: { open_id: "ou_bot" }, data: { open_id: "ou_1", is_in_chat: true } }),
    ], {
      variables: { IM_CONFIG_DIR: root, ...variables },
      clock: realClock(),
    });
    const checks = objectsAt(objectAt(documentOf(result), "data"), "checks");
    return { lineOf: (name) => checks.find((check) => check["name"] === name), seen: result.seen };
  });
}

/** Variables that take the tokens away. */
export const WITHOUT_TOKENS = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "" };
