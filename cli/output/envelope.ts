import { type JsonObject, type JsonValue, parseJson, stringifyJson } from "../../core/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../core/platform/request.ts";
import { formPreview } from "../../core/upload/form-preview.ts";
import type { CommandResult, Preview } from "../command.ts";
import { cleanForTerminal } from "./terminal.ts";

/** The document of a result (CONTRACT 3); partly done, it tells why beside what was done. */
export function resultDocument(identity: Identity | undefined, result: CommandResult): JsonObject {
  const { data, count, pagination, warnings = [], failure } = result;
  const meta = {
    ...(count === undefined ? {} : { count }),
    ...(pagination === undefined ? {} : { pagination }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  return {
    ok: failure === undefined,
    ...(identity === undefined ? {} : { identity }),
    data,
    ...(Object.keys(meta).length === 0 ? {} : { meta: plain(meta) }),
    ...(failure === undefined ? {} : { error: plain(failure.detail) }),
  };
}

/** The document of a dry run (CONTRACT 5). */
export function previewDocument(identity: Identity | undefined, preview: Preview): JsonObject {
  const { description, api, context } = preview;
  return {
    ok: true,
    ...(identity === undefined ? {} : { identity }),
    dry_run: true,
    data: {
      ...(description === undefined ? {} : { description }),
      api: api.map(previewCall),
      context,
    },
  };
}

/** Typed records are JSON, too. */
function plain(value: unknown): JsonValue {
  return parseJson(stringifyJson(value));
}

function previewCall(request: ApiRequest) {
  return {
    ...(request.desc === undefined ? {} : { desc: request.desc }),
    method: request.method,
    url: requestPath(request),
    ...(request.params === undefined ? {} : { params: request.params }),
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.form === undefined ? {} : { form: formPreview(request.form) }),
  };
}

/** A dry run for people: a comment, then each call as a line. */
export function previewText(preview: Preview): string {
  const lines = ["# dry run: nothing was sent"];
  if (preview.description !== undefined) lines.push(`# ${preview.description}`);
  for (const request of preview.api) {
    if (request.desc !== undefined) lines.push(`# ${request.desc}`);
    lines.push(`${request.method} ${requestPath(request)}${requestQuery(request)}`);
    if (request.body !== undefined) lines.push(stringifyJson(request.body, 2));
    if (request.form !== undefined) lines.push(stringifyJson(formPreview(request.form), 2));
  }
  return lines.map(cleanForTerminal).join("\n") + "\n";
}
