import { FLAG_TYPES, ITEM_TYPES } from "../../core/flag/flag-layer.ts";
import { choice, messageId, optional, required } from "../flags.ts";

/** A word of the two choices, in any case and with blanks around it. */
function word<const W extends string>(words: readonly W[], summary: string) {
  const kind = choice(words, summary, { anyCase: true });
  return optional({ ...kind, parse: (value: string, name: string) => kind.parse(value.trim(), name) });
}

/** The flags that name a flag's message and layer (chats sheet 9). */
export const layerFlags = {
  messageId: required(messageId("the message")),
  flagType: word(FLAG_TYPES, "message is a bookmark, feed keeps the message's thread in the feed"),
  itemType: word(ITEM_TYPES, "kind of thread, which saves looking it up; goes with --flag-type"),
};
