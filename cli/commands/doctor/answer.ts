import { list, record, type Shape, text, word } from "../../../core/json/shape.ts";

/** The shape of the doctor's report. */
export const report = (): Shape =>
  record({
    checks: list(record({
      name: text(),
      status: word(["pass", "warn", "fail", "skip"]),
      message: text(),
      "hint?": text("what to do"),
    })),
  });
