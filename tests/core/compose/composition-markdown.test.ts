import { compose } from "../../../core/compose/composition.ts";
import { rejectionOf } from "../detail-of.ts";
import { composed, inFiles } from "./composition-scene.ts";
import { contentInput } from "./content-input.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("compose: Markdown", () => {
  it("uploads images in the order of the text, each once", async () => {
    const markdown = "![one](a.gif)\n\n![two](https://a.example/b.gif)\n\n![again](a.gif)\n\n![key](img_2)";
    const made = await composed({ markdown }, ["img_a", "img_b"]);
    assertEquals(made.uploads.map(({ kind }) => kind), ["path", "url"]);
    assertEquals(made.content, {
      zh_cn: {
        content: ["img_a", "img_b", "img_a", "img_2"].map((image_key) => [{ tag: "img", image_key }]),
      },
    });
  });

  it("keeps keys and images apart where a key has blanks around it", async () => {
    const markdown = "![key](<img_2 >)\n\n![file](a.gif)";
    const made = await composed({ markdown }, ["img_a"]);
    assertEquals(made.content, {
      zh_cn: { content: [[{ tag: "img", image_key: "img_2" }], [{ tag: "img", image_key: "img_a" }]] },
    });
  });

  it("has title and attachments", async () => {
    const made = await composed({
      markdown: "x",
      markdownOptions: { tables: "list", title: "t" },
      attachments: ["file_1"],
    });
    assertEquals(made.content, {
      zh_cn: { title: "t", content: [[{ tag: "md", text: "x" }]] },
      files: [{ key: "file_1" }],
    });
  });

  it("is the one element of a card, its mentions in the form of cards", async () => {
    const markdownOptions = { tables: "list", title: "t" } as const;
    const markdown = '| a |\r\n|---|\r\n| b |\n\n<at user_id="ou_1">Ana</at> ![x](img_1)';
    const { type, content } = await composed({ markdown, isCard: true, markdownOptions });
    assertEquals([type, content], ["interactive", {
      schema: "2.0",
      header: { title: { tag: "plain_text", content: "t" } },
      body: {
        elements: [{ tag: "markdown", content: "| a |\n|---|\n| b |\n\n<at id=ou_1></at> ![x](img_1)" }],
      },
    }]);
    assertEquals((await composed({ markdown: "x", isCard: true })).content, {
      schema: "2.0",
      body: { elements: [{ tag: "markdown", content: "x" }] },
    });
  });

  for (const parts of [{ markdown: "![](a.gif)" }, { markdown: "x", attachments: ["file_1"] }]) {
    it(`refuses ${JSON.stringify(parts)} as a card`, async () =>
      assertEquals((await rejectionOf(() => composed({ ...parts, isCard: true }))).input, "tables"));
  }

  it("says what was changed", async () =>
    assertEquals((await composed({ markdown: "[a](javascript:x)" })).warnings, ["link_dropped"]));

  it("does not name --markdown after one of its images", async () =>
    assertEquals((await composed({ markdown: "![](a.gif)" })).sources, {}));

  it("fails with an image that is not there", async () =>
    assertEquals((await rejectionOf(() => composed({ markdown: "![](no.gif)" }))).input, "markdown"));

  for (
    const [name, source] of [["that is not there", "no.gif"], ["that is no image", "a.pdf"], [
      "outside the directory",
      "../a.gif",
    ], [
      "with a password",
      "https://u:pw@a.example/b",
    ]]
  ) {
    it(`leaves an image ${name} out when asked to, and says so`, async () => {
      const markdown = `![alt](${source})\n\n![](b.gif)`;
      const made = await composed({ markdown, skipBadImages: true }, ["img_b"]);
      assertEquals([made.warnings, made.uploads.map(({ mayFail }) => mayFail)], [["image_skipped"], [true]]);
      assertEquals(made.content, {
        zh_cn: { content: [[{ tag: "text", text: "alt" }], [{ tag: "img", image_key: "img_b" }]] },
      });
    });
  }

  it("never repeats the password of an address", async () => {
    await inFiles(async (world) => {
      const wish = contentInput({ markdown: "![](https://u:word@a.example/b)", skipBadImages: true });
      const made = await compose(world, wish, "im/1.0.0");
      assertEquals(made.warnings.map(({ detail }) => detail.includes("word@")), [false]);
    });
  });
});
