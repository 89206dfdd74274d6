import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { dispositionName } from "../../../core/download/content-disposition.ts";

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
