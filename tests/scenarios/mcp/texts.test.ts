import type { AnyFault } from "../../../fixtures/platform/mod.ts";
import { TOOL_CASES, toolWorld } from "../../support/mcp-world.ts";
import { type Session, type ToolAnswer, withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What a client is told: tools and arguments, and for its person what to type. */

const WRITING = { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS };

/** What only a person can do: type a line in a terminal, start the server in another way. */
const FOR_PERSONS = [
  /\bim (?:auth|config|profile|doctor|archive gaps)\b[^\n"]*/g,
  /the server's --[a-z-]+/g,
  /start the server with (?:--[a-z-]+|-C DIR)/g,
];

/** Where an answer, or what was logged beside it, speaks of a command line. */
function commandLinesIn({ envelope, text }: ToolAnswer, logged: readonly unknown[]): readonly string[] {
  const told = FOR_PERSONS.reduce(
    (all, pattern) => all.replaceAll(pattern, ""),
    [JSON.stringify(envelope), text, JSON.stringify(logged)].join("\n"),
  );
  // What im does is no line to type.
  return told.match(
    /.{0,60}(?:(?<![\w-])--[a-z][a-z-]+|\bim (?!fetches)[+a-z]|(?<!\w)\+[a-z]+-[a-z]).{0,60}/g,
  ) ?? [];
}

type Calls = readonly (readonly [name: string, args: Readonly<Record<string, unknown>>])[];

async function commandLines({ call, logged }: Session, calls: Calls): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, args] of calls) {
    const answer = await call(name, args);
    found.push(...commandLinesIn(answer, logged.splice(0)).map((line) => `${name}: ${line}`));
  }
  return found;
}

const EVERY_TOOL: Calls = Object.entries(TOOL_CASES).map(([name, { args }]) => [name, args]);

const CODES = [230001, 230002, 230027, 232009, 99991663, 99991672, 99991679, 1234567];
const FAULTS: readonly AnyFault[] = [
  { name: "cut-before-headers" },
  { name: "status-500-html" },
  { name: "status-504-html" },
  { name: "status-429" },
  { name: "html-200" },
  { name: "empty-200" },
  { name: "redirect", to: "/elsewhere" },
  { name: "null-data" },
  { name: "no-data" },
  { name: "more-without-token" },
  { name: "repeated-token", when: { path: "/chats" } },
  { name: "cut-json" },
  ...CODES.map((code) => ({ name: "error" as const, code })),
];

const WRONG_CALLS: Calls = [
  ["chat_messages_list", {}],
  ["chat_messages_list", { chat_id: "oc_0", user_id: "ou_0" }],
  ["chat_messages_list", { chat_id: "no such chat" }],
  ["chat_messages_list", { chat_id: "oc_0", start: "soon" }],
  ["chat_messages_list", { chat_id: "oc_0", page_token: "nonsense" }],
  ["chat_list", { page_size: 1000 }],
  ["chat_list", { page_size: 1, page_limit: 1 }],
  ["chat_list", { max_tokens: 50 }],
  ["chat_list", { fields: "nope" }],
  ["chat_list", { types: "nope" }],
  ["chat_list", { nope: 1 }],
  ["chat_list", { as: "nobody" }],
  ["messages_search", {}],
  ["messages_search", { query: "word", as: "bot" }],
  ["messages_recent", { since: "90d", page_size: 1 }],
  ["messages_send", { chat_id: "oc_0" }],
  ["messages_send", { chat_id: "oc_0", text: "a", markdown: "b" }],
  ["messages_send", { chat_id: "oc_0", text: "-" }],
  ["messages_send", { chat_id: "oc_0", file: "missing.bin" }],
  ["messages_send", { chat_id: "oc_0", file: "../outside" }],
  ["messages_reply", { message_id: "om_nothing", text: "hi" }],
  ["messages_edit", { message_id: "om_0", text: "not mine" }],
  ["messages_resources_download", { message_id: "om_0", file_key: "nope", type: "file" }],
  ["messages_resources_download", { message_id: "om_0", file_key: "file_0", type: "file", output: "-" }],
  ["chat_export", { output: "/tmp/a", chat_id: ["oc_0"] }],
  ["chat_export", { output: "a" }],
  ["flag_create", { message_id: "om_nothing" }],
  ["resolve", { names: [] }],
  ["resolve", { names: ["nobody of this name"] }],
  ["api_schema", { method: "mesages.delete" }],
  ["api_schema", { method: "zzzz" }],
  ["api_schema", {}],
  ["api_schema", { all: true, max_tokens: 2000 }],
  ["api_call", {}],
  ["api_call", { method: "chats.gett" }],
  ["api_call", { method: "chats.get" }],
  ["api_call", { method: "chats.get", params: { chat_id: "oc_0" }, data: { a: 1 } }],
  ["api_call", { method: "messages.delete", params: { message_id: "om_0" } }],
  ["api_call", { method: "messages.delete", params: { message_id: "om_0" }, dry_run: true }],
  ["api_call", { method: "files.create", data: { file_type: "stream" } }],
];

describe("what a client is told", () => {
  for (const fault of FAULTS) {
    const { name, code = "" } = fault as { name: string; code?: number };
    it(`is about tools and their arguments: ${name} ${code}`, () =>
      inScene({ ...toolWorld(), faults: [fault] }, (scene) =>
        withServer(scene, WRITING, async (session) => {
          assertEquals(await commandLines(session, EVERY_TOOL), []);
        })));
  }

  it("is about them where a call is wrong", () =>
    inScene(toolWorld(), (scene) =>
      withServer(scene, WRITING, async (session) => {
        assertEquals(await commandLines(session, WRONG_CALLS), []);
      })));

  for (
    const [what, env] of [
      ["nobody is logged in", { IM_USER_ACCESS_TOKEN: "" }],
      ["there is no directory", BOTH_TOKENS],
      ["only the bot may act", { ...BOTH_TOKENS, IM_STRICT_MODE: "bot" }],
    ] as const
  ) {
    it(`is about them where ${what}`, () =>
      inScene(toolWorld(), (scene) =>
        withServer(scene, { args: ["--allow-write"], env }, async (session) => {
          const served = new Set((await session.client.listTools()).tools.map(({ name }) => name));
          const calls = [...EVERY_TOOL, ...WRONG_CALLS].filter(([name]) => served.has(name));
          assertEquals(await commandLines(session, calls), []);
        })));
  }

  it("is what each tool and each method takes, in the names that a call has", () =>
    inScene({}, (scene) =>
      withServer(scene, WRITING, async (session) => {
        const { envelope } = await session.call("api_schema");
        const { items } = envelope["data"] as { items: readonly { name: string }[] };
        const calls = items.map(({ name }) => ["api_schema", { method: name }] as const);
        assertEquals(await commandLines(session, calls), []);
      })));

  it("names a tool that this server does not have as it is called", () =>
    inScene({ ...toolWorld(), faults: [{ name: "cut-before-headers" }] }, (scene) => {
      const args = ["--allow-write", "--tools", "flag_cancel"];
      return withServer(scene, { ...WRITING, args }, async ({ call }) => {
        const { text } = await call("flag_cancel", { message_id: "om_0" });
        assertStringIncludes(text, "before you run it again: flag_list");
      });
    }));
});
