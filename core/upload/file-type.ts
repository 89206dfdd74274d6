/** What the service is told a file is (writing sheet 10.2). */
export type FileType = "opus" | "mp4" | "pdf" | "doc" | "xls" | "ppt" | "stream";

const DOCUMENTS: ReadonlyMap<string, FileType> = new Map([
  ["pdf", "pdf"],
  ["doc", "doc"],
  ["docx", "doc"],
  ["xls", "xls"],
  ["xlsx", "xls"],
  ["csv", "xls"],
  ["ppt", "ppt"],
  ["pptx", "ppt"],
]);

/**
 * The type to upload under (writing sheet 10.5). The flag decides, since the service refuses a message whose type does
 * not fit it (230055): recordings and videos sent with `--file` are plain files.
 */
export function chooseFileType(flag: "--file" | "--audio" | "--video", name: string): FileType {
  if (flag === "--audio") return "opus";
  if (flag === "--video") return "mp4";
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return DOCUMENTS.get(extension) ?? "stream";
}
