/**
 * The list of a release: `SHA256SUMS` names every file of it, and the names say version and platform. The page of
 * releases is laid out as GitHub does it: `latest/download/FILE` and `download/vX.Y.Z/FILE`.
 *
 * @module
 */

/** Name of the list. */
export const CHECKSUM_FILE = "SHA256SUMS";

/** The archive of a release for one platform. */
export interface ReleaseArchive {
  /** `X.Y.Z` */
  readonly version: string;
  readonly name: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Name of the archive for a platform (`x86_64-apple-darwin`), without its ending also the folder inside. */
export function archiveName(version: string, target: string): string {
  return `${archiveFolder(version, target)}${target.includes("windows") ? ".zip" : ".tar.gz"}`;
}

/** The folder inside the archive. */
export function archiveFolder(version: string, target: string): string {
  return `im-${version}-${target}`;
}

/** What the program is called inside. */
export function programName(target: string): string {
  return target.includes("windows") ? "im.exe" : "im";
}

/** Address of the list of the latest release. */
export function latestListUrl(url: string): string {
  return `${url}/latest/download/${CHECKSUM_FILE}`;
}

/** Address of a release's archive. */
export function archiveUrl(url: string, { version, name }: Pick<ReleaseArchive, "version" | "name">): string {
  return `${url}/download/v${version}/${name}`;
}

/** Finds the archive for a platform in the list; `undefined` where it names none, or several. */
export function findArchive(checksums: string, target: string): ReleaseArchive | undefined {
  const found = [...checksums.matchAll(/^([0-9a-f]{64}) [ *]([\w.-]+)\r?$/gm)].flatMap(
    ([, sha256 = "", name = ""]) => {
      const version = /^im-(\d+\.\d+\.\d+)-/.exec(name)?.[1];
      return version !== undefined && name === archiveName(version, target)
        ? [{ version, name, sha256 }]
        : [];
    },
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Below zero where `a` is the older version, above where it is the newer one. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(".").map(Number));
  const at = left?.findIndex((number, index) => number !== right?.[index]) ?? -1;
  return at < 0 ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0);
}
