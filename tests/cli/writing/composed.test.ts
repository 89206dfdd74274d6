import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ContentValues } from "../../../cli/writing/content-flags.ts";
import { composeMessage } from "../../../cli/writing/composed.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { rejectionOf } from "../../core/detail-of.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/temporary.ts";
import { valuesFor } from "./values.ts";

/** What the flags come to in an empty directory. */
async function composed(parts: Partial<ContentValues>, identity: Identity = "user") {
  return await inTemporaryDirectory(async (cwd) => {
    const made = await composeMessage(fakeWorld({ cwd }), valuesFor(parts), identity);
    await made.close();
    return [made.msgType, made.content([])];
  });
}

describe("composeMessage", () => {
  it("takes titles, tables and attachments of posts along", async () => {
    const markdown = "| a |\n|---|\n| b |";
    assertEquals(await composed({ markdown, title: "t", tables: "code", attachment: ["file_1"] }), ["post", {
      zh_cn: { title: "t", content: [[{ tag: "code_block", text: "a\n-\nb" }]] },
      files: [{ key: "file_1" }],
    }]);
  });

  it("shows a literal text as typed", async () =>
    assertEquals(await composed({ text: "**a**", literal: true }), ["post", {
      zh_cn: { content: [[{ tag: "text", text: "**a**" }]] },
    }]));

  it("refuses flags that exclude each other before it opens anything", async () =>
    assertEquals((await rejectionOf(() => composed({ text: "x", image: "missing.gif" }))).param, "--text"));

  it("leaves system messages to bots", async () => {
    const content = '{"type":"divider","params":{}}';
    assertEquals((await composed({ content }, "bot"))[0], "system");
    const detail = await rejectionOf(() => composed({ content }, "user"));
    assertEquals([detail.type, detail.param], ["validation", "--as"]);
  });
});
