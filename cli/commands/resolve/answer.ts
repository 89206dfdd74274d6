import { list, record, type Shape, text } from "../../../core/json/shape.ts";
import { FOUND_CANDIDATE } from "../../../core/resolve/candidate-shape.ts";

/** What words stand for. */
export const resolveAnswer = (): Shape =>
  record({
    candidates: list(FOUND_CANDIDATE),
    "missing?": list(text(), "words that stand for nothing"),
  });
