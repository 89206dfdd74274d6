import { describe } from "@std/testing/bdd";
import { renderShareUser } from "../../../../core/message/render/render-share-user.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderShareUser", () => {
  testRenderer(renderShareUser, [
    ["shows the id", { user_id: "ou_2" }, "[User card: ou_2]"],
    ["does without an id", { chat_id: "oc_2" }, "[User card]"],
  ]);
});
