import { describe } from "@std/testing/bdd";
import { renderShareChat } from "../../../../core/message/render/render-share-chat.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderShareChat", () => {
  testRenderer(renderShareChat, [
    ["shows the id", { chat_id: "oc_2" }, "[Chat card: oc_2]"],
    ["does without an id", { user_id: "ou_2" }, "[Chat card]"],
  ]);
});
