import { checkDependency, checkExclusive, givenKeys } from "../../../cli/options/exclusive.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("givenKeys", () => {
  it("leaves out what stands for options that were not given", () => {
    const values = { a: undefined, b: false, c: [], d: "", e: 0, f: true, g: ["x"] };
    assertEquals(givenKeys(values, ["g", "a", "b", "c", "d", "e", "f"] as const), ["g", "d", "e", "f"]);
  });
});

describe("checkExclusive", () => {
  it("takes one, and none", () => {
    checkExclusive({ chatId: "oc_1", userId: undefined }, ["chatId", "userId"]);
    checkExclusive({}, ["chatId", "userId"]);
  });

  it("names the second one, and all of them in the message", () => {
    const detail = detailOf(() => checkExclusive({ c: 1, a: 1, b: true }, ["a", "b", "c"]));
    assertEquals([detail.type, detail.subtype, detail.param, detail.message, detail.hint], [
      "validation",
      "invalid_argument",
      "--b",
      "--a, --b and --c exclude each other",
      "leave one of them out",
    ]);
  });

  it("uses the names that were typed", () => {
    const names: Readonly<Record<string, string>> = { start: "--start-time" };
    const detail = detailOf(() =>
      checkExclusive({ start: 1, end: 2 }, ["end", "start"], (key) => names[key] ?? `--${key}`)
    );
    assertEquals([detail.param, detail.message], [
      "--start-time",
      "--end and --start-time exclude each other",
    ]);
  });
});

describe("checkDependency", () => {
  it("takes both, and neither", () => {
    checkDependency({ title: "t", markdown: "m" }, "title", "markdown");
    checkDependency({ markdown: "m" }, "title", "markdown");
  });

  it("refuses one without the other", () => {
    const detail = detailOf(() => checkDependency({ title: "t" }, "title", "markdown"));
    assertEquals([detail.param, detail.message, detail.hint], [
      "--title",
      "--title has no meaning without --markdown",
      "add --markdown",
    ]);
  });
});
