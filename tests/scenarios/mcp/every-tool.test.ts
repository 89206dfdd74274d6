import { TOOL_CASES, toolWorld } from "../../support/mcp-world.ts";
import { type ToolAnswer, withServer } from "../../support/mcp.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { terminalControls } from "../../support/rows.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { type Schema, Validator } from "@cfworker/json-schema";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WRITING = { args: ["--allow-write", "-C", "."], env: BOTH_TOKENS };

/** The envelope without what differs from run to run. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !/^(read_time|share_link)$/.test(key)).map(([key, one]) => [
      key,
      steady(one),
    ]),
  );
}

/** What does not fit the whole schema of the answer. */
function unnamedFields({ envelope: description }: ToolAnswer, envelope: unknown): readonly string[] {
  const { outputSchema } = partOf(description, "data");
  const { errors } = new Validator(outputSchema as Schema, "2020-12", false).validate(envelope);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

describe("every tool", () => {
  it("is among the calls of this test, and no other one", () =>
    inScene({}, async (scene) => {
      await withServer(scene, WRITING, async ({ client }) => {
        const names = (await client.listTools()).tools.map(({ name }) => name);
        assertEquals(names.toSorted(), Object.keys(TOOL_CASES).toSorted());
      });
    }));

  for (const [name, { args, line }] of Object.entries(TOOL_CASES)) {
    it(`${name} answers with the envelope, and with a text that no terminal obeys`, () =>
      inScene(toolWorld(), async (scene) => {
        await withServer(scene, WRITING, async ({ client, call }) => {
          // From here on the SDK's client holds each answer to the tool's outputSchema.
          const { tools } = await client.listTools();
          const schema = tools.find((tool) => tool.name === name)?.inputSchema;
          assertEquals(new Validator(schema as Schema, "2020-12").validate(args).errors, []);
          const { envelope, text, isError } = await call(name, args);
          assertEquals([envelope["ok"], isError], [true, false], text);
          assert(text.length > 0);
          assertEquals(terminalControls(text), []);
          assertEquals(
            unnamedFields(await call("api_schema", { method: args["method"] ?? name }), envelope),
            [],
          );
          if (line === undefined) return;
          const { stdout } = await scene.run([...line.split(" "), "--format", "json"], { env: BOTH_TOKENS });
          assertEquals(steady(envelope), steady(JSON.parse(stdout)));
        });
      }));
  }
});
