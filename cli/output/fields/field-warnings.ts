import type { Warning } from "../../../core/warning.ts";
import type { CommandResult } from "../../command.ts";
import { missingFields, type Selection, unknownFields } from "./selection.ts";

/** What decides what becomes of fields that there are not. */
export interface CommandFacts {
  readonly isRead: boolean;
  /** They were checked before the run. */
  readonly areFieldsKnown: boolean;
}

/**
 * Fields that an answer does not have, of a command that does not say which it has.
 *
 * @throws {Failure} exit 2; after a write, which is done, it is a warning
 */
export function fieldWarnings(
  result: CommandResult,
  selection: Selection | undefined,
  { isRead, areFieldsKnown }: CommandFacts,
): readonly Warning[] {
  if (selection === undefined || areFieldsKnown) return [];
  const { unknown, known } = missingFields(result, selection);
  if (unknown.length === 0) return [];
  const failure = unknownFields(unknown, known);
  if ((isRead || result.isRead) && result.failure === undefined) throw failure;
  return [{ key: "unknown_fields", detail: failure.detail.message }];
}
