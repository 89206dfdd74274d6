/** What the service may demand for sending (writing sheet 1.2). */
export const sendScopes = {
  scopes: ["im:message", "im:message:send_as_bot", "im:message:send"],
  moreScopes: {
    user: ["im:message.send_as_user", "im:message", "im:resource"],
    bot: ["im:message:send_as_bot", "im:resource"],
  },
} as const;
