import { filledStringAt } from "../../json-access.ts";
import { formatLabel } from "./format-label.ts";
import { objectRenderer } from "./object-renderer.ts";

/** The card of a chat, as `[Chat card: oc_2]` (reading sheet 5.1). */
export const renderShareChat = objectRenderer(
  "chat card",
  (content) => formatLabel("Chat card", filledStringAt(content, "chat_id")),
);
