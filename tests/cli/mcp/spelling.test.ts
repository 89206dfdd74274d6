import { argumentName, createToolSpelling, definitionText } from "../../../cli/mcp/spelling.ts";
import { COMMAND_NAMES } from "../../../cli/commands/names.ts";
import { toolName } from "../../../cli/mcp/tool.ts";
import { ERROR_CODES } from "../../../core/platform/error-codes.ts";
import { serviceFailure } from "../../../core/platform/service-failure.ts";
import { Failure, invalidArgument, invalidInput } from "../../../core/failure.ts";
import { action, input, type Phrase, phrase, setting } from "../../../core/text/phrase.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TOOLS: Readonly<Record<string, string>> = {
  "messages/threads": "threads_messages_list",
  schema: "api_schema",
  api: "api_call",
};
const spelling = createToolSpelling(
  (path) => TOOLS[path],
  ["--page-limit", "--chat-id"],
  (text) => text.replaceAll("s3cret", "[redacted]"),
);

/** With a tool for whatever can be one. */
const everyTool = createToolSpelling(
  (path) => {
    const name = COMMAND_NAMES.find((one) => one.path === path)?.name;
    return TOOLS[path] ?? (name?.startsWith("+") ? toolName(name) : undefined);
  },
  [],
  (text) => text,
);

const TEXTS: readonly (readonly [text: Phrase, spelled: string])[] = [
  [phrase`${input("messageId")} is empty`, "message_id is empty"],
  [phrase`use ${input("as", "bot")}`, 'use as: "bot"'],
  [phrase`run it with ${input("yes")}`, "run it with yes: true"],
  [phrase`work in ${input("directory", "DIR")}`, "work in root"],
  [phrase`${action("messages/threads", { thread: "omt_1" })}`, 'threads_messages_list {"thread":"omt_1"}'],
  [
    phrase`${action("messages.delete", { messageId: "om_1", yes: true })}`,
    'api_call {"method":"messages.delete","params":{"message_id":"om_1"},"yes":true}',
  ],
  [phrase`${action("schema", { path: "messages.create" })}`, 'api_schema {"method":"messages.create"}'],
  [phrase`${action("schema")}`, "api_schema"],
  [
    phrase`see ${action("chats.get", { help: true })}, or ${
      action("schema", { path: "chats.get" })
    } for all fields`,
    'see api_schema {"method":"chats.get"}',
  ],
  [
    phrase`${input("chatId")} is missing (or ${input("params", '{"chat_id":…}')})`,
    'chat_id is missing (in params: {"chat_id":…})',
  ],
  [phrase`log in: ${action("auth/login")}`, "log in: im auth login"],
  [phrase`set ${setting("appId")}`, "set IM_APP_ID"],
  ["raise --page-limit, or give --chat-id", "raise page_limit, or give chat_id"],
  ["--other stays", "--other stays"],
  [phrase`${input("verbose")} shows the request`, "the server's --verbose shows the request"],
  ["raise --timeout", "raise the server's --timeout"],
  ["read them with im +messages-mget, or +chat-list", "read them with messages_mget, or chat_list"],
  ["no s3cret here", "no [redacted] here"],
];

describe("texts for the client of a tool", () => {
  for (const [text, spelled] of TEXTS) {
    it(spelled, () => assertEquals(spelling.text(text), spelled));
  }

  it("name arguments where failures name inputs", () => {
    const params = (failure: Failure) => spelling.failure(failure).detail.param;
    assertEquals(params(invalidInput("chatId", "wrong", "correct it")), "chat_id");
    assertEquals(params(invalidArgument("--chat-id", "wrong", "correct it")), "chat_id");
  });
});

describe("the text of a definition", () => {
  const texts = [
    ["plain text; @./file reads a file, - reads standard input", "plain text; @./file reads a file"],
    ["the content as JSON; @file and - as with text", "the content as JSON; @file as with text"],
    ["a relative path, a directory, or - for stdout", "a relative path or a directory"],
    ["the body as JSON; @FILE or - (stdin)", "the body as JSON; @FILE"],
    ["with --all: leave out; see im +chat-list", "with all: leave out; see chat_list"],
    ["im auth status --verify asks", "im auth status --verify asks"],
  ] as const;
  for (const [text, spelled] of texts) {
    it(spelled, () => assertEquals(definitionText(text), spelled));
  }
});

describe("failures for the client of a tool", () => {
  it("say what helps in general, in its words", () => {
    const failure = new Failure({ type: "api", subtype: "unknown", code: 7, message: "no" });
    assertEquals(
      spelling.failure(failure).detail.hint,
      "the service's documentation explains its codes; the server's --verbose shows the request",
    );
  });
});

describe("what is said about each code of the service", () => {
  for (const code of Object.keys(ERROR_CODES).map(Number)) {
    it(`names no option and no shortcut: ${code}`, () => {
      const failure = serviceFailure({
        ...{ status: 400, text: "", headers: new Headers(), identity: "user" as const },
        body: { code, msg: "no" },
      }, 0);
      const { message, hint = "" } = everyTool.failure(failure).detail;
      const text = `${message} ${hint}`.replaceAll(/the server's --[a-z-]+/g, "");
      assertEquals(
        text.match(/(?<![\w-])--[a-z][\w-]*|\bim (?!auth|config|profile|doctor)[+a-z][\w-]*/g),
        null,
        text,
      );
    });
  }
});

describe("the argument of an option", () => {
  for (const name of ["messageId", "message-id", "--message-id", "message_id"]) {
    it(name, () => assertEquals(argumentName(name), "message_id"));
  }
});
