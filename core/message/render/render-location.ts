import { filledStringAt } from "../../json-access.ts";
import { formatLabel } from "./format-label.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A place by its name, as `[Location: Harbour]`; the example in reading sheet 5.10 leaves the coordinates out. */
export const renderLocation = objectRenderer(
  "location",
  (content) => formatLabel("Location", filledStringAt(content, "name")),
);
