import { ok, runLine } from "../../../support/run-line.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const flag = (id: string) => ({ item_id: id, item_type: "0", flag_type: "2", update_time: "1779238800000" });
const message = (id: string) => ({
  message_id: id,
  msg_type: "text",
  body: { content: JSON.stringify({ text: `text of ${id}` }) },
});
const page = ok({
  flag_items: [flag("om_1"), flag("om_2")],
  delete_flag_items: [],
  messages: [message("om_1"), message("om_2")],
  has_more: false,
  page_token: "",
});

describe("+flag-list", () => {
  it("for people has the text of each bookmark", async () => {
    const { stdout } = await runLine(["+flag-list", "--format", "pretty"], [page]);
    for (const id of ["om_1", "om_2"]) assertStringIncludes(stdout, `text of ${id}`);
  });

  it("for people shows a file by its name, with its whole key", async () => {
    const content = JSON.stringify({ file_key: "file_v3_00n1_605def1f-43c6", file_name: "Brief.pdf" });
    const file = { message_id: "om_1", msg_type: "file", body: { content } };
    const { stdout } = await runLine(["+flag-list", "--format", "pretty"], [
      ok({ flag_items: [flag("om_1")], delete_flag_items: [], messages: [file], has_more: false }),
    ]);
    assertEquals(stdout.split("\n")[0]?.split(/ {2,}/).slice(0, 2), ["file Brief.pdf", "om_1"]);
    assertStringIncludes(stdout, "file file_v3_00n1_605def1f-43c6");
    assertStringIncludes(stdout, "times are UTC");
  });

  const pages = [
    ok({ flag_items: [flag("om_1"), flag("om_2")], delete_flag_items: [], has_more: true, page_token: "t" }),
    ok({ flag_items: [flag("om_3"), flag("om_4")], delete_flag_items: [], has_more: false }),
  ];
  const cases: readonly (readonly [options: readonly string[], ids: readonly string[]])[] = [
    [["--page-all"], ["om_1", "om_2", "om_3", "om_4"]],
    [["--latest", "1"], ["om_4"]],
    [["--latest", "3"], ["om_2", "om_3", "om_4"]],
  ];
  for (const [options, ids] of cases) {
    it(`has as rows the flags that are asked for: ${options.join(" ")}`, async () => {
      const { stdout } = await runLine(
        ["+flag-list", "--format", "ndjson", "--page-delay", "0", ...options],
        pages,
      );
      assertEquals(stdout.trimEnd().split("\n").map((line) => String(JSON.parse(line).item_id)), ids);
    });
  }
});
