/**
 * Puts a release together: all of it or nothing.
 *
 * @module
 */

import { archiveFolder, archiveName, CHECKSUM_FILE, programName } from "../../core/upgrade/release-page.ts";
import { type ArchiveFile, makeArchive } from "./archive.ts";
import { checksumList, sha256 } from "./checksums.ts";
import { platformOf } from "./executable.ts";
import { homebrewFormula, type PublishedRelease, scoopManifest } from "./package-managers.ts";

/** What is released. */
export interface ReleasePlan {
  readonly version: string;
  readonly targets: readonly string[];
  /** Address of the repository, without a slash at its end. */
  readonly repository: string;
  /** The text of the changelog about this version. */
  readonly changes: string;
  /** Files of the checkout that the release carries. */
  readonly sources: Readonly<Record<"LICENSE" | "README.md" | "install.sh" | "install.ps1", string>>;
  /** What the program is made of, `name: where it comes from`. */
  readonly libraries: Readonly<Record<string, string>>;
  /** Folder that the files go to; replaced as a whole. */
  readonly folder: string;
}

/** The steps that need other programs; tests pass others. */
export interface ReleaseSteps {
  /** Makes the single file. */
  bundle(file: string): Promise<void>;
  /** Makes the binary for a target, or throws. */
  compile(target: string, file: string): Promise<void>;
  /** Makes the completion files, by shell: name and text. */
  completions(
    bundle: string,
  ): Promise<Readonly<Record<string, { readonly name: string; readonly text: string }>>>;
  /** Makes the manual pages, by their path below a directory of manuals. */
  manuals(bundle: string): Promise<ReadonlyMap<string, string>>;
}

/**
 * Makes all files of a release; gives their names. Where one target is missing, the folder is left as it was.
 *
 * @throws what a step throws, and where a binary is not for its target
 */
export async function makeRelease(plan: ReleasePlan, steps: ReleaseSteps): Promise<readonly string[]> {
  const draft = `${plan.folder}.partial`;
  await Deno.remove(draft, { recursive: true }).catch(() => {});
  await Deno.mkdir(draft, { recursive: true });
  try {
    const files = await makeFiles(plan, steps, draft);
    for (const [name, bytes] of files) await Deno.writeFile(`${draft}/${name}`, bytes);
    await Deno.writeTextFile(`${draft}/${CHECKSUM_FILE}`, await checksumList(files));
    await Deno.writeTextFile(`${draft}/notes.md`, releaseNotes(plan));
    await Deno.remove(plan.folder, { recursive: true }).catch(() => {});
    await Deno.rename(draft, plan.folder);
    return [...files.keys(), CHECKSUM_FILE, "notes.md"].sort();
  } finally {
    await Deno.remove(draft, { recursive: true }).catch(() => {});
  }
}

async function makeFiles(
  plan: ReleasePlan,
  steps: ReleaseSteps,
  draft: string,
): Promise<Map<string, Uint8Array>> {
  const { version, sources, repository } = plan;
  const bundle = `${draft}/im.js`;
  await steps.bundle(bundle);
  const completions = Object.entries(await steps.completions(bundle));
  const manuals = [...await steps.manuals(bundle)];
  const files = new Map([["im.js", await Deno.readFile(bundle)]]);
  const sums = new Map<string, string>();
  const documents = [
    ["LICENSE", sources.LICENSE],
    ["README.md", sources["README.md"]],
    ...completions.map(([, { name, text }]) => [`completions/${name}`, text]),
    ...manuals.map(([path, text]) => [`man/${path}`, text]),
  ];
  for (const target of plan.targets) {
    const name = archiveName(version, target);
    const archive = makeArchive(
      name,
      [
        { path: programName(target), bytes: await compileFor(target, draft, steps), isProgram: true },
        ...documents.map(([path = "", text = ""]) => ({ path, bytes: encode(text) })),
      ].map((file): ArchiveFile => ({ ...file, path: `${archiveFolder(version, target)}/${file.path}` })),
    );
    files.set(name, archive);
    sums.set(target, await sha256(archive));
  }
  for (const name of ["install.sh", "install.ps1"] as const) {
    files.set(name, encode(withAddress(sources[name], `${repository}/releases`)));
  }
  const published: PublishedRelease = {
    version,
    repository,
    sums,
    completions: Object.fromEntries(completions.map(([shell, { name }]) => [shell, `completions/${name}`])),
  };
  const has = (pattern: RegExp, count: number) =>
    plan.targets.filter((target) => pattern.test(target)).length === count;
  if (has(/linux|apple/, 4)) files.set("im.rb", encode(homebrewFormula(published)));
  if (has(/windows/, 1)) files.set("im.json", encode(scoopManifest(published)));
  return files;
}

async function compileFor(target: string, draft: string, steps: ReleaseSteps): Promise<Uint8Array> {
  const file = `${draft}/${programName(target)}`;
  await steps.compile(target, file);
  const bytes = await Deno.readFile(file).catch(() => {
    throw new Error(`${target} was not built`);
  });
  await Deno.remove(file);
  const platform = platformOf(bytes);
  if (platform !== target) {
    throw new Error(`the binary for ${target} is one for ${platform ?? "nothing known"}`);
  }
  return bytes;
}

/** The line of an installer that says where releases are; empty in the checkout, which knows no address. */
const addressLine = /^(\$?built_in_url ?= ?)''$/m;

/** An installer that knows the page of releases it comes from. */
export function withAddress(installer: string, releases: string): string {
  if (!addressLine.test(installer)) throw new Error("the installer has no line for the address");
  return installer.replace(addressLine, (_line, start: string) => `${start}'${releases}'`);
}

function releaseNotes({ changes, libraries, repository }: ReleasePlan): string {
  return [
    changes,
    "",
    "## Check what you download",
    "",
    "`SHA256SUMS` has the checksum of every file, and each was attested by the workflow that built it:",
    "",
    "```sh",
    "sha256sum --check --ignore-missing SHA256SUMS",
    `gh attestation verify FILE --repo ${new URL(repository).pathname.slice(1)}`,
    "```",
    "",
    "## Made from",
    "",
    ...Object.entries(libraries).map(([name, from]) => `- ${name}: \`${from}\``),
    "",
  ].join("\n");
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
