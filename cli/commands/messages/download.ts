import { download, type DownloadResult } from "../../../core/download/download.ts";
import { type ResourceKey, resourceRequest } from "../../../core/download/requests.ts";
import { streamDownload } from "../../../core/download/stream-download.ts";
import { planTarget } from "../../../core/download/target.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { type CommandResult, defineCommand, type Session } from "../../command.ts";
import {
  choice,
  chunkSize,
  integer,
  messageId,
  optional,
  type OptionValues,
  required,
  resourceKey,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { formatBytes, startProgress } from "../../output/progress.ts";

/** Longest silence of the service during a download, seconds, unless `--timeout` says otherwise (docs/contract.md, 6). */
const IDLE_TIMEOUT_SECONDS = 60;
const STDOUT = "-";

const options = {
  messageId: required(messageId("message that contains the resource")),
  fileKey: required(resourceKey("key of the image or file in the message's content")),
  type: required(choice(["image", "file"], "image for pictures; file for files, audio and video")),
  output: optional(text("path", "where to save it: a relative path, a directory, or - for stdout")),
  originalName: toggle("save it under the name that the sender gave it"),
  overwrite: toggle("replace an existing file"),
  workers: withDefault(integer(1, 8, "ranges to fetch at a time, 1 to 8"), 1),
  chunkSize: withDefault(
    chunkSize("size of a range in MiB; auto increases it while downloads succeed"),
    8 * 1024 * 1024,
    "8",
  ),
  checksum: toggle("also report the SHA-256 of the file"),
};

type Values = OptionValues<typeof options>;

const EXAMPLE = "+messages-resources-download --message-id om_xxx --file-key";

/** `im +messages-resources-download` */
export const messagesResourcesDownload = defineCommand({
  name: "+messages-resources-download",
  summary: "Download an image or file from a message",
  description: [
    "Files are fetched in ranges, and every range is checked. If the download stops for any reason, the same " +
    "command continues it. The file appears under its name only when it is complete and on disk.",
    "Without --output, the file is named after its key. If the name has no extension, one is added from the " +
    "server's file name or the content type. An existing file with the same bytes is left alone; a different one " +
    "is replaced only with --overwrite.",
  ],
  examples: [
    { comment: "download an image into the current directory", line: `${EXAMPLE} img_v3_xxx --type image` },
    { comment: "download a file", line: `${EXAMPLE} file_v3_xxx --type file` },
    {
      comment: "choose the path",
      line: `${EXAMPLE} img_v3_xxx --type image --output ./photo.png`,
    },
    {
      comment: "into a directory, under the sender's name, four ranges at a time",
      line: `${EXAMPLE} file_v3_xxx --type file --output downloads/ --original-name --workers 4`,
    },
    { comment: "as a bot", line: `${EXAMPLE} img_v3_xxx --type image --as bot` },
    { comment: "see the request without sending it", line: `${EXAMPLE} img_v3_xxx --type image --dry-run` },
    { comment: "pipe it", line: `${EXAMPLE} file_v3_xxx --type file --output - | tar xz` },
  ],
  identities: ["user", "bot"],
  scopes: ["im:message:readonly", "im:message", "im:message.history:readonly"],
  risk: "write",
  options: options,
  async check(values, world) {
    if (values.output === STDOUT) checkStdoutOptions(values);
    else await planTarget(world, values);
  },
  preview(values) {
    return {
      api: [{ ...resourceRequest(resourceOf(values)), desc: describeRequests(values) }],
      context: { ...resourceOf(values), output: values.output ?? values.fileKey },
    };
  },
  async run(values, session): Promise<CommandResult> {
    const { world, globals } = session;
    const progress = startProgress(world, globals.quiet || globals.verbose);
    try {
      return await fetchResource(values, session, (state) => progress.report(state));
    } finally {
      await progress.end();
    }
  },
});

async function fetchResource(
  values: Values,
  session: Session,
  onProgress: NonNullable<Parameters<typeof download>[4]["onProgress"]>,
): Promise<CommandResult> {
  const { world, globals } = session;
  const options = {
    chunk: values.chunkSize,
    checksum: values.checksum,
    idle: (globals.timeout ?? IDLE_TIMEOUT_SECONDS) * 1000,
    onProgress,
  };
  const resource = resourceOf(values);
  if (values.output === STDOUT) {
    const write = (bytes: Uint8Array) => world.stdout.write(bytes);
    const data = await streamDownload(world, session.client(), resource, write, options);
    return { data: { ...data }, pretty: () => describeResult(data), envelope: "stderr" };
  }
  const plan = await planTarget(world, values);
  const data = await download(world, session.client(), resource, plan, {
    ...options,
    workers: values.workers,
    overwrite: values.overwrite,
  });
  return { data: { ...data }, pretty: () => describeResult(data) };
}

function checkStdoutOptions(values: Values): void {
  const needsFile = values.originalName ? "--original-name" : values.workers > 1 ? "--workers" : undefined;
  if (needsFile !== undefined) {
    throw invalidArgument(
      needsFile,
      `${needsFile} needs a file to write to, but --output is "-"`,
      `leave ${needsFile} out, or give --output a file name`,
    );
  }
}

function resourceOf(values: Values): ResourceKey {
  return { message_id: values.messageId, file_key: values.fileKey, type: values.type };
}

function describeRequests({ type }: Values): string {
  return type === "image"
    ? "the whole image in one request"
    : "first with Range: bytes=0-131071, then range by range until the file is complete";
}

function describeResult(result: DownloadResult): string[] {
  const size = formatBytes(result.size_bytes);
  const place = result.saved_path === undefined ? "written to stdout" : result.saved_path;
  const resumed = result.resumed_from === undefined ? "" : `, ${formatBytes(result.resumed_from)} of it kept`;
  return [
    result.unchanged ? `unchanged: ${place} (${size})` : `saved: ${place} (${size}${resumed})`,
    ...(result.sha256 === undefined ? [] : [`sha256: ${result.sha256}`]),
  ];
}
