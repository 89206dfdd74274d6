import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { answeredData, answeredRecords } from "../../../core/platform/answered-data.ts";
import type { JsonObject } from "../../../core/json.ts";
import { detailOf } from "../detail-of.ts";

describe("answeredData", () => {
  const fine: readonly (readonly [body: JsonObject, data: JsonObject])[] = [
    [{ code: 0 }, {}],
    [{ data: null }, {}],
    [{ data: {} }, {}],
    [{ data: { items: null } }, { items: null }],
    [{ data: { items: [1, null] } }, { items: [1, null] }],
    [{ data: { other: "x" } }, { other: "x" }],
  ];
  for (const [body, data] of fine) {
    it(`takes ${JSON.stringify(body)}`, () => assertEquals(answeredData(body, ["items"]), data));
  }

  const odd: readonly (readonly [body: JsonObject, says: string])[] = [
    [{ data: "x" }, "data is of type string, not an object"],
    [{ data: [] }, "data is a list, not an object"],
    [{ data: 0 }, "data is of type number, not an object"],
    [{ data: false }, "data is of type boolean, not an object"],
    [{ data: { items: "x" } }, "data.items is of type string, not a list"],
    [{ data: { items: {} } }, "data.items is of type object, not a list"],
  ];
  for (const [body, says] of odd) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      const detail = detailOf(() => answeredData(body, ["items"]));
      assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
      assertStringIncludes(detail.message, says);
    });
  }
});

describe("answeredRecords", () => {
  it("takes lists of objects, and lists that are not there", () => {
    const data = { items: [{ id: 1 }] };
    assertEquals(answeredRecords({ data }, ["items", "deleted"]), data);
  });

  for (const [index, one] of [null, 7, "x", [], true].entries()) {
    it(`refuses a list with ${JSON.stringify(one)} in it, and says where`, () => {
      const items = [...Array.from({ length: index }, () => ({})), one];
      const { message } = detailOf(() => answeredRecords({ data: { items } }, ["items"]));
      assertStringIncludes(message, `data.items[${index}] is`);
    });
  }
});
