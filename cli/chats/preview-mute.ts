import { queryMuteSettings } from "../../core/chat/list-requests.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { MuteWish } from "./read-chats.ts";

/** The look-ups that filtering may make, for dry runs (chats sheet 5). */
export function previewMute({ isWanted, notApplicable }: MuteWish): readonly ApiRequest[] {
  return isWanted && notApplicable === undefined
    ? [{ ...queryMuteSettings(["<chat_id>"]), desc: "if chats were found: their mute settings, 10 a call" }]
    : [];
}
