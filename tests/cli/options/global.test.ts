import { variableName } from "../../../cli/options/global.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("variableName", () => {
  const rows: readonly (readonly [key: string, variable: string])[] = [
    ["timeout", "IM_TIMEOUT"],
    ["pageDelay", "IM_PAGE_DELAY"],
    ["retryBudget", "IM_RETRY_BUDGET"],
    ["dryRun", "IM_DRY_RUN"],
  ];
  for (const [key, variable] of rows) {
    it(`of ${key} is ${variable}`, () => assertEquals(variableName(key), variable));
  }
});
