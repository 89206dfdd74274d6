import { renderCsv } from "../../../../core/archive/render/csv.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The row of a text. */
function rowOf(content: string): string {
  const message = {
    message_id: "om_1",
    msg_type: "text",
    content,
    sender: null,
    create_time: "",
    deleted: false,
    updated: false,
  };
  return [...renderCsv([{ message, upper: undefined }], false)][1] ?? "";
}

describe("renderCsv()", () => {
  for (const text of ["one\ntwo", "one\rtwo", "one\r\ntwo", "one,two"]) {
    it(`keeps ${JSON.stringify(text)} in one row`, () =>
      assertEquals(rowOf(text), `om_1,,,,text,"${text}",false,false,,,,,,,\r\n`));
  }
});
