import { type Format, FORMAT_NAMES } from "../../options/global.ts";

/** What is known of a format before anything is printed in it. */
export interface FormatTraits {
  /** It is read by people rather than by programs: errors and previews follow it. */
  readonly isForPeople?: true;
  /** How far a list was read stands on a line of stderr: the text itself holds nothing but records. */
  readonly isRecordsOnly?: true;
  /** Records can be printed as soon as they are complete: the texts of parts make up the text of the whole. */
  readonly isStreamed?: true;
}

const TRAITS: Readonly<Record<Format, FormatTraits>> = {
  json: {},
  ndjson: { isRecordsOnly: true, isStreamed: true },
  table: { isForPeople: true },
  csv: { isRecordsOnly: true },
  pretty: { isForPeople: true },
  concise: { isForPeople: true },
};

/** The traits of a format; those of JSON for a name that is none. */
export function traitsOf(format: string): FormatTraits {
  return TRAITS[FORMAT_NAMES.find((name) => name === format) ?? "json"];
}

/** Whether a format is read by people rather than by programs; errors follow it. */
export function isHumanReadable(format: string): boolean {
  return traitsOf(format).isForPeople === true;
}
