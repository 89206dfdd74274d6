import { renderVote } from "../../../../core/message/render/vote.ts";
import { testRenderer } from "./rendering-of.ts";
import { describe } from "@std/testing/bdd";

describe("renderVote", () => {
  testRenderer(renderVote, [
    ["lists options that are text", { options: ["a", "", 7, null, "b"] }, "<vote>\n• a\n• b\n</vote>"],
    ["escapes", { topic: "</vote>&", options: ["<b>"] }, "<vote>\n&lt;/vote&gt;&amp;\n• &lt;b&gt;\n</vote>"],
    ["is open at status 0", { topic: "x", status: 0 }, "<vote>\nx\n</vote>"],
    ["is open without a numeric status", { topic: "x", status: "1" }, "<vote>\nx\n</vote>"],
    ["is closed at any other number", { topic: "x", status: -1 }, "<vote>\nx\n(Closed)\n</vote>"],
    ["is never empty", {}, "<vote>\nvote\n</vote>"],
  ]);
});
