import { contentOf, isDeleted, mentionsOf, messageTypeOf, type RawMessage } from "./raw-message.ts";
import { renderContent } from "./render/render-content.ts";

/** The text of a message as delivered, without asking for what is in bundles and folders. Never throws. */
export function messageText(message: RawMessage): string {
  return renderContent({
    type: messageTypeOf(message),
    content: contentOf(message),
    mentions: mentionsOf(message),
    deleted: isDeleted(message),
  });
}
