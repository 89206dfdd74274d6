import { checkData, checkLines, fail, pass } from "../../../../cli/commands/doctor/check.ts";
import { action, phrase } from "../../../../core/text/phrase.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a line of the report", () => {
  const failing = fail("app", phrase`see ${action("config/show")}`, phrase`run ${action("config/init")}`);
  it("has message and hint as one types them", () => {
    assertEquals(checkData(failing), {
      name: "app",
      status: "fail",
      message: "see im config show",
      hint: "run im config init",
    });
    assertEquals(checkLines(failing), ["fail  app: see im config show", "      run im config init"]);
  });
  it("is one line where all is well", () => assertEquals(checkLines(pass("app", "x")), ["ok    app: x"]));
});
