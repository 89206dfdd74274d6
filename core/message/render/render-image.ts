import { filledStringAt } from "../../json-access.ts";
import { formatLabel } from "./format-label.ts";
import { objectRenderer } from "./object-renderer.ts";

/** `[Image: img_7]` (reading sheet 5.1). */
export const renderImage = objectRenderer(
  "image",
  (content) => formatLabel("Image", filledStringAt(content, "image_key")),
);
