import type { Schema } from "../../../core/api/method.ts";
import { sampleValue } from "../../../core/api/sample-value.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const text: Schema = { type: "string" };
const list: Schema = { type: "array", items: text };

describe("a sample is of the kind that its field wants", () => {
  const cases: readonly (readonly [name: string, schema: Schema, sample: unknown])[] = [
    ["bot_id_list", list, ["cli_xxx"]],
    ["user_id_list", list, ["ou_xxx"]],
    ["id_list", list, ["ou_xxx"]],
    ["owner_id", text, "ou_xxx"],
    ["member_id_type", { type: "string", enum: ["user_id", "open_id"] }, "open_id"],
    ["receive_id_type", { type: "string", enum: ["open_id", "chat_id"] }, "chat_id"],
    ["type", { type: "string", enum: ["image", "file"] }, "file"],
    ["type", { type: "string", enum: ["normal", "rule"] }, "normal"],
    ["end_time", { type: "string", description: "Unix milliseconds" }, "1750003600000"],
    ["end_time", text, "1750003600"],
    ["uuid", { type: "string", maxLength: 2 }, "te"],
    ["page_size", { type: "integer" }, 1],
    ["page_size", { type: "integer", minimum: 5, maximum: 9 }, 5],
    ["page_size", { type: "integer", maximum: 9 }, 1],
    ["level", { type: "integer", maximum: 0 }, 0],
  ];
  for (const [name, schema, sample] of cases) {
    it(`${name}: ${JSON.stringify(sample)}`, () => assertEquals<unknown>(sampleValue(schema, name), sample));
  }

  it("an object that needs one of several fields has the first of them", () => {
    const schema: Schema = {
      type: "object",
      properties: { x: text, chat_id: text },
      anyOf: [{ required: ["chat_id"] }, { required: ["x"] }],
    };
    assertEquals(sampleValue(schema), { chat_id: "oc_xxx" });
  });
});
