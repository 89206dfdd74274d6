import { attempt, describeFailure } from "../../../core/attempt.ts";
import {
  createChat,
  MAX_DESCRIPTION,
  MAX_INITIAL_BOTS,
  MAX_INITIAL_USERS,
  MAX_NAME,
  shareChat,
} from "../../../core/chat/requests.ts";
import { reusedChatKeyWarning } from "../../../core/chat/repeated-key.ts";
import { CREATED_CHAT, SHARE_LINK } from "../../../core/chat/wire.ts";
import { chatWriteFailure } from "../../../core/chat/write-failure.ts";
import { randomUuid } from "../../../core/compose/idempotency-key.ts";
import { Failure, invalidArgument, withDetail } from "../../../core/failure.ts";
import { readAs } from "../../../core/json/schema.ts";
import { type Client, sendWrite } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { responseData } from "../../../core/platform/response.ts";
import type { Phrase } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { appIds, userId, userIds } from "../../options/ids.ts";
import { checkCount, checkLength, idempotencyKey } from "../../options/limits.ts";
import { listOf } from "../../options/list.ts";
import { choice, optional, type OptionValues, text, toggle, withDefault } from "../../options/option.ts";
import { prettyChats } from "./view.ts";

const mode = choice(["group", "topic"], "an ordinary group, or a topic chat");

const options = {
  name: optional(text("text", `name, up to ${MAX_NAME} characters; at least 2 for a public chat`)),
  description: optional(text("text", `description, up to ${MAX_DESCRIPTION} characters`)),
  users: listOf(userIds(`people to invite, up to ${MAX_INITIAL_USERS}`)),
  bots: listOf(appIds(`bots to invite, up to ${MAX_INITIAL_BOTS}`)),
  owner: optional(userId("owner of the chat, if not the caller")),
  type: withDefault(choice(["private", "public"], "who can find and join it"), "private"),
  chatMode: withDefault(
    // Earlier tools take an empty one for the default.
    {
      ...mode,
      parse: (value, name) => value === "" ? "group" : mode.parse(value, name),
    } satisfies typeof mode,
    "group",
  ),
  setBotManager: toggle("make the bot that creates the chat an administrator; as a bot only"),
  idempotencyKey: optional(
    idempotencyKey(
      "repeating a key within ten hours creates no second chat (and warns if the chat differs); up to 50 characters",
    ),
  ),
};

type Values = OptionValues<typeof options>;

/** A call that is ready: the same key in previews, runs and errors. */
interface Prepared {
  readonly uuid: string;
}

/** `im +chat-create` */
export const chatCreate = defineCommand({
  name: "+chat-create",
  summary: "Create a group or topic chat",
  description: [
    "The result includes a link to join the chat. If the link cannot be fetched, the chat still exists, and a " +
    "warning says why.",
    "Every chat is created with an idempotency key (uuid in the result), so a retry cannot create a second chat.",
  ],
  examples: [
    { comment: "a group with two people", line: "+chat-create --name Release --users ou_xxx,ou_yyy" },
    { comment: "a public topic chat", line: "+chat-create --name Questions --type public --chat-mode topic" },
    {
      comment: "a chat with another owner and the bot as administrator",
      line: "+chat-create --name Build --owner ou_xxx --set-bot-manager --as bot",
    },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ setBotManager }) => setBotManager ? ["bot"] : ["user", "bot"],
  scopes: ["im:chat:create", "im:chat:create_by_user", "im:chat"],
  moreScopes: { user: ["im:chat:read"], bot: ["im:chat:read"] },
  scopesFor: (_values, identity) => ({
    required: [
      identity === "user"
        ? ["im:chat:create_by_user", "im:chat:create", "im:chat"]
        : ["im:chat:create", "im:chat"],
    ],
    helpful: ["im:chat:read"],
  }),
  risk: "write",
  answer: async () => (await import("./answers.ts")).createdChat(),
  options: options,
  check,
  prepare: ({ idempotencyKey }, world) =>
    Promise.resolve<Prepared>({ uuid: idempotencyKey ?? randomUuid(world) }),
  preview: (values, identity, { uuid }) => ({
    api: [
      requestOf(values, identity, uuid),
      { ...shareChat("<chat_id>"), desc: "if the chat is created; a failure is only a warning" },
    ],
    context: {},
  }),
  run: create,
});

function check(values: Values, _world: unknown, identity: Identity): void {
  const { setBotManager, type, name, description, users, bots } = values;
  if (setBotManager && identity === "user") {
    throw invalidArgument("--set-bot-manager", "--set-bot-manager is for bots only", "use --as bot");
  }
  if (type === "public" && Array.from((name ?? "").trim()).length < 2) {
    throw invalidArgument(
      "--name",
      `a public chat needs a name of at least 2 characters: "${name ?? ""}"`,
      "add --name <text>",
    );
  }
  checkLength("--name", name, MAX_NAME);
  checkLength("--description", description, MAX_DESCRIPTION);
  checkCount("--users", users, MAX_INITIAL_USERS);
  checkCount("--bots", bots, MAX_INITIAL_BOTS);
}

async function create(values: Values, runtime: Runtime, { uuid }: Prepared): Promise<CommandResult> {
  const { identity } = runtime;
  const client = runtime.client();
  const chat = await sendWrite(client, requestOf(values, identity, uuid)).catch((error) => {
    throw chatWriteFailure(error, { identity, uuid });
  });
  const created = readAs(CREATED_CHAT, chat);
  const chatId = created.chat_id?.trim() ? created.chat_id : undefined;
  const { link, warnings } = await fetchShareLink(client, chatId, uuid);
  const reused = values.idempotencyKey === undefined
    ? undefined
    : reusedChatKeyWarning({ ...values, chatType: values.type }, created, uuid);
  const data = {
    chat_id: chatId ?? null,
    name: created.name ?? null,
    chat_type: created.chat_type ?? null,
    chat_mode: created.chat_mode ?? values.chatMode,
    ...(created.owner_id === undefined ? {} : { owner_id: created.owner_id }),
    external: created.external ?? null,
    ...(link === undefined ? {} : { share_link: link }),
    ...(reused === undefined ? {} : { reused: true }),
    uuid,
  };
  return {
    data,
    warnings: reused === undefined ? warnings : [reused, ...warnings],
    pretty: (screen) => [
      `${reused === undefined ? "created" : "not created, the key is that of"}: ${chatId ?? ""}`,
      ...prettyChats([data], undefined, screen),
      ...(link === undefined ? [] : [`link: ${link}`]),
    ],
  };
}

/** The link to join, or why there is none. */
async function fetchShareLink(
  client: Client,
  chatId: string | undefined,
  uuid: string,
): Promise<{ readonly link?: string; readonly warnings: readonly Warning[] }> {
  const failed = (detail: Phrase) => ({ warnings: [{ key: "share_link_failed", detail }] });
  if (chatId === undefined) {
    const detail = `the service created the chat but returned no chat id; its idempotency key is ${uuid}`;
    return { warnings: [{ key: "chat_id_missing", detail }] };
  }
  try {
    const answer = await attempt(async () =>
      readAs(SHARE_LINK, responseData(await client.call(shareChat(chatId))))
    );
    if (answer instanceof Failure) return failed(describeFailure(answer));
    const link = answer.share_link;
    return link?.trim() ? { link, warnings: [] } : failed("the service sent none");
  } catch (error) {
    // The person interrupts: the chat is there, so its id must be named.
    throw error instanceof Failure ? withDetail(error, { hint: `the chat was created: ${chatId}` }) : error;
  }
}

function requestOf(values: Values, identity: Identity, uuid: string) {
  const { type, chatMode, name, description, users, bots, owner, setBotManager } = values;
  return createChat({
    ...{ chatType: type, chatMode, name, description, owner, uuid },
    ...{ users: [...new Set(users)], bots: [...new Set(bots)], isBotManager: setBotManager },
  }, identity);
}
