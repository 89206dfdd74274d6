/**
 * Request bodies of `multipart/form-data` (RFC 7578), streamed.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import type { StreamedBody } from "./http.ts";
import type { FormBody } from "./request.ts";

/**
 * A form as a body: the fields in order, then the file. Its length is known before, and no more of the file than the
 * piece under way is in memory. Names are UTF-8 between quotes, as browsers send them: RFC 7578 4.2 forbids the
 * `filename*` of other headers.
 *
 * @param boundary letters, digits and dashes that do not occur in the content
 */
export function multipartBody(form: FormBody, boundary: string): StreamedBody {
  const { field, name, content } = form.file;
  if (content === undefined) throw new Error("a form of a preview cannot be sent");
  const encoder = new TextEncoder();
  const part = (disposition: string, more = "") =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`;
  const head = encoder.encode(
    form.fields.map(([key, value]) => `${part(`name=${quoted(key)}`)}${value}\r\n`).join("") +
      part(
        `name=${quoted(field)}; filename=${quoted(name)}`,
        "Content-Type: application/octet-stream\r\n",
      ),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  async function* pieces(file: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield head;
    yield* file;
    yield tail;
  }
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    size: head.length + content.size + tail.length,
    stream: () => ReadableStream.from(pieces(content.stream())),
  };
}

/** A boundary of 128 random bits, so that no content holds it. `random` is uniform in [0, 1). */
export function randomBoundary(world: { random(): number }): string {
  const digit = () => Math.floor(world.random() * 16).toString(16);
  return `im-${Array.from({ length: 32 }, digit).join("")}`;
}

/** Only quotes and line breaks are escaped, by percent as the HTML standard has it. */
function quoted(name: string): string {
  const escaped = name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
  return `"${escaped}"`;
}

/** A form as a dry run shows it: its fields in order, and "@NAME" in place of the file's bytes. */
export function formPreview({ fields, file }: FormBody): JsonObject {
  return Object.fromEntries([...fields, [file.field, `@${file.name}`]]);
}
