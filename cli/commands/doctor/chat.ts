/**
 * Whether the identities are in a chat.
 *
 * @module
 */

import { retryRules } from "../../../core/async/retry.ts";
import { isMemberRequest } from "../../../core/chat/requests.ts";
import { Failure } from "../../../core/failure.ts";
import { type Client, createClient } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { responseData } from "../../../core/platform/response.ts";
import { notUnique } from "../../../core/resolve/not-unique.ts";
import { createResolver, nameRequests } from "../../../core/resolve/resolver.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { nameIn } from "../../options/names.ts";
import { orFailure } from "../auth/identities.ts";
import { type Check, fail, failed, pass, skip, warn } from "./check.ts";
import type { PermissionParts } from "./permissions.ts";

/** The calls that say whether somebody is in a chat, for a preview. */
export function membershipRequests(chat: string): readonly ApiRequest[] {
  const name = nameIn(chat);
  if (name === undefined) return [isMemberRequest(chat)];
  return [...nameRequests("chat", name, "bot"), isMemberRequest("<chat_id>")];
}

/** Whether the bot, and the person who is logged in, are in a chat. */
export async function checkChat(parts: PermissionParts, chat: string): Promise<readonly Check[]> {
  const identities = (["bot", "user"] as const).filter((identity) => parts.states[identity].available);
  if (identities.length === 0) return [skip("chat", "nobody can look: no identity is ready")];
  const found = await findChat(parts, identities, chat);
  if (found instanceof Failure) return [failed("chat", found, "give the id of the chat")];
  return await Promise.all(identities.map((identity) => checkMembership(parts, identity, found)));
}

/** The id of a chat that may be given by its name; an identity that is not in it may not see it. */
async function findChat(
  parts: PermissionParts,
  identities: readonly Identity[],
  chat: string,
): Promise<string | Failure> {
  const name = nameIn(chat);
  if (name === undefined) return chat;
  const { world } = parts.runtime;
  const answers = await Promise.all(identities.map((identity) =>
    orFailure(async () => {
      const client = await clientOf(parts, identity);
      const found = await createResolver({ world, client, identity, brand: undefined }).find("chat", name);
      const [only, ...others] = found.exact;
      if (only !== undefined && others.length === 0) return only.id;
      throw notUnique("chat", { type: "chat", name, identity }, found);
    })
  ));
  const [first = chat] = answers;
  return answers.find((answer) => typeof answer === "string") ?? first;
}

async function clientOf({ runtime, account }: PermissionParts, identity: Identity): Promise<Client> {
  const { secrets, timeout, userAgent, trace } = runtime.accountCall(account.hosts);
  return createClient(runtime.world, {
    ...{ hosts: account.hosts, tokens: await runtime.tokens(), appId: account.appId, identity },
    ...{ secrets, timeout, userAgent, trace },
    retryRules: retryRules(runtime.globals.retryBudget),
    scopes: ["im:chat.members:read"],
  });
}

async function checkMembership(
  parts: PermissionParts,
  identity: Identity,
  chatId: string,
): Promise<Check> {
  const { account } = parts;
  const name = `chat_${identity}`;
  const who = identity === "bot" ? "the bot is" : "you are";
  const isIn = await orFailure(async () => {
    const client = await clientOf(parts, identity);
    return responseData(await client.call(isMemberRequest(chatId)))["is_in_chat"] === true;
  });
  if (isIn instanceof Failure) {
    return failed(name, isIn, phrase`check the id: ${action("chats/list", { as: identity })}`);
  }
  if (isIn) return pass(name, `${who} in ${chatId}`);
  if (identity === "user") {
    return warn(name, `you are not in ${chatId}`, "ask a member to add you, or let the bot read and send");
  }
  const add = action("chat.members.create", {
    chatId,
    idList: account.appId ?? "<app_id>",
    params: '{"member_id_type":"app_id"}',
    as: "user",
  });
  return fail(
    name,
    `the bot is not in ${chatId}`,
    phrase`add it in the chat's settings, or as a member: ${add}`,
  );
}
