import { optionName } from "../../../cli/options/option.ts";
import { methodCommand } from "../../../cli/raw/commands.ts";
import { parameterOptions } from "../../../cli/raw/parameters.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import type { Method } from "../../../core/api/method.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const METHOD: Method = {
  id: "things.make",
  summary: "Make a thing",
  http: "POST",
  path: "/open-apis/im/v1/things/{thing_id}",
  exposure: "extra",
  identities: ["user"],
  scopes: ["im:thing"],
  risk: "write",
  pathParams: { type: "object", properties: { thing_id: { type: "string" } }, required: ["thing_id"] },
  query: {
    type: "object",
    properties: {
      ids: { type: "array", items: { type: "string" } },
      numbers: { type: "array", items: { type: "integer" } },
      format: { type: "string" },
      count: { type: "integer" },
      is_on: { type: "boolean" },
    },
  },
  body: {
    type: "object",
    properties: {
      count: { type: "integer" },
      name: { type: "string" },
      deep: { type: "object" },
      list: { type: "array", items: { type: "object" } },
      i18n_names: { type: "string" },
    },
  },
};

const read = (name: string, texts: readonly string[] | undefined) =>
  parameterOptions(METHOD).find((one) => one.name === name)?.option.read(texts, "--x");

describe("parameterFlags", () => {
  it("makes a flag of each parameter and of each flat field, but of no name that is taken", () => {
    assertEquals(parameterOptions(METHOD).map(({ key, part }) => [optionName(key), part]), [
      ["--thing-id", "params"],
      ["--ids", "params"],
      ["--numbers", "params"],
      ["--count", "params"],
      ["--is-on", "params"],
      ["--name", "body"],
    ]);
  });

  const values: readonly (readonly [name: string, texts: readonly string[] | undefined, value: unknown])[] = [
    ["thing_id", ["a", "b"], "b"],
    ["thing_id", [""], ""],
    ["thing_id", undefined, undefined],
    ["ids", ["a,b", "c"], ["a", "b", "c"]],
    ["numbers", ["1,9007199254740993"], [1, 9007199254740993n]],
    ["count", ["12"], 12],
    ["count", ["12345678901234567890"], 12345678901234567890n],
    ["count", ["twelve"], "twelve"],
    ["is_on", ["true"], true],
    ["is_on", undefined, undefined],
  ];
  for (const [name, texts, value] of values) {
    it(`reads ${JSON.stringify(texts)} for ${name}`, () => assertEquals<unknown>(read(name, texts), value));
  }
});

describe("the command of a method", () => {
  it("repeats the key of a list in the query", async () => {
    const command = methodCommand(METHOD);
    const values = { thingId: "t", ids: ["a", "b"], numbers: [1n] };
    const prepared = await command.prepare?.(values, { random: () => 0 } as never, "user");
    const { api: [request] } = await command.preview?.(values, "user", prepared, {} as never) ?? { api: [] };
    assertEquals(request?.params, { ids: ["a", "b"], numbers: ["1"] });
    assertEquals(request?.pathValues, { thing_id: "t" });
  });

  for (const method of METHODS) {
    it(`has no two flags of one name: ${method.id}`, () => {
      const { options: flags } = methodCommand(method);
      const names = Object.entries(flags).flatMap(([key, { aliases = [], short: letter }]) => [
        optionName(key),
        ...aliases.map((name) => `--${name}`),
        ...letter === undefined ? [] : [`-${letter}`],
      ]);
      assertEquals(new Set(names).size, names.length);
    });
  }
});
