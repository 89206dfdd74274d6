/**
 * The resources and command lines of the command's documentation.
 *
 * @module
 */

import { COMMAND, fileOf, LARGE } from "../../support/downloads.ts";

/** The image of the document. */
export const image = fileOf(40_000, {
  messageId: "om_xxx",
  fileKey: "img_v3_xxx",
  type: "image",
  contentType: "image/png",
});
/** The file of the document. */
export const file = fileOf(LARGE, {
  messageId: "om_xxx",
  fileKey: "file_v3_xxx",
  contentType: "application/pdf",
});
/** Both. */
export const resources = [image, file];

/** A command line whose words may be replaced; `undefined` takes a flag away. */
export function line(
  flags: Readonly<Record<string, string | undefined>> = {},
  ...more: readonly string[]
): string[] {
  const all = { "--message-id": "om_xxx", "--file-key": "img_v3_xxx", "--type": "image", ...flags };
  const words = Object.entries(all).flatMap(([flag, value]) => value === undefined ? [] : [flag, value]);
  return ["im", COMMAND, ...words, ...more];
}
