import { archiveName, compareVersions, findArchive } from "../../../core/upgrade/release-page.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MAC = "aarch64-apple-darwin";
const SUM = "a".repeat(64);

describe("the archive of a release", () => {
  it("is found by platform, with its version", () => {
    const list = [`${"b".repeat(64)}  im.js`, `${SUM}  im-1.20.3-${MAC}.tar.gz`, ""].join("\n");
    assertEquals(findArchive(list, MAC), {
      version: "1.20.3",
      name: `im-1.20.3-${MAC}.tar.gz`,
      sha256: SUM,
    });
  });

  const refused: Readonly<Record<string, string>> = {
    "an empty list": "",
    "a page of HTML": "<!doctype html><title>Sign in</title>",
    "another platform": `${SUM}  im-1.0.0-x86_64-apple-darwin.tar.gz`,
    "another kind of archive": `${SUM}  im-1.0.0-${MAC}.zip`,
    "a short checksum": `${SUM.slice(1)}  im-1.0.0-${MAC}.tar.gz`,
    "a path": `${SUM}  ../im-1.0.0-${MAC}.tar.gz`,
    "no version": `${SUM}  im-latest-${MAC}.tar.gz`,
    "a version without its last number": `${SUM}  im-1.0.-${MAC}.tar.gz`,
    "two versions": `${SUM}  im-1.0.0-${MAC}.tar.gz\n${SUM}  im-1.1.0-${MAC}.tar.gz`,
  };
  for (const [what, list] of Object.entries(refused)) {
    it(`is not found in ${what}`, () => assertEquals(findArchive(list, MAC), undefined));
  }

  it("is a zip file for Windows", () => {
    assertEquals(archiveName("1.0.0", "x86_64-pc-windows-msvc"), "im-1.0.0-x86_64-pc-windows-msvc.zip");
  });
});

describe("versions", () => {
  const table: readonly (readonly [a: string, b: string, sign: number])[] = [
    ["0.1.0", "0.1.0", 0],
    ["0.1.0", "0.2.0", -1],
    ["0.10.0", "0.9.0", 1],
    ["1.0.0", "0.99.99", 1],
    ["1.2.3", "1.2.4", -1],
  ];
  for (const [a, b, sign] of table) {
    it(`${a} against ${b}`, () => assertEquals(Math.sign(compareVersions(a, b)), sign));
  }
});
