import { filledStringAt } from "../../json-access.ts";
import { formatLabel } from "./format-label.ts";
import { objectRenderer } from "./object-renderer.ts";

/** The card of a person, as `[User card: ou_2]` (reading sheet 5.1). */
export const renderShareUser = objectRenderer(
  "user card",
  (content) => formatLabel("User card", filledStringAt(content, "user_id")),
);
