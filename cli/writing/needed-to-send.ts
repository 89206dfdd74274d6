import type { Identity } from "../../core/platform/identity.ts";

/** The scopes to ask for where the service refuses to send and names none (writing sheet 1.2). */
export const NEEDED_TO_SEND: Readonly<Record<Identity, readonly string[]>> = {
  user: ["im:message.send_as_user", "im:message"],
  bot: ["im:message:send_as_bot"],
};
