import type { DownloadOptions, DownloadResult } from "../core/download/download.ts";
import type { ResourceKey } from "../core/download/requests.ts";
import { planTarget, type TargetOptions } from "../core/download/plan.ts";
import type { VerifyOptions } from "../core/download/verify.ts";
import { COMPARED, prettyVerification, verifyFailure } from "./file-check.ts";
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
      const { streamDownload } = await import("../core/download/stream-download.ts");
      const write = (bytes: Uint8Array) => world.stdout.write(bytes);
      const data = await streamDownload(world, client, resource, write, settings);
      return { ...resultOf(data, globals.verbose), envelope: "stderr" };
    }
    const { download } = await import("../core/download/download.ts");
    const plan = await planTarget(world, options);
    const result = resultOf(await download(world, client, resource, plan, settings), globals.verbose);
    return { ...result, warnings: warnings.list() };
  } finally {
    await progress.end();
  }
}

/**
 * Compares the file that a download would write with what the service has; nothing is saved.
 *
 * @throws {Failure} see `verifyDownload` and `planTarget`.
 */
export async function verifySaved(
  { world, globals }: Runtime,
  client: Client,
  resource: ResourceKey,
  options: TargetOptions & Pick<VerifyOptions, "chunk" | "checksum">,
): Promise<CommandResult> {
  const plan = await planTarget(world, options);
  const idle = downloadIdleTimeout(globals);
  const { verifyDownload } = await import("../core/download/verify.ts");
  const data = await verifyDownload(world, client, resource, plan, { ...options, idle });
  const failure = verifyFailure(data);
  return {
    data: { ...data },
    ...(failure === undefined ? {} : { failure }),
    pretty: () => prettyVerification(data),
  };
}

/** By what the bytes are known to be right is said where somebody asks, or where it is less than one expects. */
function resultOf(data: DownloadResult, isVerbose: boolean): CommandResult {
  const { compared, ...rest } = data;
  return {
    data: isVerbose || compared === "nothing" ? { ...data } : rest,
    pretty: () => prettyResult(data, isVerbose),
  };
}

function prettyResult(
  { size_bytes, saved_path, resumed_from, unchanged, compared, sha256 }: DownloadResult,
  isVerbose: boolean,
): string[] {
  const size = formatBytes(size_bytes);
  const place = saved_path ?? "standard output";
  const resumed = resumed_from === undefined
    ? ""
    : `, ${formatBytes(resumed_from)} of it from an earlier run`;
  return [
    unchanged ? `unchanged: ${place} (${size})` : `saved: ${place} (${size}${resumed})`,
    ...(isVerbose ? [`compared: ${COMPARED[compared]}`] : []),
    ...(sha256 === undefined ? [] : [`sha256: ${sha256}`]),
  ];
}
