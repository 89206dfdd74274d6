import type { AnyFault, PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { fileMessage, picture, resourceOf, resourcesOf } from "./download-scene.ts";
import {
  ENDPOINT,
  fieldOf,
  groupOf,
  type Identity,
  itForBoth,
  type Json,
  LIST,
  read,
  text,
  thread,
} from "./scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";

/** Where each optional call goes; the list of a thread is told from that of a chat by its query. */
const OPTIONAL: readonly NonNullable<AnyFault["when"]>[] = [
  { endpoint: ENDPOINT.peopleAsUser },
  { endpoint: ENDPOINT.peopleAsBot },
  { endpoint: ENDPOINT.app },
  { endpoint: ENDPOINT.reactions },
  { endpoint: ENDPOINT.list, path: "container_id=omt_root&" },
  { endpoint: ENDPOINT.get },
  { endpoint: ENDPOINT.folder },
  { endpoint: ENDPOINT.resource },
  { endpoint: ENDPOINT.chats },
];

const { content: _, ...bundle } = text("bundle", 3, { type: "merge_forward" });
const MESSAGES = [
  ...thread("root", 1, 2),
  text("app", 2, { senderId: "cli_helper" }),
  { ...bundle, children: [text("child", 1, { senderId: "ou_bo" })] },
  text("folder", 4, { type: "folder", content: { file_key: "file_folder" } }),
  picture("pic", 5),
  fileMessage("doc", 6),
  ...thread("main", 7, 1),
];
const IDS = ["om_root", "om_app", "om_bundle", "om_folder", "om_pic", "om_doc", "om_main"];

const isResource = ({ endpoint }: NonNullable<AnyFault["when"]>) => endpoint === ENDPOINT.resource;
/** Half a picture with its length, and an empty file, are resources like others. */
const ofResource = (fault: AnyFault): AnyFault =>
  ["cut-json", "empty-200"].includes(fault.name) ? { name: "error", code: 234003 } : fault;

/** One message for each stage, with a fault of all optional calls. */
function worldWith(fault: AnyFault): PlatformOptions {
  return groupOf(MESSAGES, {
    serverNames: false,
    folders: [{ folderKey: "file_folder", messageId: "om_folder", items: [] }],
    resources: [resourceOf("pic", "img_pic"), resourceOf("doc", "file_doc")],
    faults: OPTIONAL.map((when) => ({ ...(isResource(when) ? ofResource(fault) : fault), when })),
  });
}

const FAILURES: readonly (readonly [string, AnyFault])[] = [
  ["a refusal", { name: "error", code: 230002 }],
  ["a missing scope", { name: "error", code: 99991679 }],
  ["a fault of the server", { name: "status-500-html" }],
  ["a fault of the server told in JSON", { name: "status-500-json", code: 2200 }],
  ["too many calls, without end", { name: "status-429" }],
  ["a gateway's page", { name: "html-200" }],
  ["a broken connection", { name: "cut-before-headers" }],
  ["half a document", { name: "cut-json" }],
  ["an empty answer", { name: "empty-200" }],
];

/** Answers of any shape, with the code for success. */
const shape = (data: unknown): AnyFault => ({ name: "json-body", body: { code: 0, msg: "success", data } });
const LISTS = [
  "items",
  "users",
  "success_msg_reaction_counts",
  "success_msg_reaction_details",
  "fail_msg_reaction_details",
];
const every = (value: unknown) => Object.fromEntries(LISTS.map((key) => [key, value]));
const odd = [null, 1, true, "x", [], {}, [[]], {
  message_id: 5,
  user_id: [],
  name: {},
  open_id: 7,
  upper_message_id: {},
  sender: "s",
  body: [],
  mentions: 5,
  thread_id: 9,
  create_time: {},
  reaction_count: "x",
  message_reaction_items: {},
  file_key: [],
  fail_reason: {},
}];
const SHAPES: readonly (readonly [string, AnyFault])[] = [
  ["no data", { name: "no-data" }],
  ["null", shape(null)],
  ["a text", shape("x")],
  ["a list", shape([])],
  ["an empty object", shape({})],
  ["texts for lists", shape(every("x"))],
  ["objects for lists", shape(every({ a: 1 }))],
  ["odd entries", shape({ ...every(odd), all_count: {}, has_more: "yes", page_token: 5, app: [] })],
  ["no envelope", { name: "json-body", body: [1] }],
  ["a bare text", { name: "json-body", body: "hello" }],
];

/** Demands that main data is complete, whatever became of the rest. */
function assertMessages(messages: readonly Json[], identity: Identity): void {
  assertEquals(fieldOf(messages, "message_id"), IDS, identity);
  assertEquals(messages[0]?.["content"], "text of root");
  for (const message of messages) assertEquals(typeof message["content"], "string");
}

describe("a fault of every optional call at once: the messages still come, exit 0", () => {
  for (const [name, fault] of FAILURES) {
    itForBoth(
      `${name}: list and mget, all flags and warnings are there`,
      () => worldWith(fault),
      async (scene, identity) => {
        for (const args of [LIST, ["+messages-mget", "--message-ids", IDS.join(",")]]) {
          const { messages, warnings } = await read(scene, identity, [...args, "--download-resources"]);
          assertMessages(messages, identity);
          assertEquals(fieldOf(messages, "reactions_error"), Array(7).fill(true));
          assertEquals(messages[0]?.["thread_replies_error"], true);
          assert(String(messages[2]?.["content"]).startsWith("[Merged forward: fetch failed: "));
          assertEquals(messages[3]?.["content"], '<folder key="file_folder"/>');
          assertEquals(fieldOf([...resourcesOf(messages[4]), ...resourcesOf(messages[5])], "error"), [
            true,
            true,
          ]);
          const keys = new Set(warnings.map((line) => line.split(":")[0]));
          const expected = [
            "sender_names_failed",
            ...(identity === "bot" ? ["app_names_failed"] : []),
            "thread_replies_failed",
            "reactions_batch_query_failed",
            "merge_forward_prefetch_failed",
            "folder_fetch_failed",
            "resource_download_failed",
          ];
          assertEquals([...keys].sort(), expected.sort());
        }
      },
    );
  }

  for (const [name, fault] of SHAPES) {
    itForBoth(
      `answers of a wrong shape (${name}): list and mget`,
      () => worldWith(fault),
      async (scene, identity) => {
        for (const args of [LIST, ["+messages-mget", "--message-ids", IDS.join(",")]]) {
          assertMessages((await read(scene, identity, [...args, "--download-resources"])).messages, identity);
        }
      },
    );
  }

  for (const [name, fault] of [...FAILURES, ...SHAPES]) {
    itForBoth(
      `${name}: the list of a thread, and search as a user`,
      () => worldWith(fault),
      async (scene, identity) => {
        const { messages } = await read(scene, identity, ["+threads-messages-list", "--thread", "omt_main"]);
        assertEquals(fieldOf(messages, "content"), ["text of main", "text of main-1"]);
        if (identity === "bot") return;
        const found = await read(scene, identity, ["+messages-search", "--query", "main"]);
        assertEquals(fieldOf(found.messages, "content").toSorted(), ["text of main", "text of main-1"]);
      },
    );
  }
});
