import { isWebAddress } from "./web-address.ts";
import type { MarkdownImage } from "./markdown-post.ts";

/**
 * What the target of an image is (writing sheet 9.4); undefined for what can't be one, such as `data:` addresses.
 * A path is not checked here. `img_1.png` is a path: keys have no dot.
 */
export function imageSource(target: string): MarkdownImage | undefined {
  if (/^img_[\w-]+$/.test(target)) return { kind: "key", source: target };
  if (isWebAddress(target)) return { kind: "url", source: target };
  // One letter and a colon is a Windows drive.
  if (target.trim() === "" || /^[a-z][a-z0-9+.-]+:/i.test(target)) return undefined;
  return { kind: "path", source: target };
}
