/**
 * The world in which every raw method can be called with the sample values of its schema.
 *
 * @module
 */

import { methodCommandName } from "../../cli/raw/resources.ts";
import { METHODS } from "../../core/api/catalogue/mod.ts";
import type { Method, ObjectSchema } from "../../core/api/method.ts";
import { sampleValue } from "../../core/api/sample-value.ts";
import type { JsonObject } from "../../core/json/json.ts";
import type { PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";

/** Methods whose body is a form or whose answer is bytes have scenarios of their own. */
export const JSON_METHODS: readonly Method[] = METHODS.filter(({ file, binary }) =>
  file === undefined && binary !== true
);

/** Variables of a run that has both tokens. */
export const BOTH_TOKENS = { IM_USER_ACCESS_TOKEN: "u-demo", IM_TENANT_ACCESS_TOKEN: "t-demo" };

const message = (more: Partial<WorldMessage>): WorldMessage => ({
  messageId: "om_xxx",
  chatId: "oc_xxx",
  type: "text",
  content: { text: "hello" },
  senderId: "cli_demo",
  senderType: "app",
  createTime: Date.now() - 60_000,
  ...more,
});

/** A chat that `by` owns, a thread in it, a person and a bot, under the sample ids; `by` sent the message. */
export function rawWorld(by: "user" | "bot", type = "text"): PlatformOptions {
  const sender = by === "bot" ? {} : { senderId: "ou_demo", senderType: "user" };
  const content = type === "text"
    ? { text: "hello" }
    : { json_card: '{"config":{"update_multi":true},"elements":[]}' };
  return {
    users: [{ openId: "ou_xxx", name: "Xu" }, { openId: "ou_demo", name: "Demo" }],
    bots: [{ appId: "cli_xxx", name: "Xbot" }],
    chats: [{
      chatId: "oc_xxx",
      mode: "group",
      ownerId: by === "bot" ? "cli_demo" : "ou_demo",
      members: ["ou_xxx", "ou_demo"],
      threadReplies: true,
    }],
    messages: [
      message({
        ...sender,
        type,
        content,
        reactions: [{ type: "SMILE", by: by === "bot" ? "cli_demo" : "ou_demo", reactionId: "reaction_xxx" }],
      }),
      message({ ...sender, messageId: "om_root", threadId: "omt_xxx", isThreadRoot: true }),
    ],
    feed: { groups: [{ groupId: "ofg_xxx", name: "Group", updateTime: 0 }] },
    writing: { messageRate: "none" },
  };
}

/** What changes something although no field alone is required. */
const MINIMAL_BODY: Readonly<Record<string, JsonObject>> = {
  "chats.update": { name: "Release" },
  "chat.moderation.update": { moderation_setting: "all_members" },
};

/** What goes with other sample values, where the service looks at several fields together. */
const CONSISTENT_BODY: Readonly<Record<string, JsonObject>> = {
  "chats.create": { restricted_mode_setting: { status: true, ...forbidden() } },
  "chats.update": {
    share_card_permission: "not_allowed",
    restricted_mode_setting: { status: true, ...forbidden() },
  },
  "chat.moderation.update": { moderation_setting: "moderator_list", moderator_removed_list: ["ou_demo"] },
};

function forbidden(): JsonObject {
  return Object.fromEntries(
    ["screenshot", "download", "message"].map((what) => [`${what}_has_permission_setting`, "not_anyone"]),
  );
}

/** Sample values of a method: what it needs, or everything it takes. */
export function samplesOf(method: Method, all: boolean): { params: JsonObject; body: JsonObject } {
  const take = (schema: ObjectSchema | undefined) =>
    schema === undefined ? {} : sampleValue(schema, "", all) as JsonObject;
  const { page_token: _token, page_size: _size, ...query } = take(method.query);
  const fitting = all ? CONSISTENT_BODY[method.id] : MINIMAL_BODY[method.id];
  return {
    params: { ...take(method.pathParams), ...query },
    body: { ...take(method.body), ...fitting },
  };
}

/** The words of a call with JSON. */
export function jsonArgs(method: Method, { params, body }: ReturnType<typeof samplesOf>): string[] {
  return [
    ...methodCommandName(method.id).split(" "),
    ...(Object.keys(params).length === 0 ? [] : ["--params", JSON.stringify(params)]),
    ...(method.body === undefined ? [] : ["--data", JSON.stringify(body)]),
    ...(method.risk === "high-risk-write" ? ["--yes"] : []),
  ];
}

/** The path of a method with its sample values. */
export function samplePath(method: Method): string {
  const { params } = samplesOf(method, false);
  return method.path.replace(/\{(\w+)\}/g, (_whole, name: string) => String(params[name]));
}
