import { filledStringAt, objectsAt } from "../../../json-access.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { imageKey } from "./image-key.ts";
import { textOf } from "./text-of.ts";

const renderImage: ElementRenderer = (data, reading) => {
  const text = `🖼️ ${textOf(data["title"], reading) || textOf(data["alt"], reading) || "Image"}`;
  const id = filledStringAt(data, "imageID");
  if (id === undefined) return text;
  const { kind, key } = imageKey(id, reading);
  return `${text}(${kind}:${key})`;
};

const renderImageCombination: ElementRenderer = (data, reading) => {
  const images = objectsAt(data, "imgList").map(dataOf);
  if (images.length === 0) return "";
  const keys = images.map((image) => filledStringAt(image, "imageID"))
    .flatMap((id) => id === undefined ? [] : [imageKey(id, reading).key]);
  const text = `🖼️ ${images.length} image(s)`;
  return keys.length === 0 ? text : `${text}(keys:${keys.join(",")})`;
};

/** Makes the renderer of a recording: what stands before the key, and the second place of the key. */
function recording(text: string, otherKey: string): ElementRenderer {
  return (data) => {
    const key = filledStringAt(data, "fileID") ?? filledStringAt(data, otherKey);
    return key === undefined ? text : `${text}(key:${key})`;
  };
}

/** Pictures, sound and films (reading sheet 6.2). */
export const mediaElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["img", renderImage],
  ["image", renderImage],
  ["img_combination", renderImageCombination],
  ["audio", recording("🎵 Audio", "audioID")],
  ["video", recording("🎬 Video", "videoID")],
];
