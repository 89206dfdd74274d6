import { type MarkdownOptions, postContent } from "../../../../core/compose/markdown/markdown-post.ts";
import { markdownToPost } from "../../../../core/compose/markdown/markdown-to-post.ts";
import { arrayAt, objectAt } from "../../../../core/json/access.ts";
import type { JsonObject, JsonValue } from "../../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** A name, Markdown, and the paragraphs it becomes: a string stands for an `md` element alone. */
export type ParagraphCase = readonly [
  name: string,
  markdown: string,
  paragraphs: readonly (string | JsonValue)[],
  options?: Partial<MarkdownOptions>,
];

/** Tests what Markdown becomes; images get the keys `img_key_0`, `img_key_1`, … */
export function testParagraphs(cases: readonly ParagraphCase[]): void {
  for (const [name, markdown, expected, options] of cases) {
    it(name, async () => {
      const paragraphs = await paragraphsOf(markdown, options);
      assertEquals(
        paragraphs,
        expected.map((one) => typeof one === "string" ? [{ tag: "md", text: one }] : one),
      );
    });
  }
}

/** The paragraphs that Markdown becomes. */
export async function paragraphsOf(
  markdown: string,
  options: Partial<MarkdownOptions> = {},
): Promise<readonly JsonValue[]> {
  const post = await markdownToPost(markdown, { tables: "list", ...options });
  const content = postContent(post, post.images.map((_, index) => `img_key_${index}`));
  return arrayAt(objectAt(content, "zh_cn"), "content");
}

/** A paragraph with an image. */
export function image(key: string): JsonValue {
  return [{ tag: "img", image_key: key }];
}

/** A paragraph with code. */
export function code(text: string, language?: string): JsonValue {
  const element: JsonObject = { tag: "code_block", ...(language === undefined ? {} : { language }), text };
  return [element];
}

/** A paragraph with a rule. */
export const rule: JsonValue = [{ tag: "hr" }];
