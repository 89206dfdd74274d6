/**
 * What package managers need to know of a release: a formula for Homebrew, a manifest for Scoop.
 *
 * @module
 */

import { archiveFolder, archiveName, archiveUrl, CHECKSUM_FILE } from "../../core/upgrade/release-page.ts";

/** A release as package managers see it. */
export interface PublishedRelease {
  readonly version: string;
  /** Address of the repository, without a slash at its end. */
  readonly repository: string;
  /** SHA-256 of the archives, by target. */
  readonly sums: ReadonlyMap<string, string>;
  /** Paths of completion files inside the archives, by shell. */
  readonly completions: Readonly<Record<string, string>>;
}

const description = "Command-line tool for Feishu and Lark messages";

function downloadOf({ version, repository, sums }: PublishedRelease, target: string) {
  const sum = sums.get(target);
  if (sum === undefined) throw new Error(`the release has no archive for ${target}`);
  return { url: archiveUrl(`${repository}/releases`, { version, name: archiveName(version, target) }), sum };
}

/** The formula, to be put as `Formula/im.rb` into a tap. */
export function homebrewFormula(release: PublishedRelease): string {
  const block = (name: string, lines: readonly string[]) => [
    `  ${name} do`,
    ...lines.map((line) => line && `  ${line}`),
    "  end",
  ];
  const archive = (arch: string, target: string) => {
    const { url, sum } = downloadOf(release, target);
    return block(arch, [`  url "${url}"`, `  sha256 "${sum}"`]);
  };
  const system = (os: string, arm: string, intel: string) =>
    block(os, [...archive("on_arm", arm), ...archive("on_intel", intel)]);
  const completions = Object.entries(release.completions).map(([shell, path]) =>
    `    ${shell}_completion.install "${path}"`
  );
  return [
    "class Im < Formula",
    `  desc "${description}"`,
    `  homepage "${release.repository}"`,
    `  version "${release.version}"`,
    '  license "MIT"',
    "",
    ...system("on_macos", "aarch64-apple-darwin", "x86_64-apple-darwin"),
    "",
    ...system("on_linux", "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-gnu"),
    "",
    "  def install",
    '    bin.install "im"',
    ...completions,
    '    man1.install Dir["man/man1/*.1"]',
    '    man7.install Dir["man/man7/*.7"]',
    "  end",
    "",
    "  test do",
    '    assert_equal "im #{version}\\n", shell_output("#{bin}/im --version")',
    "  end",
    "end",
    "",
  ].join("\n");
}

/** The manifest, to be put as `bucket/im.json` into a bucket. */
export function scoopManifest(release: PublishedRelease): string {
  const target = "x86_64-pc-windows-msvc";
  const { url, sum } = downloadOf(release, target);
  const releases = `${release.repository}/releases`;
  const next = { version: "$version", name: archiveName("$version", target) };
  const manifest = {
    version: release.version,
    description,
    homepage: release.repository,
    license: "MIT",
    architecture: {
      "64bit": { url, hash: sum, extract_dir: archiveFolder(release.version, target) },
    },
    bin: "im.exe",
    checkver: {
      url: `${releases}/latest/download/${CHECKSUM_FILE}`,
      regex: String.raw`im-([\d.]+)-${target}`,
    },
    autoupdate: {
      architecture: {
        "64bit": {
          url: archiveUrl(releases, next),
          extract_dir: archiveFolder("$version", target),
        },
      },
      hash: { url: `$baseurl/${CHECKSUM_FILE}` },
    },
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}
