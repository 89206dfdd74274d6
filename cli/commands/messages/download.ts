import { PROBE_BYTES, type ResourceKey, resourceRequest } from "../../../core/download/requests.ts";
import { planTarget } from "../../../core/download/plan.ts";
import { invalidInput } from "../../../core/failure.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { saveDownload, STDOUT, verifySaved } from "../../download.ts";
import { checkExclusive, givenKeys } from "../../options/exclusive.ts";
import { messageId, resourceKey } from "../../options/ids.ts";
import {
  choice,
  integer,
  optional,
  type OptionValues,
  required,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { chunkSize } from "../../options/size.ts";

const options = {
  messageId: required(messageId("message that contains the resource")),
  fileKey: required(resourceKey("key of the image or file in the message's content")),
  type: required(choice(["image", "file"], "image for images; file for files, audio and video")),
  output: optional(text("path", "where to save it: a relative path, a directory, or - for stdout")),
  originalName: toggle("save it under the sender's file name"),
  overwrite: toggle("replace an existing file"),
  workers: withDefault(integer(1, 8, "ranges to fetch at a time, 1 to 8"), 1),
  chunkSize: withDefault(
    chunkSize("size of a range in MiB; auto increases it while downloads succeed"),
    8 * 1024 * 1024,
    "8",
  ),
  checksum: toggle("also report the SHA-256 of the file"),
  verify: toggle("save nothing; compare the saved file with the service's"),
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
    "With --verbose, and always where the service states no length, compared in the answer says how the bytes were " +
    "checked. --verify saves nothing: it compares the file that is already there with the service's, by length, " +
    "head and tail, or with --checksum every byte. If they differ, the exit status is 1.",
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
    {
      comment: "check every byte of a file that was saved earlier",
      line: `${EXAMPLE} file_v3_xxx --type file --verify --checksum`,
    },
    {
      comment: "use at most 2 MiB per second",
      line: `${EXAMPLE} file_v3_xxx --type file --limit-rate 2M`,
    },
    { comment: "pipe it", line: `${EXAMPLE} file_v3_xxx --type file --output - | tar xz` },
  ],
  identities: ["user", "bot"],
  scopes: ["im:message:readonly", "im:message", "im:message.history:readonly"],
  risk: "write",
  answer: async () => (await import("./answers.ts")).download(),
  options,
  async check(values, world, _identity, nameOf) {
    checkExclusive(values, ["verify", "overwrite"], nameOf);
    if (values.output === STDOUT) checkStdoutOptions(values);
    else await planTarget(world, values);
  },
  preview(values) {
    return {
      api: [{ ...resourceRequest(resourceOf(values)), desc: describeRequests(values) }],
      context: { ...resourceOf(values), output: values.output ?? values.fileKey },
    };
  },
  run: (values, runtime) => {
    const work = values.verify ? verifySaved : saveDownload;
    return work(runtime, runtime.client(), resourceOf(values), { ...values, chunk: values.chunkSize });
  },
});

function checkStdoutOptions(values: Values): void {
  const isFile = { originalName: values.originalName, workers: values.workers > 1, verify: values.verify };
  const key = givenKeys(isFile, ["originalName", "workers", "verify"])[0];
  if (key === undefined) return;
  throw invalidInput(
    key,
    phrase`${input(key)} needs a file to write to, but ${input("output")} is "-"`,
    phrase`leave ${input(key)} out, or give ${input("output")} a file name`,
  );
}

function resourceOf({ messageId, fileKey, type }: Values): ResourceKey {
  return { message_id: messageId, file_key: fileKey, type };
}

function describeRequests({ type, verify, checksum }: Values): string {
  if (type === "image") return "the whole image in one request";
  return verify && !checksum
    ? `first with Range: bytes=0-${PROBE_BYTES - 1}, then, for a file of the same size, its last 64 KiB`
    : `first with Range: bytes=0-${PROBE_BYTES - 1}, then range by range until the file is complete`;
}
