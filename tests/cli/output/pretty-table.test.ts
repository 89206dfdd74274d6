import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { prettyTable } from "../../../cli/output/pretty-table.ts";

describe("prettyTable", () => {
  it("orders columns by the first row, then appends those of later rows", () =>
    assertEquals(
      prettyTable([{ type: "text", sender: "R" }, { content: "hi", alpha: "!", type: "x" }]),
      [
        "sender  type  alpha  content",
        "──────  ────  ─────  ───────",
        "R       text",
        "        x     !      hi",
        "",
      ]
        .join("\n"),
    ));
  it("says that there is nothing", () => assertEquals(prettyTable([]), "(empty)\n"));
  it("cleans cells", () => assertEquals(prettyTable([{ a: "x\u001b[2Jy\tz" }]), "a\n────\nxy⇥z\n"));
});
