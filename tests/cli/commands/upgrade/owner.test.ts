import { findOwner } from "../../../../cli/commands/upgrade/owner.ts";
import type { World } from "../../../../core/world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Files of a system that has these. */
function system(os: World["os"], ...present: readonly string[]): Pick<World, "os" | "files"> {
  const stat = (path: string | URL) =>
    present.includes(String(path))
      ? Deno.stat(".")
      : Promise.reject(new Deno.errors.NotFound(`no such file: ${path}`));
  return { os, files: { ...Deno, stat } };
}

const DPKG = "/var/lib/dpkg/status";

describe("the owner of a program", () => {
  const table: readonly (readonly [os: World["os"], path: string, command: string | undefined])[] = [
    ["darwin", "/opt/homebrew/Cellar/im/0.1.0/bin/im", "brew upgrade im"],
    ["linux", "/home/linuxbrew/.linuxbrew/Cellar/im/0.1.0/bin/im", "brew upgrade im"],
    ["windows", "C:\\Users\\me\\scoop\\apps\\im\\0.1.0\\im.exe", "scoop update im"],
    ["windows", "D:\\Scoop\\Apps\\im\\current\\im.exe", "scoop update im"],
    ["windows", "C:\\ProgramData\\chocolatey\\lib\\im\\im.exe", "choco upgrade im"],
    [
      "windows",
      "C:\\Users\\me\\AppData\\Local\\Microsoft\\WinGet\\Packages\\im\\im.exe",
      "winget upgrade im",
    ],
    ["linux", "/nix/store/abc-im-0.1.0/bin/im", "nix profile upgrade im"],
    ["linux", "/snap/im/1/bin/im", "sudo snap refresh im"],
    ["linux", "/usr/lib/node_modules/x/im", "npm update --global"],
    ["linux", "/usr/bin/im", "sudo apt-get install --only-upgrade im"],
    ["linux", "/usr/local/bin/im", undefined],
    ["linux", "/home/me/.local/bin/im", undefined],
    ["linux", "/opt/im/im", undefined],
    ["darwin", "/usr/local/bin/im", undefined],
    ["darwin", "/Users/me/.local/bin/im", undefined],
    ["windows", "C:\\Users\\me\\AppData\\Local\\Programs\\im\\im.exe", undefined],
  ];
  for (const [os, path, command] of table) {
    it(`${path}: ${command ?? "none"}`, async () => {
      assertEquals((await findOwner(system(os, DPKG), path))?.command, command);
    });
  }

  const databases: Readonly<Record<string, string>> = {
    [DPKG]: "apt",
    "/usr/lib/sysimage/rpm/rpmdb.sqlite": "dnf",
    "/var/lib/pacman/local": "pacman",
    "/lib/apk/db/installed": "apk",
    "/nothing": "the system",
  };
  for (const [database, name] of Object.entries(databases)) {
    it(`of a system with ${database} is ${name}`, async () => {
      assertEquals((await findOwner(system("linux", database), "/usr/bin/im"))?.name, name);
    });
  }
});
