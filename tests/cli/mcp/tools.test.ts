import { loadCommands } from "../../../cli/commands/mod.ts";
import type { Program } from "../../../cli/command.ts";
import { instructionsFor } from "../../../cli/mcp/instructions.ts";
import { toolDefinition } from "../../../cli/mcp/definition.ts";
import { COMMON, RARE } from "../../../cli/mcp/short-schema.ts";
import { toolName } from "../../../cli/mcp/tool.ts";
import { chooseTools } from "../../../cli/mcp/tools.ts";
import { spellDetail } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const program: Program = {
  commands: loadCommands,
  describe: () => Promise.reject(new Error("nothing is described here")),
  run: () => Promise.reject(new Error("nothing is run here")),
};
const ALL = { allowWrite: true, only: undefined, strict: undefined };
const toolsOf = async (allowWrite: boolean, ...only: readonly string[]) =>
  (await chooseTools(program, { allowWrite, only: only.length === 0 ? undefined : only, strict: undefined }))
    .served;
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
    const error = await assertRejects(() => toolsOf(false, "mesages"), Failure);
    assertEquals([error.detail.type, error.detail.hint], ["validation", "did you mean messages?"]);
  });

  for (const chosen of [" Messages ", "+messages-send", "messages-send", "MESSAGES_SEND", "flags,flags"]) {
    it(`are chosen as people write them: ${chosen}`, async () => {
      assert((await toolsOf(true, ...chosen.split(",").map((one) => one.trim()))).length > 0);
    });
  }

  it("are refused where the choice is empty, with what there is to choose", async () => {
    const error = await assertRejects(() => chooseTools(program, { ...ALL, only: [] }), Failure);
    assertEquals(spellDetail(error.detail), {
      ...{ type: "validation", subtype: "invalid_argument", message: "--tools is empty", param: "--tools" },
      hint: "families: messages, chats, flags, feed, resolve, whoami, api",
    });
  });

  for (
    const [what, choice, reason] of [
      ["flag_create", { allowWrite: false }, "it was started without --allow-write"],
      ["flags", { strict: "bot" }, 'strict mode allows only "bot"'],
      ["messages_edit", { strict: "user" }, 'strict mode allows only "user"'],
    ] as const
  ) {
    it(`are refused where none of them can be called: ${what}, ${reason}`, async () => {
      const error = await assertRejects(
        () => chooseTools(program, { ...ALL, ...choice, only: [what] }),
        Failure,
      );
      assertStringIncludes(error.message, reason);
    });
  }

  it("that cannot act as the only identity of strict mode are left out, and the others do not choose one", async () => {
    for (const [strict, missing] of [["bot", "messages_search"], ["user", "messages_edit"]] as const) {
      const { served, leftOut } = await chooseTools(program, { ...ALL, strict });
      assert(served.length > 10);
      assertEquals(served.filter(({ name }) => name === missing), []);
      assertEquals(leftOut(missing), `strict mode allows only "${strict}"`);
      assertEquals(served.filter(({ inputSchema }) => JSON.stringify(inputSchema).includes('"as":')), []);
    }
  });

  it("name the fields that their answers always have, and none that they do not", async () => {
    const fields = new Map<string, readonly string[]>();
    for (const tool of await toolsOf(true)) {
      const { properties } = toolDefinition(tool).outputSchema ?? {};
      const { data } = properties as { data: { properties?: Record<string, unknown> } };
      fields.set(tool.name, Object.keys(data.properties ?? {}));
    }
    assertEquals(fields.get("chat_messages_list"), ["messages", "total"]);
    assertEquals(fields.get("messages_send"), ["message_id", "chat_id", "create_time", "uuid"]);
    assertEquals(fields.get("api_call"), []);
    assertEquals([...fields].filter(([, names]) => names.length === 0).map(([name]) => name), [
      "api_schema",
      "api_call",
    ]);
  });

  it("have hints by the risk of their commands", async () => {
    const hints = new Map(
      (await toolsOf(true)).map((tool) => [tool.name, toolDefinition(tool).annotations]),
    );
    // For tools that read it means nothing whether they are idempotent.
    const reads = { readOnlyHint: true, destructiveHint: false };
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
