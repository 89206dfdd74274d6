import { describe } from "@std/testing/bdd";
import { renderVideo } from "../../../../core/message/render/render-video.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderVideo", () => {
  testRenderer(renderVideo, [
    [
      "tells everything",
      { image_key: "img_8", duration: 5000, file_name: 'c".mp4', file_key: "f" },
      '<video key="f" name="c\\".mp4" duration="5s" cover_image_key="img_8"/>',
    ],
    ["tells what is there", { file_key: "f" }, '<video key="f" name="f"/>'],
    ["does without a key", { image_key: "img_8", duration: 5000 }, "[Video]"],
  ]);
});
