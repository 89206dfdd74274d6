import type { CommandResult } from "../command.ts";

/**
 * Warnings that change nothing about what to do next: nothing is missing, cut or degraded. Programs pay for each line, so
 * they see them only with `--verbose` (docs/contract.md, 18).
 */
const REMARKS: ReadonlySet<string> = new Set([
  // The result says under which name the file was saved.
  "original_name_missing",
  // The next run requests another token.
  "bot_token_not_kept",
  // Each file that failed has a warning of its own.
  "resources_incomplete",
]);

/** The result without remarks; a failed one keeps them, since they may be the reason. */
export function withoutRemarks(result: CommandResult): CommandResult {
  const { warnings = [], failure } = result;
  if (failure !== undefined || warnings.every(({ key }) => !REMARKS.has(key))) return result;
  return { ...result, warnings: warnings.filter(({ key }) => !REMARKS.has(key)) };
}
