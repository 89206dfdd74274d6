import type { JsonObject } from "../json.ts";
import type { FormBody } from "../platform/request.ts";

/** A form as a dry run shows it: its fields in order, and "@NAME" in place of the file's bytes. */
export function formPreview({ fields, file }: FormBody): JsonObject {
  return Object.fromEntries([...fields, [file.field, `@${file.name}`]]);
}
