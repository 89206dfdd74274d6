import { nonEmptyStringAt, objectsAt } from "../../../json/access.ts";
import { resolveImageKey } from "./attachment.ts";
import { dataOf, type ElementRenderer, textOf } from "./element.ts";

const renderImage: ElementRenderer = (data, context) => {
  const text = `🖼️ ${textOf(data["title"], context) || textOf(data["alt"], context) || "Image"}`;
  const id = nonEmptyStringAt(data, "imageID");
  if (id === undefined) return text;
  const { kind, key } = resolveImageKey(id, context);
  return `${text}(${kind}:${key})`;
};

const renderImageCombination: ElementRenderer = (data, context) => {
  const images = objectsAt(data, "imgList").map(dataOf);
  if (images.length === 0) return "";
  const keys = images.map((image) => nonEmptyStringAt(image, "imageID"))
    .flatMap((id) => id === undefined ? [] : [resolveImageKey(id, context).key]);
  const text = `🖼️ ${images.length} image(s)`;
  return keys.length === 0 ? text : `${text}(keys:${keys.join(",")})`;
};

/** Makes the renderer of a recording: what stands before the key, and the second place of the key. */
function createRecording(text: string, otherKey: string): ElementRenderer {
  return (data) => {
    const key = nonEmptyStringAt(data, "fileID") ?? nonEmptyStringAt(data, otherKey);
    return key === undefined ? text : `${text}(key:${key})`;
  };
}

/** Pictures, sound and films. */
export const mediaElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["img", renderImage],
  ["image", renderImage],
  ["img_combination", renderImageCombination],
  ["audio", createRecording("🎵 Audio", "audioID")],
  ["video", createRecording("🎬 Video", "videoID")],
];
