import type { World } from "../../../core/world.ts";

/** Who put the program where it is, and replaces it. */
export interface Owner {
  readonly name: string;
  /** The line to type in place of `im upgrade`. */
  readonly command: string;
}

const SLASH = String.raw`[\\/]`;

/** Managers that are known by the path of what they installed, links followed. */
const BY_PATH: readonly (readonly [path: RegExp, owner: Owner])[] = [
  [/\/Cellar\/im\//, { name: "Homebrew", command: "brew upgrade im" }],
  [/^\/nix\/store\//, { name: "Nix", command: "nix profile upgrade im" }],
  [/^\/snap\//, { name: "snap", command: "sudo snap refresh im" }],
  [new RegExp(`${SLASH}scoop${SLASH}apps${SLASH}`, "i"), { name: "Scoop", command: "scoop update im" }],
  [new RegExp(`${SLASH}chocolatey${SLASH}`, "i"), { name: "Chocolatey", command: "choco upgrade im" }],
  [new RegExp(`${SLASH}winget${SLASH}packages${SLASH}`, "i"), {
    name: "winget",
    command: "winget upgrade im",
  }],
  [new RegExp(`${SLASH}node_modules${SLASH}`), { name: "npm", command: "npm update --global" }],
];

/** Managers of a whole Linux system, by the file in which they keep what is installed. */
const BY_DATABASE: readonly (readonly [database: string, owner: Owner])[] = [
  ["/var/lib/dpkg/status", { name: "apt", command: "sudo apt-get install --only-upgrade im" }],
  ["/usr/lib/sysimage/rpm/rpmdb.sqlite", { name: "dnf", command: "sudo dnf upgrade im" }],
  ["/var/lib/rpm/rpmdb.sqlite", { name: "dnf", command: "sudo dnf upgrade im" }],
  ["/var/lib/pacman/local", { name: "pacman", command: "sudo pacman -Syu im" }],
  ["/lib/apk/db/installed", { name: "apk", command: "sudo apk upgrade im" }],
];

/** Directories that belong to the system's package manager; /usr/local and /opt belong to people. */
const SYSTEM_DIRECTORY = /^\/(usr\/(?!local\/))?(bin|sbin|lib|lib64|libexec)\//;

/** The package manager that a program belongs to; `undefined` where a person put it there. */
export async function findOwner(
  { files, os }: Pick<World, "files" | "os">,
  path: string,
): Promise<Owner | undefined> {
  const known = BY_PATH.find(([pattern]) => pattern.test(path))?.[1];
  if (known !== undefined || os !== "linux" || !SYSTEM_DIRECTORY.test(path)) return known;
  for (const [database, owner] of BY_DATABASE) {
    if (await files.stat(database).then(() => true, () => false)) return owner;
  }
  return { name: "the system", command: "the package manager of this system" };
}
