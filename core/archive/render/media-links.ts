/** The path of a file of the archive as a rendering beside `media/` refers to it. */
export function relativeMedia(localPath: string): string {
  return `../${localPath.slice(localPath.lastIndexOf("media/")).replaceAll("\\", "/")}`;
}
