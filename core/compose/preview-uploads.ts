import type { ApiRequest } from "../platform/request.ts";
import { chooseFileType } from "../upload/file-type.ts";
import { isImageFlag } from "../upload/media-source.ts";
import { fileUpload, imageUpload } from "../upload/requests.ts";
import { shownUrl } from "../upload/shown-url.ts";
import { sizeText } from "../upload/size-limit.ts";
import type { PlannedUpload } from "./composition.ts";

/** The uploads as a dry run shows them, and what stands for their keys in the message. */
export function previewUploads(
  planned: readonly PlannedUpload[],
): { readonly requests: readonly ApiRequest[]; readonly keys: readonly string[] } {
  const keys = planned.map(({ flag }, index) =>
    `<${isImageFlag(flag) ? "image_key" : "file_key"}_${index + 1}>`
  );
  const requests = planned.map((one, index) => previewUpload(one, keys[index] ?? ""));
  return { requests, keys };
}

function previewUpload({ flag, source, media }: PlannedUpload, key: string): ApiRequest {
  const name = media?.file.name ?? "<name>";
  const request = isImageFlag(flag) ? imageUpload("message", { name }) : fileUpload({
    fileType: media?.fileType ?? chooseFileType(flag, pathOf(source)),
    fileName: name,
    durationMs: media?.durationMs,
  });
  const what = source.kind === "path"
    ? `the file ${source.path}${media === undefined ? "" : ` (${sizeText(media.file.size)})`}`
    : `what ${shownUrl(source.url)} answers with`;
  return { ...request, desc: `uploads ${what} for ${flag}; its key is ${key} below` };
}

/** What tells by its end what a file is; an answer may bring a better name along. */
function pathOf(source: PlannedUpload["source"]): string {
  return source.kind === "path" ? source.path : new URL(source.url).pathname;
}
