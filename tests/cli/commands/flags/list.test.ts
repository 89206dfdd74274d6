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
