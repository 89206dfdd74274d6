import { createNameBook } from "../../../core/enrich/names.ts";
import { type Message, toMessage } from "../../../core/message/message.ts";
import { renderMessage } from "../../../core/message/render/render.ts";
import type { RawMessage } from "../../../core/message/wire.ts";

/** Messages as received, for people: texts are rendered, names are those that came along, and nothing is fetched. */
export function shownMessages(messages: readonly RawMessage[]): readonly Message[] {
  const names = createNameBook();
  names.learn(messages);
  return messages.map((message) =>
    toMessage(message, { content: renderMessage(message), nameOf: names.nameOf, linkHost: "" })
  );
}

/** One of them. */
export function shownMessage(message: RawMessage): Message | undefined {
  return shownMessages([message])[0];
}
