import type { JsonObject } from "../../../core/json/json.ts";
import type { JqProgram } from "../jq.ts";
import type { Pagination } from "../../../core/platform/pages.ts";
import type { Format } from "../../options/global.ts";
import type { Line, Screen } from "../../screen.ts";
import type { Rows } from "../rows.ts";

/** A format of the output. `mod.ts` lists them, `traits.ts` says what they are like. */
export interface OutputFormat {
  /** The word of `--format`. */
  readonly name: Format;
  /** The text of a result. Ends with a newline, or is empty. */
  text(result: Printable, settings: OutputSettings): string | Promise<string>;
}

/** A result as formats see it. */
export interface Printable {
  readonly rows: Rows;
  readonly pagination: Pagination | undefined;
  /** The columns that the command knows. */
  readonly columns: readonly string[] | undefined;
  /** The whole envelope. */
  document(): JsonObject;
  /** The lines of the command's own view for people, if it has one. */
  readonly pretty: ((screen: Screen) => readonly Line[]) | undefined;
  /** The records have the fields that the line names, and no others. */
  readonly isSelected?: boolean;
  /** The fields of its records that most tasks need, where the command names them. */
  readonly slim?: readonly string[] | undefined;
  /** The command's view in Markdown, if it has one. */
  readonly concise: (() => string) | undefined;
}

/** Where and how the text is printed. */
export interface OutputSettings {
  /** On a terminal, control characters are taken out, or escaped. */
  readonly screen: Screen;
  /** JSON on one line. */
  readonly compact: boolean;
  readonly jq: JqProgram | undefined;
  /** `--columns` */
  readonly columns: readonly string[];
  /** `--csv-safe` */
  readonly csvSafe: boolean;
  readonly quiet: boolean;
}
