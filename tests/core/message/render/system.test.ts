import { renderSystem } from "../../../../core/message/render/system.ts";
import { testRenderer } from "./rendering-of.ts";
import { describe } from "@std/testing/bdd";

describe("renderSystem", () => {
  testRenderer(renderSystem, [
    [
      "joins people",
      { template: "{from_user} added {to_chatters}", from_user: ["Ana"], to_chatters: ["Bo", 7, "Cy"] },
      "Ana added Bo, Cy",
    ],
    [
      "leaves out people that are missing, and trims",
      { template: " {from_user} left ", from_user: "Ana" },
      "left",
    ],
    ["leaves out a divider without text", { template: "-{divider_text}-", divider_text: "x" }, "--"],
    ["takes any other string", { template: "{a_1}", a_1: "x" }, "x"],
    [
      "leaves other placeholders without a string",
      { template: "{a} {b} {c d} {}", a: "", b: 7 },
      "{a} {b} {c d} {}",
    ],
    [
      "leaves names of an object's own members",
      { template: "{constructor} {__proto__}" },
      "{constructor} {__proto__}",
    ],
    ["does not look into values", { template: "{a}{b}", a: "{b}", b: "$&" }, "{b}$&"],
    ["does without a template", { from_user: ["Ana"] }, "[System message]"],
    ["takes an empty template for none", { template: "" }, "[System message]"],
  ]);
});
