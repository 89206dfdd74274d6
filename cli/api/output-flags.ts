import { optional, short, text, toggle } from "../flags.ts";

/** `--output -` means standard output. */
export const TO_STDOUT = "-";

/** Where the bytes of an answer go. */
export const OUTPUT_FLAGS = {
  output: short(
    "o",
    optional(text("path", "where to save it: a relative path, a directory, or - for stdout")),
  ),
  originalName: toggle("save it under the name that the server gives it"),
  overwrite: toggle("replace an existing file"),
};
