import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { renderVideoChat } from "../../../../core/message/render/render-video-chat.ts";
import { renderingOf } from "./rendering-of.ts";

describe("renderVideoChat", () => {
  for (const content of ['{"topic":"standup"}', "{oops"]) {
    it(`is the same for ${content}`, () => {
      assertEquals(renderVideoChat(renderingOf("video_chat", content)), "[Video call]");
    });
  }
});
