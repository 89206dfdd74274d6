import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { escapeBody } from "../../../../core/message/render/escape-body.ts";

describe("escapeBody", () => {
  it("escapes what begins a tag or an entity, and nothing else", () => {
    assertEquals(escapeBody(`R&D </vote> "x" &amp;\n`), `R&amp;D &lt;/vote&gt; "x" &amp;amp;\n`);
  });
});
