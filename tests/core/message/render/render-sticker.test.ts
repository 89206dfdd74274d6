import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { renderSticker } from "../../../../core/message/render/render-sticker.ts";
import { renderingOf } from "./rendering-of.ts";

describe("renderSticker", () => {
  for (const content of ['{"file_key":"file_9"}', "{oops"]) {
    it(`is the same for ${content}`, () => {
      assertEquals(renderSticker(renderingOf("sticker", content)), "[Sticker]");
    });
  }
});
