/**
 * The shapes of what the commands about the skill answer with.
 *
 * @module
 */

import { list, record, type Shape, text, word } from "../../../core/json/shape.ts";

/** What was installed. */
export const installed = (): Shape =>
  record({
    directory: text("absolute"),
    version: text(),
    files: list(
      record({ path: text(), change: word(["added", "replaced", "unchanged", "removed", "kept"]) }),
    ),
  });

/** A file of the skill. */
export const shown = (): Shape => record({ path: text(), content: text("Markdown"), files: list(text()) });
