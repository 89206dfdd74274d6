import { loadCommands } from "../../../cli/commands/mod.ts";
import { methodCommandName } from "../../../cli/raw/resources.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { errorOf, partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await loadCommands();

const nothing = { env: { IM_BASE_URL: "", IM_USER_ACCESS_TOKEN: "" } };
type Json = Readonly<Record<string, unknown>>;

/** What `im schema` prints for a name: one tool object. */
async function toolOf(words: readonly string[]): Promise<Json> {
  return await inScene({}, async ({ run, platform }) => {
    const document = successDocument(await run(["schema", ...words], nothing));
    assertEquals(platform.log, []);
    return partOf(document, "data");
  });
}

/** The list that it prints. */
async function itemsOf(words: readonly string[]): Promise<readonly Json[]> {
  return (await toolOf(words))["items"] as readonly Json[];
}

const namesOf = (items: readonly Json[]) => items.map(({ name }) => name);
const fieldsOf = (schema: unknown) => (schema as { properties?: Json } | undefined)?.properties ?? {};
const metaOf = (tool: Json) => partOf(tool, "_meta");

describe("im schema: a method", () => {
  for (const method of METHODS) {
    const name = `im ${methodCommandName(method.id)}`;
    it(`describes ${method.id} as a tool`, async () => {
      const tool = await toolOf([`im.${method.id}`]);
      assertEquals([tool["name"], tool["description"]], [name, method.summary]);
      const meta = metaOf(tool);
      assertEquals([meta["http_method"], meta["path"], meta["risk"]], [
        method.http,
        method.path,
        method.risk,
      ]);
      assertEquals([meta["scopes"], meta["access_tokens"]], [[...method.scopes], [...method.identities]]);
      assertEquals([meta["envelope_version"], meta["danger"]], ["1.0", method.risk === "high-risk-write"]);
      const inputs = fieldsOf(tool["inputSchema"]);
      const body = Object.keys(method.body?.properties ?? {}).filter((field) => field !== method.file);
      assertEquals(Object.keys(fieldsOf(inputs["data"])), body.sort());
      assertEquals(Object.keys(fieldsOf(inputs["file"])), method.file === undefined ? [] : [method.file]);
      assertEquals("yes" in inputs, method.risk === "high-risk-write");
      const [example] = meta["examples"] as { command: string }[];
      assertStringIncludes(example?.command ?? "", name);
    });

    it(`shows the flags that ${method.id} really has`, () =>
      inScene({}, async ({ run }) => {
        const { stdout } = await run(["schema", method.id], nothing);
        const help = await run([...methodCommandName(method.id).split(" "), "--help"], nothing);
        for (const [, flag = ""] of stdout.matchAll(/"flag": "(--[a-z-]+)"/g)) {
          assertStringIncludes(help.stdout, ` ${flag}`);
        }
      }));
  }
});

describe("im schema: what a method takes", () => {
  const spellings = [
    ["im.chat.members.create"],
    ["chat.members.create"],
    ["im", "chat.members", "create"],
    ["chat.members", "create"],
    ["chat", "members", "create"],
  ];
  for (const words of spellings) {
    it(`understands ${words.join(" ")}`, async () =>
      assertEquals((await toolOf(words))["name"], "im chat.members create"));
  }

  it("puts parameters, body and answer where they belong", async () => {
    const { inputSchema, outputSchema } = await toolOf(["messages", "reply"]);
    const { params, data } = fieldsOf(inputSchema);
    assertEquals(fieldsOf(params)["message_id"], {
      ...fieldsOf(params)["message_id"] as Json,
      flag: "--message-id",
    });
    assertEquals((inputSchema as Json)["required"], ["params", "data"]);
    assertEquals((data as Json)["carrier"], "--data");
    const { ok, data: answer, error } = fieldsOf(outputSchema);
    assert(ok !== undefined && error !== undefined && "message_id" in fieldsOf(answer));
  });

  it("does not call required what is filled in", async () => {
    const { data } = fieldsOf((await toolOf(["messages.update"]))["inputSchema"]);
    assertEquals((data as Json)["required"], ["content"]);
    const { stdout } = await inScene({}, ({ run }) => run(["messages", "update", "--help"], nothing));
    const [about = ""] = /--msg-type <text> [\s\S]*?(?=\n {2}--)/.exec(stdout) ?? [];
    assertStringIncludes(about.replace(/\s+/g, " "), "taken from the content when left out");
    assert(!about.includes("required"), about);
  });
});

describe("im schema: other commands", () => {
  for (const { name, options } of COMMANDS) {
    it(`describes im ${name} as a tool`, async () => {
      const tool = await toolOf(name.split(" "));
      assertEquals(tool["name"], `im ${name}`);
      assertEquals(Object.keys(fieldsOf(tool["inputSchema"])).length, Object.keys(options).length);
      assert("data" in fieldsOf(tool["outputSchema"]));
    });
  }

  it("names the option of each input, with the other names that are understood", async () => {
    const inputs = fieldsOf((await toolOf(["+messages-search"]))["inputSchema"]);
    const { flag, aliases } = inputs["query"] as Json;
    assertEquals([flag, aliases], ["--query", ["--keyword"]]);
  });

  it("shows the confirmation that a command needs", async () =>
    assertEquals(Object.keys(fieldsOf((await toolOf(["config", "remove"]))["inputSchema"])), ["yes"]));

  const spellings = [["im", "+chat-list"], ["im.+chat-list"], ["chat-list"]];
  for (const words of spellings) {
    it(`understands ${words.join(" ")}`, async () =>
      assertEquals((await toolOf(words))["name"], "im +chat-list"));
  }
});

describe("im schema: lists", () => {
  const all = [
    ...COMMANDS.map(({ name }) => `im ${name}`),
    ...METHODS.map(({ id }) => `im ${methodCommandName(id)}`),
  ];

  it("lists everything by name, without login and network", async () =>
    assertEquals(namesOf(await itemsOf([])), all.toSorted()));

  it("lists a family of shortcuts with the methods of that resource", async () => {
    const names = namesOf(await itemsOf(["messages"]));
    for (const name of ["im +messages-send", "im +chat-messages-list", "im messages delete"]) {
      assert(names.includes(name), name);
    }
    assert(!names.includes("im chats get"));
    assertEquals(names, names.toSorted());
  });

  it("lists the methods of a resource, and the commands of a group", async () => {
    assertEquals(namesOf(await itemsOf(["pins"])), ["im pins create", "im pins delete", "im pins list"]);
    assertEquals(namesOf(await itemsOf(["im", "chat.managers"])), [
      "im chat.managers add_managers",
      "im chat.managers delete_managers",
    ]);
    assert(namesOf(await itemsOf(["config"])).every((name) => String(name).startsWith("im config ")));
  });

  it("lists what mentions all words, options included", async () => {
    const names = namesOf(await itemsOf(["Thread", "root message"]));
    assert(names.includes("im +threads-messages-list") && names.length < 20, String(names));
  });
});

describe("im schema: how lists are printed", () => {
  it("has short rows, and whole tool objects with --all", async () => {
    const [short] = await itemsOf(["pins"]);
    assertEquals(short, {
      ...{ name: "im pins create", description: METHODS.find(({ id }) => id === "pins.create")?.summary },
      ...{ http_method: "POST", path: "/open-apis/im/v1/pins", identities: ["user", "bot"], risk: "write" },
    });
    assertEquals((await itemsOf(["pins", "--all"]))[1], await toolOf(["pins", "delete"]));
  });

  for (const name of ["pins.list", "+chat-list"]) {
    it(`shows ${name} as one record in formats of rows`, () =>
      inScene({}, async ({ run }) => {
        const { stdout } = await run(["schema", name, "--format", "ndjson"], nothing);
        assertEquals(stdout.trimEnd().split("\n").length, 1);
      }));
  }

  it("is lines for people on a terminal, JSON in a pipe", () =>
    inScene({}, async ({ run }) => {
      const list = await run(["schema", "pins"], { ...nothing, isTerminal: true });
      assertEquals(list.stdout.split("\n")[0], "  im pins create  Pin a message in its chat");
      const one = await run(["schema", "pins", "delete"], { ...nothing, isTerminal: true });
      assertStringIncludes(one.stdout, "message_id (--message-id)");
      assert(JSON.parse((await run(["schema", "pins"], nothing)).stdout).ok);
    }));

  it("suggests what was meant", () =>
    inScene({}, async ({ run }) => {
      const error = errorOf(await run(["schema", "im.message.create"], nothing), 2);
      assertStringIncludes(String(error["hint"]), "did you mean messages.create?");
    }));
});

describe("im schema in strict mode", () => {
  const strict = { env: { IM_STRICT_MODE: "bot" } };
  const warnings = (stdout: string) => JSON.parse(stdout).meta.warnings as readonly unknown[];

  it("lists what can run, and says how many are left out", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run(["schema", "flags", "--format", "json"], strict);
      assertEquals(JSON.parse(stdout).data.items, []);
      assertEquals(warnings(stdout), [
        { key: "strict_mode", detail: '3 left out: strict mode allows only "bot"' },
      ]);
    }));

  it("describes what is named, and says that it cannot run", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run(["schema", "+flag-list"], strict);
      assertEquals(JSON.parse(stdout).data.name, "im +flag-list");
      assertEquals(warnings(stdout), [{ key: "strict_mode", detail: 'strict mode allows only "bot"' }]);
    }));

  it("shows everything where the configuration cannot be read", () =>
    inScene({}, async ({ run, env }) => {
      await Deno.writeTextFile(`${env["IM_CONFIG_DIR"]}/config.json`, "{broken");
      const { status, stdout } = await run(["schema", "flags"], { env: { IM_USER_ACCESS_TOKEN: "" } });
      assertEquals([status, JSON.parse(stdout).data.items.length], [0, 3]);
    }));
});

describe("content of messages", () => {
  it("may be an object, too, as the help says", () =>
    inScene({}, async ({ run }) => {
      for (const id of ["messages.create", "messages.reply", "messages.update", "messages.patch"]) {
        const { stdout } = await run([...methodCommandName(id).split(" "), "--help"], nothing);
        assertStringIncludes(stdout.replace(/\s+/g, " "), "In --data it may be an object");
      }
    }));
});

describe("help of raw methods", () => {
  for (const method of METHODS) {
    it(`shows method, path and examples of ${method.id}`, () =>
      inScene({}, async ({ run }) => {
        const { status, stdout, stderr } = await run(
          [...methodCommandName(method.id).split(" "), "--help"],
          nothing,
        );
        assertEquals([status, stderr], [0, ""]);
        assertStringIncludes(stdout, `${method.http} ${method.path}`);
        assertStringIncludes(stdout, "EXAMPLES");
        assert(stdout.includes("-y, --yes") === (method.risk === "high-risk-write"));
      }));
  }

  it("a bare resource prints its methods", () =>
    inScene({}, async ({ run }) => {
      const bare = [["pins"], ["pins", "--help"], ["help", "pins"], ["--quiet", "pins"], ["im", "pins"]];
      for (const words of bare) {
        const { status, stdout } = await run(words, nothing);
        assertEquals(status, 0, words.join(" "));
        for (const word of ["create", "delete", "list"]) assertStringIncludes(stdout, `  ${word} `);
      }
    }));

  it("the program's help names every resource", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run(["--help"], nothing);
      for (const { id } of METHODS) assertStringIncludes(stdout, `  ${id.replace(/\.[^.]+$/, "")} `);
    }));

  const typos: readonly (readonly [words: readonly string[], hint: string])[] = [
    [["chatz", "get"], "did you mean chats?"],
    [["chat.member", "create"], "im chat.members create"],
    [["chats", "gte"], "did you mean chats get?"],
    [["chats.get"], "did you mean chats get?"],
    [["messages", "froward"], "did you mean messages forward?"],
    [["chats", "get", "--chatid", "oc_1"], "did you mean --chat-id?"],
    [["pins", "--chat-id", "oc_1"], "see im pins --help"],
  ];
  for (const [words, hint] of typos) {
    it(`im ${words.join(" ")}: exit 2, ${hint}`, () =>
      inScene({}, async ({ run }) => {
        assertStringIncludes(String(errorOf(await run(words, nothing), 2)["hint"]), hint);
      }));
  }
});
