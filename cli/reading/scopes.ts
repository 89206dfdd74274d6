/**
 * What the service may demand for reading messages (reading sheet 1.1). The contact scopes belong to an optional
 * stage: no command is stopped for want of them.
 */
export const readingScopes = {
  scopes: ["im:message:readonly"],
  moreScopes: {
    user: [
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      "im:message.reactions:read",
      "contact:user.basic_profile:readonly",
    ],
    bot: [
      "im:message.group_msg",
      "im:message.p2p_msg:readonly",
      "im:message.reactions:read",
      "contact:user.base:readonly",
    ],
  },
} as const;
