import { describe } from "@std/testing/bdd";
import { renderHongbao } from "../../../../core/message/render/render-hongbao.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderHongbao", () => {
  testRenderer(renderHongbao, [
    ["tells the greeting", { text: "good luck" }, '<hongbao text="good luck"/>'],
    ["escapes", { text: 'a "b"\nc' }, '<hongbao text="a \\"b\\"\\nc"/>'],
    ["does without a greeting", { text: "" }, "<hongbao/>"],
  ]);
});
