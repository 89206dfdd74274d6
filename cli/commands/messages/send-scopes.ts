import type { Identity } from "../../../core/platform/identity.ts";
import { hasKeyForm } from "../../../core/upload/media-source.ts";
import { UPLOAD_SCOPES } from "../../../core/upload/requests.ts";
import type { ScopeNeeds } from "../../command.ts";
import type { ContentValues } from "./content.ts";

/** The scopes that the service may demand for sending. */
export const sendScopes = {
  scopes: ["im:message", "im:message:send_as_bot", "im:message:send"],
  moreScopes: {
    user: ["im:message.send_as_user", "im:message", "im:resource"],
    bot: ["im:message:send_as_bot", "im:resource"],
  },
} as const;

/** The scopes to propose where the service refuses to send and names none. */
export const REQUIRED_SEND_SCOPES: Readonly<Record<Identity, readonly string[]>> = {
  user: ["im:message.send_as_user", "im:message"],
  bot: ["im:message:send_as_bot"],
};

/** The scopes for sending with these options: a person needs two, and uploads need one of their own. */
export function sendNeeds(
  { image, file, video, videoCover, audio, markdown = "" }: ContentValues,
  identity: Identity,
): ScopeNeeds {
  const media = [image, file, video, videoCover, audio].filter((value) => value !== undefined);
  const isUpload = media.some((value) => !hasKeyForm(value));
  // Pictures in Markdown are uploaded, too, but not each text that looks like one has some.
  const mayUpload = /!\[/.test(markdown) || markdown.startsWith("@") || markdown === "-";
  return {
    required: [
      ...(identity === "user"
        ? REQUIRED_SEND_SCOPES.user.map((scope) => [scope])
        : [["im:message:send_as_bot", "im:message", "im:message:send"]]),
      ...(isUpload ? [UPLOAD_SCOPES] : []),
    ],
    helpful: mayUpload && !isUpload ? UPLOAD_SCOPES.slice(0, 1) : [],
  };
}
