import { defineCommand } from "../../../cli/command.ts";
import { loadCommands } from "../../../cli/commands/mod.ts";
import { listOf, splitList } from "../../../cli/options/list.ts";
import {
  alias,
  choice,
  integer,
  onByDefault,
  optional,
  required,
  text,
  toggle,
  withDefault,
} from "../../../cli/options/option.ts";
import { describeMethodTool, describeTool } from "../../../cli/schema/tool.ts";
import type { Method } from "../../../core/api/method.ts";
import { objectAt } from "../../../core/json/access.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await loadCommands();

const command = defineCommand({
  ...{ name: "+x", summary: "does x", examples: [], identities: [], scopes: [], risk: "read" },
  options: {
    word: required(text("text", "a word")),
    size: alias(withDefault(integer(1, 50, "a size"), 20), "limit"),
    limit: optional(integer(0, 9, "a limit")),
    kind: withDefault(choice(["a", "b"], "a kind"), "a"),
    ids: listOf({ placeholder: "id,…", summary: "ids", parse: (value) => splitList(value) }),
    all: toggle("all"),
    names: onByDefault("names"),
    query: withDefault(text("words", "a query"), ""),
  },
  run: () => Promise.resolve({ data: {} }),
});

const flags: Readonly<Record<string, object>> = {
  word: { type: "string", description: "a word", flag: "--word" },
  size: {
    ...{ type: "integer", minimum: 1, maximum: 50, description: "a size", flag: "--size", default: 20 },
    aliases: ["--limit"],
  },
  limit: { type: "integer", minimum: 0, maximum: 9, description: "a limit", flag: "--limit" },
  kind: { type: "string", enum: ["a", "b"], description: "a kind", flag: "--kind", default: "a" },
  ids: { type: "array", items: { type: "string" }, description: "ids", flag: "--ids" },
  all: { type: "boolean", description: "all", flag: "--all" },
  names: { type: "boolean", description: "names", flag: "--names", default: true },
  query: { type: "string", description: "a query", flag: "--query" },
};

describe("describeTool", () => {
  for (const [name, flag] of Object.entries(flags)) {
    it(`shows --${name} as JSON Schema`, async () => {
      const { inputSchema } = await describeTool(command);
      assertEquals(objectAt(objectAt(inputSchema, "properties"), name), flag);
    });
  }

  it("says which options must be given", async () =>
    assertEquals((await describeTool(command)).inputSchema["required"], ["word"]));

  it("gives every shortcut at least two examples, other than its bare name twice", () => {
    const few = COMMANDS.filter(({ name, examples }) =>
      name.startsWith("+") && new Set(examples.map(({ line }) => line)).size < 2
    );
    assertEquals(few.map(({ name }) => name), []);
  });
});

describe("describeMethodTool: the option of a field", () => {
  const text = { type: "string", description: "" } as const;
  const method: Method = {
    id: "things.list",
    summary: "List things",
    http: "GET",
    path: "/open-apis/im/v1/things",
    exposure: "extra",
    identities: ["user"],
    scopes: [],
    risk: "read",
    query: {
      type: "object",
      properties: { thing_id: text, page_size: text, page_token: text, first_page_token: { type: "object" } },
    },
  };
  const cases:
    readonly (readonly [field: string, ofList: string | undefined, ofOther: string | undefined])[] = [
      ["thing_id", "--thing-id", "--thing-id"],
      ["page_size", "--page-size", undefined],
      ["page_token", "--page-token", undefined],
      ["first_page_token", undefined, undefined],
    ];
  for (const [field, ofList, ofOther] of cases) {
    it(`${field}: ${ofList} in a list, ${ofOther} elsewhere`, () => {
      const optionIn = (one: Method) => {
        const params = objectAt(objectAt(describeMethodTool(one).inputSchema, "properties"), "params");
        return objectAt(objectAt(params, "properties"), field)?.["flag"];
      };
      assertEquals([optionIn({ ...method, lists: ["items"] }), optionIn(method)], [ofList, ofOther]);
    });
  }
});
