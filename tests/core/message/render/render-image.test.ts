import { describe } from "@std/testing/bdd";
import { renderImage } from "../../../../core/message/render/render-image.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderImage", () => {
  testRenderer(renderImage, [
    ["shows the key", { image_key: "img_7" }, "[Image: img_7]"],
    ["does without a key", {}, "[Image]"],
    ["takes an empty key for none", { image_key: "" }, "[Image]"],
    ["takes a number for no key", { image_key: 7 }, "[Image]"],
  ]);
});
