import { describe } from "@std/testing/bdd";
import { renderAudio } from "../../../../core/message/render/render-audio.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderAudio", () => {
  testRenderer(renderAudio, [
    [
      "rounds 2500 ms to the even second",
      { file_key: "f", duration: 2500 },
      '<audio key="f" duration="2s"/>',
    ],
    [
      "rounds 3500 ms to the even second",
      { file_key: "f", duration: 3500 },
      '<audio key="f" duration="4s"/>',
    ],
    ["takes a duration told as text", { file_key: "f", duration: "3000" }, '<audio key="f" duration="3s"/>'],
    ["leaves out a duration of zero", { file_key: "f", duration: 0 }, '<audio key="f"/>'],
    ["leaves out a duration that is none", { file_key: "f", duration: true }, '<audio key="f"/>'],
    ["does without a key", { duration: 2000 }, "[Voice: 2s]"],
    ["does without anything", {}, "[Voice]"],
  ]);
});
