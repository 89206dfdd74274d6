import { renderCard } from "./card/render-card.ts";
import { parseContent } from "./parse-content.ts";
import { renderAudio } from "./render-audio.ts";
import { renderCalendar } from "./render-calendar.ts";
import { renderFile } from "./render-file.ts";
import { renderFolder } from "./render-folder.ts";
import { renderGeneralCalendar } from "./render-general-calendar.ts";
import { renderHongbao } from "./render-hongbao.ts";
import { renderImage } from "./render-image.ts";
import { renderLocation } from "./render-location.ts";
import { renderMergeForward } from "./render-merge-forward.ts";
import { renderPost } from "./render-post.ts";
import { renderShareCalendarEvent } from "./render-share-calendar-event.ts";
import { renderShareChat } from "./render-share-chat.ts";
import { renderShareUser } from "./render-share-user.ts";
import { renderSticker } from "./render-sticker.ts";
import { renderSystem } from "./render-system.ts";
import { renderText } from "./render-text.ts";
import { renderTodo } from "./render-todo.ts";
import { renderVideo } from "./render-video.ts";
import { renderVideoChat } from "./render-video-chat.ts";
import { renderVote } from "./render-vote.ts";
import type { Renderer, Rendering } from "./rendering.ts";

/** By `msg_type` (reading sheet 5.1). A map, since a type may be called like a member of every object. */
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
 * The text of a message, whatever its type (reading sheet 5). Never throws: what cannot be shown is `[<msg_type>]`,
 * and a recalled message without its content `[recalled]`. Nothing stays nothing, but bundles are shown by type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderContent } from "./render-content.ts";
 *
 * const content = '{"image_key":"img_7"}';
 * assertEquals(renderContent({ type: "image", content, mentions: [], deleted: false }), "[Image: img_7]");
 * ```
 */
export function renderContent(rendering: Rendering): string {
  const { type, content } = rendering;
  try {
    if (isGone(rendering)) return "[recalled]";
    if (content === "" && type !== "merge_forward") return "";
    return RENDERERS.get(type)?.(rendering) ?? `[${type}]`;
  } catch {
    return `[${type}]`;
  }
}

/** Whether a message was recalled and its content went with it. */
function isGone({ content, deleted, bundle }: Rendering): boolean {
  const hasChildren = bundle !== undefined && "items" in bundle;
  return deleted && content !== "" && !hasChildren && parseContent(content) === undefined;
}
