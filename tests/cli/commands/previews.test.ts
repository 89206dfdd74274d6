import { runProgram } from "../../../cli/main.ts";
import { fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BUNDLES =
  "GET im/v1/messages/:message_id?user_id_type=open_id&card_msg_content_type=raw_card_content&with_sender_name=true";
const FOLDERS = "GET im/v1/files/:folder_key/folder?srctype=message&srcid=<message_id>&recursive=false";
const NAMES_AS_BOT = "GET contact/v3/users/batch?user_id_type=open_id&user_ids=<sender_id>";
const APPS = "GET application/v6/applications/:app_id?lang=zh_cn";
const REPLIES =
  "GET im/v1/messages?container_id_type=thread&container_id=<thread_id>&sort_type=ByCreateTimeAsc&page_size=50&card_msg_content_type=raw_card_content&with_sender_name=true";
const NAMES_AS_USER = 'POST contact/v3/users/basic_batch?user_id_type=open_id {"user_ids":["<sender_id>"]}';
const REACTIONS = 'POST im/v1/messages/reactions/batch_query {"queries":[{"message_id":"<message_id>"}]}';
const CHATS = 'POST im/v1/chats/batch_query?user_id_type=open_id {"chat_ids":["<chat_id>"]}';

/** The requests that a line would make, as method, path, query and body. */
const rows: readonly (readonly [line: string, ...requests: readonly string[]])[] = [
  [
    "+chat-messages-list --chat-id oc_1 --no-reactions",
    "GET im/v1/messages?container_id_type=chat&container_id=oc_1&sort_type=ByCreateTimeDesc&page_size=50&card_msg_content_type=raw_card_content&only_thread_root_messages=false&with_sender_name=true",
    BUNDLES,
    FOLDERS,
    NAMES_AS_BOT,
    APPS,
    REPLIES,
  ],
  [
    "+chat-messages-list --user-id ou_1",
    'POST im/v1/chat_p2p/batch_query?chatter_id_type=open_id {"chatter_ids":["ou_1"]}',
    "GET im/v1/messages?container_id_type=chat&container_id=<resolved_chat_id>&sort_type=ByCreateTimeDesc&page_size=50&card_msg_content_type=raw_card_content&only_thread_root_messages=false&with_sender_name=true",
    BUNDLES,
    FOLDERS,
    NAMES_AS_USER,
    REPLIES,
    REACTIONS,
  ],
  [
    "+threads-messages-list --thread omt_1",
    "GET im/v1/messages?container_id_type=thread&container_id=omt_1&sort_type=ByCreateTimeAsc&page_size=50&card_msg_content_type=raw_card_content&with_sender_name=true",
    BUNDLES,
    FOLDERS,
    NAMES_AS_BOT,
    APPS,
    REACTIONS,
  ],
  [
    "+messages-mget --message-ids om_1,om_2",
    "GET im/v1/messages/mget?card_msg_content_type=raw_card_content&with_sender_name=true&message_ids=om_1,om_2",
    BUNDLES,
    FOLDERS,
    NAMES_AS_BOT,
    APPS,
    REPLIES,
    REACTIONS,
  ],
  [
    "+messages-search --query x",
    'POST im/v1/messages/search?page_size=20 {"query":"x"}',
    "GET im/v1/messages/mget?card_msg_content_type=raw_card_content&with_sender_name=true&message_ids=<message_id>",
    CHATS,
    BUNDLES,
    FOLDERS,
    NAMES_AS_USER,
    REACTIONS,
  ],
  [
    "+messages-send --chat-id oc_1 --text hi --idempotency-key k",
    'POST im/v1/messages?receive_id_type=chat_id {"receive_id":"oc_1","msg_type":"text","content":"{\\"text\\":\\"hi\\"}","uuid":"k"}',
  ],
  [
    "+messages-send --user-id ou_1 --text hi --idempotency-key k",
    'POST im/v1/messages?receive_id_type=open_id {"receive_id":"ou_1","msg_type":"text","content":"{\\"text\\":\\"hi\\"}","uuid":"k"}',
  ],
  [
    "+messages-reply --message-id om_1 --text hi --idempotency-key k",
    'POST im/v1/messages/om_1/reply {"msg_type":"text","content":"{\\"text\\":\\"hi\\"}","uuid":"k"}',
  ],
  [
    "+messages-forward --message-id om_1 --chat-id oc_1 --idempotency-key k",
    'POST im/v1/messages/om_1/forward?receive_id_type=chat_id&uuid=k {"receive_id":"oc_1"}',
    "GET im/v1/messages/om_1",
  ],
  [
    "+messages-forward --message-id om_1,om_2 --user-id ou_1 --as bot --idempotency-key k",
    'POST im/v1/messages/merge_forward?receive_id_type=open_id&uuid=k {"receive_id":"ou_1","message_id_list":["om_1","om_2"]}',
  ],
  [
    "+messages-edit --message-id om_1 --text hi",
    'PUT im/v1/messages/om_1 {"msg_type":"text","content":"{\\"text\\":\\"hi\\"}"}',
    "GET im/v1/messages/om_1",
  ],
  [
    "+messages-edit --message-id om_1 --clear-attachments",
    'PUT im/v1/messages/om_1 {"msg_type":"post","content":"{\\"zh_cn\\":{\\"content\\":[]},\\"files\\":[]}"}',
    "GET im/v1/messages/om_1",
  ],
  [
    "+messages-edit --message-id om_1 --set-attachments file_1",
    'PUT im/v1/messages/om_1 {"msg_type":"post","content":"{\\"zh_cn\\":{\\"content\\":[]},\\"files\\":[{\\"key\\":\\"file_1\\"}]}"}',
    "GET im/v1/messages/om_1",
  ],
  [
    "+messages-read-status --message-ids om_1,om_2",
    'POST im/v1/messages/read_status {"message_ids":["om_1","om_2"]}',
  ],
  [
    "+message-read-users --message-id om_1",
    "GET im/v1/messages/om_1/read_users?user_id_type=open_id&page_size=100",
  ],
  ["+chat-list", "GET im/v1/chats?user_id_type=open_id&sort_type=ByCreateTimeAsc&page_size=20"],
  [
    "+chat-list --types p2p,group",
    "GET im/v1/chats?user_id_type=open_id&sort_type=ByCreateTimeAsc&page_size=20&types=group",
  ],
  ["+chat-search --query x", 'POST im/v2/chats/search?page_size=20 {"query":"x"}'],
  [
    "+chat-members-list --chat-id oc_1",
    "GET im/v1/chats/oc_1/members/list?member_id_type=open_id&page_size=20",
  ],
  [
    "+chat-create --name n --users ou_1,ou_1 --bots cli_1",
    'POST im/v1/chats?user_id_type=open_id&uuid=00000000-0000-4000-8000-000000000000 {"chat_type":"private","chat_mode":"group","name":"n","user_id_list":["ou_1"],"bot_id_list":["cli_1"]}',
    "POST im/v1/chats/<chat_id>/link",
  ],
  ["+chat-update --chat-id oc_1 --name n", 'PUT im/v1/chats/oc_1?user_id_type=open_id {"name":"n"}'],
  [
    "+chat-update --chat-id oc_1 --description d",
    'PUT im/v1/chats/oc_1?user_id_type=open_id {"description":"d"}',
  ],
  [
    "+flag-list",
    "GET im/v1/flags?page_size=50&page_token=",
    "GET im/v1/messages/mget?card_msg_content_type=raw_card_content&with_sender_name=true&message_ids=<message_id>",
  ],
  [
    "+flag-create --message-id om_1",
    'POST im/v1/flags {"flag_items":[{"item_id":"om_1","item_type":"0","flag_type":"2"}]}',
  ],
  [
    "+flag-cancel --message-id om_1",
    "GET im/v1/messages/om_1",
    "GET im/v1/chats/<chat_id>",
    'POST im/v1/flags/cancel {"flag_items":[{"item_id":"om_1","item_type":"0","flag_type":"2"}]}',
    'POST im/v1/flags/cancel {"flag_items":[{"item_id":"om_1","item_type":"<auto:thread|msg_thread>","flag_type":"1"}]}',
  ],
  ["+feed-shortcut-list", "GET im/v2/feed_shortcuts", CHATS],
  ["+feed-shortcut-list --no-detail", "GET im/v2/feed_shortcuts"],
  [
    "+feed-shortcut-create --chat-id oc_1,oc_2",
    'POST im/v2/feed_shortcuts {"shortcuts":[{"feed_card_id":"oc_1","type":1},{"feed_card_id":"oc_2","type":1}],"is_header":true}',
  ],
  [
    "+feed-shortcut-create --chat-id oc_1 --tail",
    'POST im/v2/feed_shortcuts {"shortcuts":[{"feed_card_id":"oc_1","type":1}],"is_header":false}',
  ],
  [
    "+feed-shortcut-remove --chat-id oc_1",
    'POST im/v2/feed_shortcuts/remove {"shortcuts":[{"feed_card_id":"oc_1","type":1}]}',
  ],
  ["+feed-group-list", "GET im/v1/groups?page_size=50&page_token="],
  ["+feed-group-list-item --feed-group-id ofg_1", "GET im/v1/groups/ofg_1/list_item?page_size=50", CHATS],
  [
    "+feed-group-list-item --feed-group-id ofg_1 --no-detail",
    "GET im/v1/groups/ofg_1/list_item?page_size=50",
  ],
  [
    "+feed-group-query-item --feed-group-id ofg_1 --feed-id oc_1",
    'POST im/v1/groups/ofg_1/batch_query_item {"items":[{"feed_id":"oc_1","feed_type":"chat"}]}',
    CHATS,
  ],
];

/** A request of a preview as it is shown to a person or a program. */
interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function show({ method, url, params = {}, body }: PreviewedRequest): string {
  const query = Object.entries(params).map(([key, value]) => `${key}=${value}`).join("&");
  const path = decodeURIComponent(url).replace("/open-apis/", "");
  return `${method} ${path}${query && `?${query}`}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`;
}

describe("a dry run shows the requests of", () => {
  for (const [line, ...requests] of rows) {
    it(line, async () => {
      const stdout = fakeSink();
      assertEquals(await runProgram([...line.split(" "), "--dry-run"], fakeWorld({ stdout })), 0);
      assertEquals(JSON.parse(stdout.text()).data.api.map(show), requests);
    });
  }
});
