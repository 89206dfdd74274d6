import { nonEmptyStringAt } from "../../json/access.ts";
import { formatLabel, formatTag } from "./markup.ts";
import { objectRenderer } from "./renderer.ts";

/** The card of a chat, as `[Chat card: oc_2]`. */
export const renderShareChat = objectRenderer(
  "chat card",
  (content) => formatLabel("Chat card", nonEmptyStringAt(content, "chat_id")),
);

/** The card of a person, as `[User card: ou_2]`. */
export const renderShareUser = objectRenderer(
  "user card",
  (content) => formatLabel("User card", nonEmptyStringAt(content, "user_id")),
);

/** A place by its name, as `[Location: Harbour]`, without the coordinates. */
export const renderLocation = objectRenderer(
  "location",
  (content) => formatLabel("Location", nonEmptyStringAt(content, "name")),
);

/** A red packet with its greeting: `<hongbao text="good luck"/>`. */
export const renderHongbao = objectRenderer(
  "hongbao",
  (content) => formatTag("hongbao", { text: nonEmptyStringAt(content, "text") }),
);
