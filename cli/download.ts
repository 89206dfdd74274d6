import { download, type DownloadOptions, type DownloadResult } from "../core/download/download.ts";
import type { ResourceKey } from "../core/download/requests.ts";
import { streamDownload } from "../core/download/stream-download.ts";
import { planTarget, type TargetOptions } from "../core/download/target.ts";
import { createWarnings } from "../core/warning.ts";
import type { Client } from "../core/platform/client.ts";
import { formatBytes } from "../core/text/size.ts";
import type { CommandResult, Runtime } from "./command.ts";
import { downloadIdleTimeout } from "./options/global.ts";

/** The output that stands for standard output. */
export const STDOUT = "-";

/** Key of the warning that a file could not be named as the server names it. */
const MISSING_NAME = "original_name_missing";

/** How a command downloads. */
export interface SaveOptions
  extends
    TargetOptions,
    Pick<DownloadOptions, "workers" | "chunk" | "overwrite" | "checksum" | "toRequest"> {}

/**
 * Downloads a resource into a file, or to standard output, whose envelope then goes to stderr. Shows progress.
 *
 * @throws {Failure} see `download`, `streamDownload` and `planTarget`.
 */
export async function saveDownload(
  { world, globals, progress: { start } }: Runtime,
  client: Client,
  resource: ResourceKey,
  options: SaveOptions,
): Promise<CommandResult> {
  const progress = start(`downloading ${resource.file_key}`);
  const warnings = createWarnings();
  const settings: DownloadOptions = {
    ...options,
    onMissingName: (used) =>
      warnings.add(MISSING_NAME, `the server sent no usable file name: saved as "${used}"`),
    idle: downloadIdleTimeout(globals),
    onProgress: (state) => progress.report(state),
  };
  try {
    if (options.output === STDOUT) {
      const write = (bytes: Uint8Array) => world.stdout.write(bytes);
      const data = await streamDownload(world, client, resource, write, settings);
      return { ...resultOf(data), envelope: "stderr" };
    }
    const plan = await planTarget(world, options);
    const result = resultOf(await download(world, client, resource, plan, settings));
    return { ...result, warnings: warnings.list() };
  } finally {
    await progress.end();
  }
}

function resultOf(data: DownloadResult): CommandResult {
  return { data: { ...data }, pretty: () => prettyResult(data) };
}

function prettyResult({ size_bytes, saved_path, resumed_from, unchanged, sha256 }: DownloadResult): string[] {
  const size = formatBytes(size_bytes);
  const place = saved_path ?? "standard output";
  const resumed = resumed_from === undefined
    ? ""
    : `, ${formatBytes(resumed_from)} of it from an earlier run`;
  return [
    unchanged ? `unchanged: ${place} (${size})` : `saved: ${place} (${size}${resumed})`,
    ...(sha256 === undefined ? [] : [`sha256: ${sha256}`]),
  ];
}
