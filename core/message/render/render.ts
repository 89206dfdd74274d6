import { contentOf, mentionsOf, messageTypeOf, parseContent, type RawMessage } from "../wire.ts";
import {
  renderCalendar,
  renderGeneralCalendar,
  renderShareCalendarEvent,
  renderVideoChat,
} from "./calendar.ts";
import { renderCard } from "./card/card.ts";
import { renderFolder } from "./folder.ts";
import { renderAudio, renderFile, renderImage, renderSticker, renderVideo } from "./media.ts";
import { renderMergeForward } from "./merge-forward.ts";
import { renderPost } from "./post.ts";
import type { Renderer, RenderInput } from "./renderer.ts";
import { renderHongbao, renderLocation, renderShareChat, renderShareUser } from "./share.ts";
import { renderSystem } from "./system.ts";
import { renderText } from "./text.ts";
import { renderTodo } from "./todo.ts";
import { renderVote } from "./vote.ts";

/** By `msg_type`. A map, since a type may be called like a member of every object. */
const RENDERERS: ReadonlyMap<string, Renderer> = new Map([
  ["text", renderText],
  ["post", renderPost],
  ["image", renderImage],
  ["file", renderFile],
  ["folder", renderFolder],
  ["audio", renderAudio],
  ["media", renderVideo],
  ["video", renderVideo],
  ["sticker", renderSticker],
  ["interactive", renderCard],
  ["share_chat", renderShareChat],
  ["share_user", renderShareUser],
  ["location", renderLocation],
  ["merge_forward", (rendering) => renderMergeForward(rendering, renderContent)],
  ["share_calendar_event", renderShareCalendarEvent],
  ["calendar", renderCalendar],
  ["general_calendar", renderGeneralCalendar],
  ["video_chat", renderVideoChat],
  ["system", renderSystem],
  ["todo", renderTodo],
  ["vote", renderVote],
  ["hongbao", renderHongbao],
]);

/**
 * The text of a message, whatever its type. Never throws: what cannot be shown is `[<msg_type>]`,
 * and a recalled message without its content `[recalled]`. Nothing stays nothing, but bundles are shown by type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderContent } from "./render.ts";
 *
 * const content = '{"image_key":"img_7"}';
 * assertEquals(renderContent({ type: "image", content, mentions: [], deleted: false }), "[Image: img_7]");
 * ```
 */
export function renderContent(rendering: RenderInput): string {
  const { type, content } = rendering;
  try {
    if (isContentRecalled(rendering)) return "[recalled]";
    if (content === "" && type !== "merge_forward") return "";
    return RENDERERS.get(type)?.(rendering) ?? `[${type}]`;
  } catch {
    return `[${type}]`;
  }
}

/** Whether a message was recalled and its content went with it. */
function isContentRecalled({ content, deleted, bundle }: RenderInput): boolean {
  const hasChildren = bundle !== undefined && "items" in bundle;
  return deleted && content !== "" && !hasChildren && parseContent(content) === undefined;
}

/** The text of a message as received, without fetching what is in bundles and folders. Never throws. */
export function renderMessage(message: RawMessage): string {
  return renderContent({
    type: messageTypeOf(message),
    content: contentOf(message),
    mentions: mentionsOf(message),
    deleted: message.deleted === true,
  });
}
