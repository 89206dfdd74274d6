import {
  chooseExtension,
  cleanName,
  dispositionName,
  extensionForType,
  hasExtension,
  MAX_NAME_BYTES,
} from "../../../core/download/file-name.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Text as it arrives when a server puts its UTF-8 bytes into a header: each byte a character. */
const rawBytes = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

describe("dispositionName", () => {
  const rows: readonly (readonly [header: string | null, name: string | undefined])[] = [
    ['attachment; filename="report.pdf"', "report.pdf"],
    ["attachment; filename=report.pdf", "report.pdf"],
    ["inline; filename=report.pdf", "report.pdf"],
    ['ATTACHMENT; FILENAME="report.pdf"', "report.pdf"],
    ['attachment; filename="a; b=c.pdf"', "a; b=c.pdf"],
    ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
    ["attachment; filename*=UTF-8''%E5%9B%BE.png", "图.png"],
    ["attachment; filename*=utf-8'zh'%e5%9b%be%20a.png", "图 a.png"],
    ["attachment; filename*=ISO-8859-1''%E9t%E9.txt", "été.txt"],
    ["attachment; filename=\"old.png\"; filename*=UTF-8''%E5%9B%BE.png", "图.png"],
    ["attachment; filename*=UTF-8''%E5%9B%BE.png; filename=\"old.png\"", "图.png"],
    [`attachment; filename="${rawBytes("季度报告.pdf")}"`, "季度报告.pdf"],
    ['attachment; filename="été.txt"', "été.txt"],
    [`attachment; filename="${rawBytes("é")}中.txt"`, `${rawBytes("é")}中.txt`],
    ['attachment; filename="%E5%9B%BE.png"', "图.png"],
    ['attachment; filename="100%.png"', "100%.png"],
    ['attachment; filename="%E5%9B.png"', "%E5%9B.png"],
    ['attachment; filename="../../etc/passwd"', "../../etc/passwd"],
    ["attachment", undefined],
    ['attachment; filename=""', undefined],
    ["", undefined],
    [null, undefined],
    ["attachment; filename=", undefined],
    ['nonsense "', undefined],
  ];
  for (const [header, name] of rows) {
    it(`of ${JSON.stringify(header)} is ${JSON.stringify(name)}`, () =>
      assertEquals(dispositionName(header), name));
  }

  it("does not decode twice what was encoded once", () =>
    assertEquals(dispositionName("attachment; filename*=UTF-8''100%2525.txt"), "100%25.txt"));
});

const bytesOf = (name: string) => new TextEncoder().encode(name).length;

describe("cleanName", () => {
  const names: readonly (readonly [name: string, clean: string | undefined])[] = [
    ["report.pdf", "report.pdf"],
    ["季度 报告 (终).pdf", "季度 报告 (终).pdf"],
    ["archive.tar.gz", "archive.tar.gz"],
    ["a - b.txt", "a - b.txt"],
    ["../../etc/passwd", "passwd"],
    ["/etc/passwd", "passwd"],
    ["..\\..\\windows\\system.ini", "system.ini"],
    ["C:\\a\\b.txt", "b.txt"],
    ["C:b.txt", "C_b.txt"],
    ["a.txt:stream", "a.txt_stream"],
    ["a\0b.txt", "ab.txt"],
    ["a\nb\r\t.txt", "ab.txt"],
    ["a\u001b[31mb", "a[31mb"],
    ["a\u0085b", "ab"],
    ["evil\u202egnp.exe", "evilgnp.exe"],
    ["a\u200b\u2066\ufeffb", "ab"],
    ["-rf", "rf"],
    ["--output=x", "output=x"],
    [".bashrc", "bashrc"],
    ["...x", "x"],
    ["~root", "root"],
    [" . -x", "x"],
    ["name. . ", "name"],
    ['<>:"|?*', "_______"],
    ["CON", "_CON"],
    ["con.txt", "_con.txt"],
    ["Lpt9.tar.gz", "_Lpt9.tar.gz"],
    ["COM¹", "_COM¹"],
    ["conin$", "_conin$"],
    ["console.txt", "console.txt"],
    ["com10", "com10"],
    ["", undefined],
    [".", undefined],
    ["..", undefined],
    ["a/", undefined],
    ["a/..", undefined],
    ["\0\u200b", undefined],
    ["---", undefined],
    [`x${"\u0301".repeat(300)}`, undefined],
  ];
  for (const [name, clean] of names) {
    const shown = name.length > 40 ? `${name.length} characters` : JSON.stringify(name);
    it(`makes ${JSON.stringify(clean)} of ${shown}`, () => assertEquals(cleanName(name), clean));
  }

  const long: readonly (readonly [name: string, clean: string])[] = [
    [`${"a".repeat(300)}.pdf`, `${"a".repeat(251)}.pdf`],
    ["a".repeat(255), "a".repeat(255)],
    ["a".repeat(256), "a".repeat(255)],
    [`${"图".repeat(100)}.png`, `${"图".repeat(83)}.png`],
    ["图".repeat(86), "图".repeat(85)],
    [`${"👍".repeat(80)}.png`, `${"👍".repeat(62)}.png`],
    [`ab${"e\u0301".repeat(100)}`, `ab${"e\u0301".repeat(84)}`],
    [`${"a".repeat(254)}.${"b".repeat(100)}`, "a".repeat(254)],
    [`${"a".repeat(250)} ${"b".repeat(100)}.txt`, `${"a".repeat(250)}.txt`],
    [`a b.c ${"d".repeat(300)}.txt`, `a b.c ${"d".repeat(245)}.txt`],
  ];
  for (const [name, clean] of long) {
    it(`cuts ${bytesOf(name)} bytes (${name.slice(0, 3)}…${name.slice(-4)}) between characters`, () => {
      assertEquals(cleanName(name), clean);
      assert(bytesOf(clean) <= MAX_NAME_BYTES);
    });
  }

  it("never gives a name that is a path, hidden, a flag, too long or ends in a dot", () => {
    const random = seededRandom(7);
    const pieces = [
      "a",
      "图",
      "👍",
      ".",
      "..",
      "/",
      "\\",
      " ",
      "-",
      "~",
      "\0",
      "\u202e",
      "con",
      ":",
      "x".repeat(90),
      "e\u0301",
    ];
    for (let round = 0; round < 2000; round++) {
      const name = Array.from(
        { length: 1 + Math.floor(random() * 10) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join("");
      const clean = cleanName(name);
      if (clean === undefined) continue;
      // deno-lint-ignore no-control-regex -- control characters are what it looks for
      assertMatch(clean, /^[^.~\s/\\\0\u202e-][^/\\\0\u202e]*$/u, JSON.stringify(name));
      assert(!/[.\s]$/.test(clean), JSON.stringify(name));
      assert(bytesOf(clean) <= MAX_NAME_BYTES);
      assertEquals(cleanName(clean), clean);
    }
  });
});

describe("hasExtension", () => {
  for (const [name, has] of [["a.png", true], ["a", false], [".hidden", true], ["a.b c", true]] as const) {
    it(`is ${has} for ${name}`, () => assertEquals(hasExtension(name), has));
  }
});

describe("chooseExtension", () => {
  const rows: readonly (readonly [serverName: string | undefined, mediaType: string, extension: string])[] = [
    ["photo.HEIC", "image/jpeg", ".HEIC"],
    ["archive.tar.gz", "application/gzip", ".gz"],
    [undefined, "image/jpeg", ".jpg"],
    ["photo", "image/jpeg", ".jpg"],
    ["photo.", "image/jpeg", ".jpg"],
    ["a.图", "image/png", ".png"],
    ["a.b c", "image/png", ".png"],
    [`a.${"x".repeat(17)}`, "image/png", ".png"],
    [undefined, "application/x-unheard-of", ""],
    [undefined, "", ""],
  ];
  for (const [serverName, mediaType, extension] of rows) {
    it(`is "${extension}" for ${serverName} and "${mediaType}"`, () =>
      assertEquals(chooseExtension(serverName, mediaType), extension));
  }
});

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** What lark-cli knows. */
const TYPES: Readonly<Record<string, string | undefined>> = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "image/svg+xml": ".svg",
  "application/pdf": ".pdf",
  "video/mp4": ".mp4",
  "video/3gpp": ".3gp",
  "video/x-msvideo": ".avi",
  "audio/mpeg": ".mp3",
  "audio/ogg": ".ogg",
  "audio/wav": ".wav",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/css": ".css",
  "text/csv": ".csv",
  "application/zip": ".zip",
  "application/x-zip-compressed": ".zip",
  "application/x-rar-compressed": ".rar",
  "application/json": ".json",
  "application/xml": ".xml",
  "application/octet-stream": ".bin",
  "application/msword": ".doc",
  [`${OFFICE}.wordprocessingml.document`]: ".docx",
  "application/vnd.ms-excel": ".xls",
  [`${OFFICE}.spreadsheetml.sheet`]: ".xlsx",
  "application/vnd.ms-powerpoint": ".ppt",
  [`${OFFICE}.presentationml.presentation`]: ".pptx",
  "application/x-unheard-of": undefined,
  "": undefined,
  constructor: undefined,
  toString: undefined,
};

describe("extensionOfType", () => {
  for (const [type, extension] of Object.entries(TYPES)) {
    it(`of "${type}" is ${extension}`, () => assertEquals(extensionForType(type), extension));
  }
});
