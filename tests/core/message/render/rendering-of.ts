import type { Renderer, RenderInput } from "../../../../core/message/render/renderer.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** A rendering of nobody's message: not recalled, no mentions. */
export function renderingOf(type: string, content: string, more: Partial<RenderInput> = {}): RenderInput {
  return { type, content, mentions: [], deleted: false, ...more };
}

/** A mention of someone without an id. */
export function mentionOf(key: string, name: string, id = ""): RenderInput["mentions"][number] {
  return { key, id, name };
}

/** What a renderer makes of an object. */
export type RenderCase = readonly [name: string, content: object, text: string, more?: Partial<RenderInput>];

/** One test for each row. */
export function testRenderer(render: Renderer, cases: readonly RenderCase[]): void {
  for (const [name, content, text, more] of cases) {
    it(name, () => assertEquals(render(renderingOf("any", JSON.stringify(content), more)), text));
  }
}
