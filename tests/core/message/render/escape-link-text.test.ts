import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { escapeLinkText } from "../../../../core/message/render/escape-link-text.ts";

describe("escapeLinkText", () => {
  it("escapes every bracket", () => assertEquals(escapeLinkText("a[1] [x](y)"), "a\\[1\\] \\[x\\](y)"));
});
