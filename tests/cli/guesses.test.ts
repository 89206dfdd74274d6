import { guessCommands, guessOptions } from "../../cli/guesses.ts";
import { allCommands } from "../../cli/commands/mod.ts";
import { COMMAND_NAMES } from "../../cli/commands/names.ts";
import { runProgram } from "../../cli/main.ts";
import { parseLine } from "../../cli/line.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

async function say(line: string) {
  const [stdout, stderr] = [fakeSink(), fakeSink()];
  const status = await runProgram(line.split(" "), fakeWorld({ stdout, stderr }));
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

describe("guessed names of commands lead to the right one", () => {
  const lines: readonly (readonly [line: string, ...names: string[]])[] = [
    ["message send", "+messages-send"],
    ["message send --chat-id oc_1 --text hi", "+messages-send"],
    ["send message", "+messages-send"],
    ["send-message", "+messages-send"],
    ["sendMessage", "+messages-send"],
    ["send_message", "+messages-send"],
    ["msg send", "+messages-send"],
    ["messages post", "+messages-send"],
    ["send-file", "+messages-send"],
    ["list-chats", "+chat-list"],
    ["list chats", "+chat-list"],
    ["chat list", "+chat-list"],
    ["groups list", "+chat-list"],
    ["list-messages", "+chat-messages-list"],
    ["chat messages", "+chat-messages-list"],
    ["history", "+chat-messages-list"],
    ["get-message", "+messages-mget"],
    ["search-messages", "+messages-search"],
    ["search chats", "+chat-search"],
    ["list-members", "+chat-members-list"],
    ["forward", "+messages-forward"],
    ["forward message", "+messages-forward"],
    ["forward-message", "+messages-forward"],
    ["share", "+messages-forward"],
    ["threads share", "+messages-forward"],
    ["react", "reactions create"],
    ["add-reaction", "reactions create"],
    ["reactions add", "reactions create"],
    ["list-reactions", "reactions list"],
    ["pin", "pins create"],
    ["unpin-message", "pins delete"],
    ["upload", "+messages-send", "images create", "files create"],
    ["upload-file", "+messages-send", "images create", "files create"],
    ["download-file", "+messages-resources-download"],
    ["delete-message", "messages delete"],
    ["recall-message", "messages delete"],
    ["create-group", "+chat-create"],
    ["rename-chat", "+chat-update"],
    ["add-member", "chat.members create"],
    ["export-chat", "+chat-export"],
    ["backup", "+chat-export"],
    ["recent", "+messages-recent"],
    ["inbox", "+messages-recent"],
    ["unread", "+messages-recent"],
    ["unread-mentions", "+messages-recent"],
    ["mentions", "+messages-recent"],
    ["bookmark-message", "+flag-create"],
    ["list-threads", "+threads-messages-list"],
    ["help send-message", "+messages-send"],
  ];
  for (const [line, ...names] of lines) {
    it(`im ${line}: exit 2, ${names.join(", ")}`, async () => {
      const { status, stdout, stderr } = await say(line);
      assertEquals([status, stdout], [2, ""]);
      const { hint, params } = JSON.parse(stderr).error;
      for (const name of names) assertStringIncludes(hint, `: im ${name}`);
      assertEquals(params[0].suggestions.slice(0, names.length), names);
    });
  }

  it("name commands that exist, all of them", async () => {
    const known = (await allCommands()).map(({ name }) => name);
    const verbs = [
      "send",
      "reply",
      "forward",
      "edit",
      "delete",
      "list",
      "get",
      "search",
      "create",
      "download",
    ];
    const nouns = ["message", "chat", "member", "thread", "reaction", "file", "pins", "flags", "mentions"];
    const named = [
      ...verbs,
      ...nouns,
      "upload",
      "export",
      "react",
      "pin",
      "unpin",
      "flag",
      "unflag",
      "recent",
    ]
      .flatMap((word) => [[word], ...nouns.map((noun) => [word, noun])])
      .flatMap(guessCommands);
    assert(named.length > 60);
    assertEquals(named.filter((name) => !known.includes(name)), []);
  });

  for (
    const line of [
      "forward",
      "forward-message",
      "messages forwrd",
      "share message",
      "+messages-forwrd",
      "+message-forward",
    ]
  ) {
    it(`im ${line}: a reply is never suggested for a forward`, async () => {
      const { status, stderr } = await say(line);
      assertEquals(status, 2);
      assert(!stderr.includes("reply"), stderr);
      assertStringIncludes(stderr, "forward");
    });
  }

  for (
    const words of [["frobnicate"], ["send", "frobnicate"], ["send", "delete", "message"], ["消息"], [""], [
      "",
      "send",
    ], ["chats", "-"]]
  ) {
    it(`but not from ${JSON.stringify(words)}`, () => assertEquals(guessCommands(words), []));
  }
});

describe("shortcuts without their plus", () => {
  for (const { name } of COMMAND_NAMES.filter((one) => one.name.startsWith("+"))) {
    it(`im ${name.slice(1)} is im ${name}`, async () => {
      const line = await parseLine([name.slice(1), "--dry-run"]);
      assertEquals([line.command?.name, line.unknownCommand], [name, undefined]);
    });
  }

  it("run, writes too", async () => {
    const { status, stdout } = await say("messages-send --chat-id oc_1 --text hi --dry-run");
    assertEquals([status, JSON.parse(stdout).data.api[0].url], [0, "/open-apis/im/v1/messages"]);
  });

  for (const line of ["messages-send --help", "help messages-send"]) {
    it(`have help: im ${line}`, async () => {
      const { status, stdout } = await say(line);
      assertEquals([status, stdout.includes("im +messages-send")], [0, true]);
    });
  }

  it("also under a further name", async () =>
    assertEquals((await parseLine(["messages-update"])).command?.name, "+messages-edit"));

  it("not where the name is not exact", async () => {
    const { status, stderr } = await say("message-send --chat-id oc_1 --text hi --dry-run");
    assertEquals(status, 2);
    assertStringIncludes(stderr, "+messages-send");
  });
});

describe("options in another spelling", () => {
  const same: readonly (readonly [line: string, options: Readonly<Record<string, readonly string[]>>])[] = [
    ["+chat-messages-list --chat_id oc_1", { chatId: ["oc_1"] }],
    ["+chat-messages-list --chatId oc_1", { chatId: ["oc_1"] }],
    ["+chat-messages-list --chatId=oc_1 --pageSize 5", { chatId: ["oc_1"], pageSize: ["5"] }],
    ["--chatId oc_1 +chat-messages-list", { chatId: ["oc_1"] }],
    ["+messages-search --include_attachment_type file --isAtMe", {
      includeAttachmentType: ["file"],
      isAtMe: ["true"],
    }],
    ["+messages-mget --message_ids om_1 --noThreads --dryRun", {
      messageIds: ["om_1"],
      noThreads: ["true"],
      dryRun: ["true"],
    }],
    ["+messages-send --text --chatId --chatId oc_1", { text: ["--chatId"], chatId: ["oc_1"] }],
    ["chats get --chatId oc_1", { chatId: ["oc_1"] }],
    ["+messages-search --since 24h --until now --chat-ids oc_1 --max-results 5 --keyword x", {
      ...{ start: ["24h"], end: ["now"], chatId: ["oc_1"], pageSize: ["5"], query: ["x"] },
    }],
    ["+chat-messages-list --since today --limit 5", { start: ["today"], pageSize: ["5"] }],
  ];
  for (const [line, options] of same) {
    it(`im ${line}`, async () => {
      const parsed = await parseLine(line.split(" "));
      assertEquals([parsed.problem, parsed.unknownCommand, parsed.options], [undefined, undefined, options]);
    });
  }

  const led: readonly (readonly [line: string, hint: string])[] = [
    ["+messages-send --to oc_1 --text hi", "did you mean --chat-id or --user-id? "],
    ["+messages-send --chat-id oc_1 --message hi", "did you mean --text? "],
    ["+messages-forward --to oc_1", "did you mean --chat-id or --user-id? "],
    ["+messages-reply --id om_1 --body hi", "did you mean --message-id and --text? "],
    ["+chat-messages-list --after 24h", "did you mean --start? "],
    ["+chat-messages-list --chat-ids oc_1", "did you mean --chat-id? "],
    ["+messages-recent --last 24h", "did you mean --since? "],
    ["+threads-messages-list --message-id om_1", "did you mean --thread? "],
    ["+messages-search installer", "no word belongs here; did you mean --query?"],
    ["+messages-search --query release notes", "no word belongs here; a value with spaces needs quotes;"],
    ["+chat-members-list Release", "no word belongs here; did you mean --chat-id?"],
    ["+messages-send Leo hello", "no word belongs here; did you mean --chat-id or --user-id?"],
    [
      "+messages-send --user-id Leo --text hello there",
      "no word belongs here; a value with spaces needs quotes;",
    ],
    ["+messages-search --text x", "did you mean --query? "],
    ["+messages-search --from ou_1", "did you mean --sender? "],
    ["+chat-list --cursor x", "did you mean --page-token? "],
    ["+messages-mget --message-ids om_1 --no-replies", "did you mean --no-threads? "],
    ["+chat-list --output json", "did you mean --format? "],
    ["+flag-list --concise", "did you mean --format concise? "],
    ["+chat-list --csv", "did you mean --format csv? "],
    ["+messages-reply --message-id om_1 --text x --in-thread", "did you mean --reply-in-thread? "],
    ["+chat-messages-list --chat-id oc_1 --date yesterday", "did you mean --start? "],
    ["+chat-create --name x --members Ana", "did you mean --users? "],
    ["messages list --chat-id oc_1", "im +chat-messages-list takes --chat-id"],
    ["messages list --chat-id oc_1 --start 24h", "im +chat-messages-list takes --chat-id and --start"],
    ["messages create --chat-id oc_1 --text hi", "im +messages-send takes --chat-id and --text"],
  ];
  for (const [line, hint] of led) {
    it(`im ${line}: exit 2, ${hint}`, async () => {
      const { status, stderr } = await say(line);
      assertEquals(status, 2);
      assertStringIncludes(JSON.parse(stderr).error.hint, hint);
    });
  }

  it("are guessed only where the command has the option", () => {
    assertEquals(guessOptions("--to", ["chatId", "text"]), ["chatId"]);
    assertEquals(guessOptions("--to", ["query"]), []);
    assertEquals(guessOptions("--constructor", ["query"]), []);
  });
});
