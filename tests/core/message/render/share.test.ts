import {
  renderHongbao,
  renderLocation,
  renderShareChat,
  renderShareUser,
} from "../../../../core/message/render/share.ts";
import { testRenderer } from "./rendering-of.ts";
import { describe } from "@std/testing/bdd";

describe("renderHongbao", () => {
  testRenderer(renderHongbao, [
    ["tells the greeting", { text: "good luck" }, '<hongbao text="good luck"/>'],
    ["escapes", { text: 'a "b"\nc' }, '<hongbao text="a \\"b\\"\\nc"/>'],
    ["does without a greeting", { text: "" }, "<hongbao/>"],
  ]);
});

describe("renderLocation", () => {
  testRenderer(renderLocation, [
    ["shows the name", { name: "Harbour", longitude: "1.1", latitude: "2.2" }, "[Location: Harbour]"],
    ["does without a name", { longitude: "1.1", latitude: "2.2" }, "[Location]"],
  ]);
});

describe("renderShareChat", () => {
  testRenderer(renderShareChat, [
    ["shows the id", { chat_id: "oc_2" }, "[Chat card: oc_2]"],
    ["does without an id", { user_id: "ou_2" }, "[Chat card]"],
  ]);
});

describe("renderShareUser", () => {
  testRenderer(renderShareUser, [
    ["shows the id", { user_id: "ou_2" }, "[User card: ou_2]"],
    ["does without an id", { chat_id: "oc_2" }, "[User card]"],
  ]);
});
