/**
 * Ten tasks that agents are given, each with the shortest list of calls that does it and a check of what was done: at
 * the service where something was to be written, in the answers where something was to be found out.
 *
 * @module
 */

import type { WorldMessage } from "../../fixtures/platform/mod.ts";
import type { Scene } from "../support/scene.ts";
import { BOOKMARKED, BUDGET, chatId, messageIdOf, personId } from "./world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";

/** Arguments of a tool. */
export type ToolArguments = Readonly<Record<string, unknown>>;

/** Takes what a later call needs out of the answers before it, as an agent does: it reads them. */
export type FromAnswers<T> = (answers: readonly string[]) => T;

/** What a check looks at. */
export interface Done {
  readonly scene: Scene;
  readonly answers: readonly string[];
}

/** A task. */
export interface Task {
  readonly name: string;
  /** What the person asks for. */
  readonly request: string;
  /** The words behind `im`, call by call. */
  readonly lines: readonly FromAnswers<readonly string[]>[];
  /** The same with the tools of `im mcp`. */
  readonly tools: readonly FromAnswers<readonly [name: string, args: ToolArguments]>[];
  check(done: Done): void | Promise<void>;
}

const line = (...words: readonly string[]) => () => words;
const tool = (name: string, args: ToolArguments) => () => [name, args] as const;

/** The message that an answer in concise form shows first. */
const firstId: FromAnswers<string> = (answers) => /om_[0-9a-f]{32}/.exec(answers.at(-1) ?? "")?.[0] ?? "";

const hasAll = (facts: readonly string[]) => ({ answers }: Done) => {
  for (const fact of facts) assertStringIncludes(answers.join("\n"), fact);
};

/** The only message that was sent. */
function sentIn({ platform }: Scene): WorldMessage {
  assertEquals(platform.sentMessages.length, 1);
  const [sent] = platform.sentMessages;
  assert(sent !== undefined);
  const message = platform.message(sent.messageId);
  assert(message !== undefined);
  return message;
}

const TABLE = "| team | open |\n| --- | --- |\n| Design | 3 |\n| Support | 12 |";

/** The tasks. */
export const TASKS: readonly Task[] = [
  {
    name: "save a file of a chat",
    request: "Save the budget that 韩梅梅 posted in Finance.",
    lines: [line(
      ...[
        "+messages-search",
        "--query",
        "budget",
        "--chat-id",
        "Finance",
        "--download-resources",
        "--concise",
      ],
    )],
    tools: [tool("messages_search", { query: "budget", chat_id: ["Finance"], download_resources: true })],
    async check({ scene, answers }) {
      const folder = `${scene.directory}/lark-im-resources`;
      const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
      assertEquals(names.length, 1);
      assertEquals(await Deno.readFile(`${folder}/${names[0]}`), BUDGET.bytes);
      assertStringIncludes(answers.join(), names[0] ?? "");
    },
  },
  {
    name: "who reacted with what",
    request: "Who reacted to 李雷's message about the offsite, and how?",
    lines: [line("+messages-search", "--query", "offsite", "--sender", "李雷", "--concise")],
    tools: [tool("messages_search", { query: "offsite", sender: ["李雷"] })],
    check: hasAll(["THUMBSUP x3 (Ana, Leo, Mia)", "HEART x1 (Nina)"]),
  },
  {
    name: "answer in a thread with a picture",
    request: "Ana asks in Design for the chart of the start-up times: answer in the thread with chart.png.",
    lines: [
      line("+messages-search", "--query", "chart", "--chat-id", "Design", "--sender", "Ana", "--concise"),
      (answers) => [
        ...["+messages-reply", "--message-id", firstId(answers), "--image", "chart.png", "--reply-in-thread"],
        ...["--safe-repeat", "--format", "concise"],
      ],
    ],
    tools: [
      tool("messages_search", { query: "chart", chat_id: ["Design"], sender: ["Ana"] }),
      (answers) => ["messages_reply", {
        ...{ message_id: firstId(answers), image: "chart.png", reply_in_thread: true, safe_repeat: true },
      }],
    ],
    check({ scene }) {
      const { type, parentId, threadId } = sentIn(scene);
      assertEquals([type, parentId], ["image", messageIdOf("task chart")]);
      assert(threadId !== undefined);
    },
  },
  {
    name: "what was decided yesterday",
    request: "What was decided in Release 2.4 yesterday?",
    lines: [line(
      ...["+chat-messages-list", "--chat-id", "Release 2.4", "--start", "yesterday", "--end", "yesterday"],
      ...["--no-reactions", "--concise"],
    )],
    tools: [tool("chat_messages_list", {
      ...{ chat_id: "Release 2.4", start: "yesterday", end: "yesterday", no_reactions: true },
    })],
    check: hasAll(["decided: code freeze on Thursday 12:00", "Omar owns the release notes"]),
  },
  {
    name: "forward a message",
    request: "Forward what Omar wrote about the new pricing to Board.",
    lines: [
      line("+messages-search", "--query", "pricing", "--sender", "Omar", "--concise"),
      (answers) => [
        ...["+messages-forward", "--message-id", firstId(answers), "--chat-id", "Board", "--safe-repeat"],
        ...["--format", "concise"],
      ],
    ],
    tools: [
      tool("messages_search", { query: "pricing", sender: ["Omar"] }),
      (answers) => [
        "messages_forward",
        { message_id: [firstId(answers)], chat_id: "Board", safe_repeat: true },
      ],
    ],
    check({ scene }) {
      const sent = sentIn(scene);
      assertEquals(sent.chatId, chatId("Board"));
      assertStringIncludes(JSON.stringify(sent), "new pricing from July");
    },
  },
  {
    name: "make a chat and post in it",
    request: "Make a chat Launch week with Ana, Leo and 李雷, and post that we start on Monday.",
    lines: [
      line(
        ...["+chat-create", "--name", "Launch week", "--users", "Ana,Leo,李雷"],
        ...["--idempotency-key", "launch-week", "--format", "concise"],
      ),
      (answers) => [
        ...["+messages-send", "--chat-id", /oc_\w+/.exec(answers.at(-1) ?? "")?.[0] ?? ""],
        ...["--text", "We start on Monday", "--safe-repeat", "--format", "concise"],
      ],
    ],
    tools: [
      tool("chat_create", {
        name: "Launch week",
        users: ["Ana", "Leo", "李雷"],
        idempotency_key: "launch-week",
      }),
      (answers) => ["messages_send", {
        chat_id: /oc_\w+/.exec(answers.at(-1) ?? "")?.[0] ?? "",
        ...{ text: "We start on Monday", safe_repeat: true },
      }],
    ],
    async check({ scene }) {
      const sent = sentIn(scene);
      assertStringIncludes(JSON.stringify(sent.content), "We start on Monday");
      const { stdout } = await scene.run(["+chat-members-list", "--chat-id", sent.chatId]);
      for (const name of ["Ana", "Leo", "李雷"]) assertStringIncludes(stdout, personId(name));
    },
  },
  {
    name: "unread mentions",
    request: "Who mentioned me since yesterday evening, and what do they want?",
    lines: [line("+messages-recent", "--since", "24h", "--mentions-me", "--no-reactions", "--concise")],
    tools: [tool("messages_recent", { since: "24h", mentions_me: true, no_reactions: true })],
    check: hasAll(["can you approve the start page today?", "the release notes are ready for you"]),
  },
  {
    name: "a table as Markdown",
    request: "Post in Team how many tickets are open, as a table: Design 3, Support 12.",
    lines: [line(
      ...["+messages-send", "--chat-id", "Team", "--markdown", TABLE, "--tables", "md", "--safe-repeat"],
      ...["--format", "concise"],
    )],
    tools: [tool("messages_send", { chat_id: "Team", markdown: TABLE, tables: "md", safe_repeat: true })],
    check({ scene }) {
      const sent = sentIn(scene);
      assertEquals(sent.chatId, chatId("Team"));
      for (const fact of ["Design", "12"]) assertStringIncludes(JSON.stringify(sent.content), fact);
    },
  },
  {
    name: "what a person sent last week",
    request: "Show me everything that Leo sent last week.",
    lines: [line(
      ...["+messages-search", "--sender", "Leo", "--start", "2026-05-11", "--end", "2026-05-17"],
      ...["--no-reactions", "--concise"],
    )],
    tools: [tool("messages_search", {
      ...{ sender: ["Leo"], start: "2026-05-11", end: "2026-05-17", no_reactions: true },
    })],
    check: hasAll([1, 2, 3, 4, 5, 6].map((number) => messageIdOf(`task leo ${number}`))),
  },
  {
    name: "bookmarks",
    request: "What have I bookmarked?",
    lines: [line("+flag-list", "--format", "concise")],
    tools: [tool("flag_list", {})],
    check: hasAll([...BOOKMARKED.map(messageIdOf), "new pricing from July"]),
  },
];
