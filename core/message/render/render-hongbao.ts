import { filledStringAt } from "../../json-access.ts";
import { formatTag } from "./format-tag.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A red packet with its greeting: `<hongbao text="good luck"/>` (reading sheet 5.1). */
export const renderHongbao = objectRenderer(
  "hongbao",
  (content) => formatTag("hongbao", { text: filledStringAt(content, "text") }),
);
