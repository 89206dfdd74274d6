import { stringifyJson } from "../../core/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../core/platform/request.ts";
import type { Preview } from "../command.ts";
import { cleanForTerminal } from "./terminal.ts";

/** The document of a success (CONTRACT 3). */
export function successEnvelope(identity: Identity | undefined, data: unknown): string {
  return stringifyJson({ ok: true, ...(identity === undefined ? {} : { identity }), data }, 2) + "\n";
}

/** The document of a dry run (CONTRACT 5). */
export function previewEnvelope(identity: Identity | undefined, preview: Preview): string {
  return stringifyJson({
    ok: true,
    ...(identity === undefined ? {} : { identity }),
    dry_run: true,
    data: { api: preview.api.map(previewCall), context: preview.context },
  }, 2) + "\n";
}

function previewCall(request: ApiRequest) {
  return {
    ...(request.desc === undefined ? {} : { desc: request.desc }),
    method: request.method,
    url: requestPath(request),
    ...(request.params === undefined ? {} : { params: request.params }),
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

/** A dry run for people: a comment, then each call as a line. */
export function previewText(preview: Preview): string {
  const lines = ["# dry run: nothing was sent"];
  for (const request of preview.api) {
    if (request.desc !== undefined) lines.push(`# ${request.desc}`);
    lines.push(`${request.method} ${requestPath(request)}${requestQuery(request)}`);
    if (request.body !== undefined) lines.push(stringifyJson(request.body, 2));
  }
  return lines.map(cleanForTerminal).join("\n") + "\n";
}
