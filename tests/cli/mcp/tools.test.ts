import { loadCommands } from "../../../cli/commands/mod.ts";
import type { Program } from "../../../cli/command.ts";
import { instructionsFor } from "../../../cli/mcp/instructions.ts";
import { toolDefinition } from "../../../cli/mcp/definition.ts";
import { COMMON, RARE } from "../../../cli/mcp/short-schema.ts";
import { toolName } from "../../../cli/mcp/tool.ts";
import { chooseTools } from "../../../cli/mcp/tools.ts";
import { Failure } from "../../../core/failure.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const program: Program = {
  commands: loadCommands,
  describe: () => Promise.reject(new Error("nothing is described here")),
  run: () => Promise.reject(new Error("nothing is run here")),
};
const toolsOf = async (allowWrite: boolean, ...only: readonly string[]) =>
  (await chooseTools(program, { allowWrite, only })).served;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe("the tools of im mcp", () => {
  it("are at most 40", async () => {
    assert((await toolsOf(true)).length <= 40);
  });

  for (const [what, allowWrite, limit] of [["those that read", false, 14], ["all", true, 24]] as const) {
    it(`${what} take at most ${limit} KB as JSON`, async () => {
      const size = bytesOf({ tools: (await toolsOf(allowWrite)).map(toolDefinition) });
      assert(size <= limit * 1000, `${size} bytes`);
    });
  }

  it("are the shortcuts by their names, and a few more", async () => {
    const names = (await toolsOf(true)).map(({ name }) => name);
    const shortcuts = (await loadCommands()).filter(({ name }) => name.startsWith("+"));
    for (const { name } of shortcuts) assert(names.includes(toolName(name)), name);
    assertEquals(names.filter((name) => !/^[a-z]+(_[a-z]+)*$/.test(name)), []);
    assertEquals(new Set(names).size, names.length);
    for (const name of ["chat_messages_list", "messages_send", "whoami", "api_schema", "api_call"]) {
      assert(names.includes(name), name);
    }
  });

  it("write only where that is allowed", async () => {
    const reading = await toolsOf(false);
    assertEquals(reading.filter(({ risk }) => risk !== "read"), []);
    const writing = (await toolsOf(true)).filter(({ risk }) => risk !== "read").map(({ name }) => name);
    assertEquals(reading.filter(({ name }) => writing.includes(name)).map(({ name }) => name), ["api_call"]);
  });

  it("are narrowed to families and names", async () => {
    const families = new Set((await toolsOf(true, "messages", "chats")).map(({ family }) => family));
    assertEquals([...families].sort(), ["chats", "messages"]);
    assertEquals((await toolsOf(true, "api", "whoami")).map(({ name }) => name).sort(), [
      ...["api_call", "api_schema", "whoami"],
    ]);
  });

  it("that are chosen and not there are refused, with what was meant", async () => {
    const error = await assertRejects(() => toolsOf(false, "mesages"));
    assert(error instanceof Failure);
    assertEquals([error.detail.type, error.detail.hint], ["validation", "did you mean messages?"]);
  });

  it("have hints by the risk of their commands", async () => {
    const hints = new Map(
      (await toolsOf(true)).map((tool) => [tool.name, toolDefinition(tool).annotations]),
    );
    const reads = { readOnlyHint: true, destructiveHint: false, idempotentHint: true };
    const writes = { readOnlyHint: false, destructiveHint: false, idempotentHint: false };
    assertEquals(hints.get("chat_messages_list"), reads);
    assertEquals(hints.get("messages_send"), writes);
    assertEquals(hints.get("api_schema"), { ...reads, openWorldHint: false });
    assertEquals(hints.get("api_call"), { ...writes, destructiveHint: true });
    // To clients, a write that is not destructive only adds.
    for (const name of ["messages_edit", "chat_update", "flag_cancel", "feed_shortcut_remove"]) {
      assertEquals(hints.get(name)?.destructiveHint, true, name);
    }
    assertEquals(hints.get("flag_create")?.idempotentHint, true);
  });

  it("say what each argument is, unless the instructions do", async () => {
    const tools = await toolsOf(true);
    const instructions = instructionsFor(tools);
    for (const { name, inputSchema } of tools) {
      const properties = inputSchema["properties"] as Record<string, { description?: string }>;
      for (const [argument, { description }] of Object.entries(properties)) {
        const isTold = COMMON.includes(argument) || RARE.includes(argument);
        assertEquals([argument, description === undefined], [argument, isTold], name);
        assert(!/--|standard input/.test(description ?? ""), `${name}: ${argument}: ${description}`);
        if (RARE.includes(argument)) assertMatch(instructions, new RegExp(`^${argument}: .+\\.$`, "m"));
      }
    }
    for (const argument of COMMON) {
      const stem = argument.replace(/_time$/, "").replace(/_ids$/, "_id");
      assert(instructions.includes(stem), argument);
    }
  });

  it("mean the same by an argument that is described once", async () => {
    const meanings = new Map<string, Set<string>>();
    for (const { remarks = {} } of await toolsOf(true)) {
      for (const [name, text] of Object.entries(remarks)) {
        meanings.set(name, (meanings.get(name) ?? new Set()).add(text));
      }
    }
    assertEquals([...meanings].filter(([, texts]) => texts.size > 1), []);
  });

  it("are introduced in less than 3 KB", async () => {
    assert(bytesOf(instructionsFor(await toolsOf(true))) < 3000);
  });
});
