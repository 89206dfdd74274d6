import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { rowsOf } from "../../../cli/output/rows.ts";
import type { JsonValue } from "../../../core/json.ts";

describe("rowsOf", () => {
  const lists: readonly (readonly [name: string, data: JsonValue | undefined, rows: JsonValue[]])[] = [
    ["messages before everything else", { items: [1], message_ids: ["a"], messages: [{ a: 1 }] }, [{ a: 1 }]],
    ["message_ids before items", { items: [1], message_ids: ["a"] }, ["a"]],
    ["items before an array that is alphabetically first", { aaa: [1], items: [2] }, [2]],
    ["members", { members: [{ id: 1 }], tags: [], alpha: [3] }, [{ id: 1 }]],
    ["the alphabetically first array under other names", { zeta: [1], beta: [2], alpha: "x" }, [2]],
    ["an empty array under a known name", { items: [], zeta: [1] }, []],
    ["not a known name that holds no array", { items: {}, messages: "none", zeta: [1] }, [1]],
    ["an array itself", [1, [2]], [1, [2]]],
    ["a scalar as a list of one", "done", ["done"]],
    ["false as a list of one", false, [false]],
    ["nothing for null", null, []],
    ["nothing for no data", undefined, []],
  ];
  for (const [name, data, rows] of lists) {
    it(`finds ${name}`, () => assertEquals(rowsOf(data), { kind: "list", rows }));
  }

  const records: readonly (readonly [name: string, data: Record<string, JsonValue>])[] = [
    ["without an array", { message_id: "om_1", nested: { items: [1] } }],
    ["without keys", {}],
  ];
  for (const [name, record] of records) {
    it(`takes an object ${name} as the record`, () =>
      assertEquals(rowsOf(record), { kind: "record", record }));
  }
});
