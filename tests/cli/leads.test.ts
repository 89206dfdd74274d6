import { allCommands } from "../../cli/commands/mod.ts";
import { runProgram } from "../../cli/main.ts";
import { shortcutFor } from "../../cli/raw/shortcuts.ts";
import { METHODS } from "../../core/api/catalogue/mod.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NAMES = (await allCommands()).map(({ name }) => name);

async function say(line: string) {
  const [stdout, stderr] = [fakeSink(), fakeSink()];
  const status = await runProgram(line.split(" "), fakeWorld({ stdout, stderr }));
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

describe("a word that names no command leads on", () => {
  const leads: readonly (readonly [line: string, ...names: string[]])[] = [
    ["send", "+messages-send"],
    ["send --chat-id oc_1 --text hi", "+messages-send"],
    ["send --help", "+messages-send"],
    ["SEND", "+messages-send"],
    ["search", "+messages-search", "+chat-search"],
    ["download", "+messages-resources-download"],
    ["reply", "+messages-reply"],
    ["messages send", "+messages-send"],
    ["messages search", "+messages-search"],
    ["chats members", "+chat-members-list"],
    ["help send", "+messages-send"],
    ["upload", "+messages-send", "images create"],
    ["recall", "messages delete"],
  ];
  for (const [line, ...names] of leads) {
    it(`im ${line}: exit 2 with ${names.join(" and ")}`, async () => {
      const { status, stdout, stderr } = await say(line);
      assertEquals([status, stdout], [2, ""]);
      const { hint, params } = JSON.parse(stderr).error;
      for (const name of names) assertStringIncludes(hint, `: im ${name}`);
      assertEquals(params[0].suggestions.slice(0, names.length), names);
    });
  }

  const options: readonly (readonly [line: string, hint: string])[] = [
    ["version", "im --version"],
    ["Version --help", "im --version"],
    ["commands", "im help --all"],
    ["help version", "im --version"],
    ["env", "im help environment"],
  ];
  for (const [line, hint] of options) {
    it(`im ${line}: exit 2 with ${hint}`, async () => {
      const { status, stdout, stderr } = await say(line);
      assertEquals([status, stdout], [2, ""]);
      assertStringIncludes(JSON.parse(stderr).error.hint, hint);
    });
  }

  for (const word of ["frobnicate", "constructor", "消息", "xyzzy"]) {
    it(`but not from "${word}"`, async () => {
      const { error } = JSON.parse((await say(word)).stderr);
      assertEquals([error.hint, error.params[0].suggestions], ["see im --help", undefined]);
    });
  }
});

describe("an id without an option", () => {
  const ids: readonly (readonly [line: string, hint: string])[] = [
    ["oc_1", '"oc_1" is a chat: im +chat-messages-list --chat-id oc_1'],
    ["om_1", '"om_1" is a message: im +messages-mget --message-ids om_1'],
    ["omt_1", '"omt_1" is a thread: im +threads-messages-list --thread omt_1'],
    ["ou_1 --as user", '"ou_1" is a person: im +chat-messages-list --user-id ou_1'],
    ["+chat-messages-list oc_1", '"oc_1" is a chat; an id needs its option: --chat-id oc_1'],
    ["+messages-mget om_1", '"om_1" is a message; an id needs its option: --message-ids om_1'],
    ["+threads-messages-list omt_1", "--thread omt_1"],
    ["+messages-reply om_1 --text hi", "--message-id om_1"],
    ["+chat-create --name x ou_1", "--users ou_1"],
    ["chats get oc_1", "--chat-id oc_1"],
    ["chats oc_1", "im +chat-messages-list --chat-id oc_1"],
    ["+messages-resources-download --message-id om_1 file_1", "--file-key file_1"],
    ["+flag-list oc_1", "see im +flag-list --help"],
    ["+chat-messages-list oc_1;x", "see im +chat-messages-list --help"],
  ];
  for (const [line, hint] of ids) {
    it(`im ${line}: exit 2, ${hint}`, async () => {
      const { status, stderr } = await say(line);
      assertEquals(status, 2);
      assertStringIncludes(JSON.parse(stderr).error.hint, hint);
    });
  }
});

describe("an option that is the first part of another", () => {
  const lines: readonly (readonly [line: string, hint: string])[] = [
    ["+chat-messages-list --chat oc_1", "did you mean --chat-id? see im +chat-messages-list --help"],
    ["chats get --chat oc_1", "did you mean --chat-id? see im chats get --help"],
    ["+chat-messages-list --page 2", "see im +chat-messages-list --help"],
  ];
  for (const [line, hint] of lines) {
    it(`im ${line}: exit 2, ${hint}`, async () => {
      const { status, stderr } = await say(line);
      assertEquals([status, JSON.parse(stderr).error.hint], [2, hint]);
    });
  }
});

describe("an option of help that is written as a topic", () => {
  for (const word of ["all", "map"]) {
    it(`im help ${word}: exit 2, leads to --${word}`, async () => {
      const { status, stderr } = await say(`help ${word}`);
      assertEquals([status, JSON.parse(stderr).error.hint], [2, `did you mean help --${word}?`]);
    });
  }
});

describe("methods with a shortcut", () => {
  it("name one that exists", () => {
    const named = METHODS.flatMap(({ id }) => shortcutFor(id) ?? []);
    assert(named.length > 10);
    assertEquals(named.filter((name) => !NAMES.includes(name)), []);
  });

  for (const line of ["chats list --help", "chats list -h", "help chats list", "help chats.list"]) {
    it(`lead to it: im ${line}`, async () => {
      const { status, stdout } = await say(line);
      assertEquals([status, stdout.includes("The shortcut for this is im +chat-list.")], [0, true]);
    });
  }

  it("is no name for what other commands have beside them", async () => {
    const pages = await Promise.all(
      ["mcp -h", "skill show -h", "+messages-recent -h"].map((line) => say(line)),
    );
    assertEquals(pages.map(({ stdout }) => stdout.includes("shortcut for this")), [false, false, false]);
    assertStringIncludes(pages[2]?.stdout ?? "", "See also im +chat-messages-list and im +messages-search.");
    assertEquals((await say("skill")).stdout.includes("SHORTCUTS"), false);
  });

  it("lead to it from the help of their resource", async () => {
    assertStringIncludes((await say("chats --help")).stdout, "im +chat-list    for list");
  });
});

describe("commands with neighbours", () => {
  const leads = [
    ["+messages-recent", "See also im +chat-messages-list and im +messages-search."],
    ["mcp", "See also im skill install."],
    ["skill show", "See also im skill install."],
  ] as const;
  for (const [name, lead] of leads) {
    it(`do not call them shortcuts: im ${name} --help`, async () => {
      const { status, stdout } = await say(`${name} --help`);
      assertEquals([status, stdout.includes(lead), stdout.includes("The shortcut for this")], [
        0,
        true,
        false,
      ]);
    });
  }

  it("do not call them shortcuts in the help of their group", async () => {
    const { status, stdout } = await say("skill --help");
    assertEquals([status, stdout.includes("SHORTCUTS")], [0, false]);
  });
});

describe("im api", () => {
  for (const word of ["FETCH", "gett", "oc_1"]) {
    it(`${word} lists the methods and suggests none`, async () => {
      const { status, stderr } = await say(`api ${word} im/v1/chats`);
      const { message, hint } = JSON.parse(stderr).error;
      assertEquals([status, message], [2, `unknown HTTP method "${word}"`]);
      assertEquals(hint, "use GET, POST, PUT, PATCH or DELETE: im api GET <path>");
    });
  }
});
