import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { urlFileName } from "../../../core/upload/url-name.ts";

describe("urlFileName", () => {
  const PLAIN = "https://a.example/dir/report.pdf?x=y.png#z";
  const names: readonly (readonly [
    url: string,
    headers: Readonly<Record<string, string>>,
    sniffed: string,
    name: string,
  ])[] = [
    [PLAIN, {}, "", "report.pdf"],
    [PLAIN, { "content-disposition": 'attachment; filename="other.xlsx"' }, "", "other.xlsx"],
    [PLAIN, { "content-disposition": "attachment; filename*=UTF-8''%E5%AD%A3.pdf" }, "", "季.pdf"],
    [PLAIN, { "content-disposition": 'attachment; filename="../../etc/passwd"' }, "", "passwd"],
    [PLAIN, { "content-disposition": "attachment" }, "", "report.pdf"],
    [PLAIN, { "content-disposition": 'attachment; filename=".."' }, "", "report.pdf"],
    ["https://a.example/%E5%AD%A3%E5%BA%A6.png", {}, "", "季度.png"],
    ["https://a.example/50%.txt", {}, "", "50%.txt"],
    ["https://a.example/a%2F..%2Fb.txt", {}, "", "b.txt"],
    ["https://a.example/a%00%E2%80%AEb.txt", {}, "", "ab.txt"],
    ["https://a.example/", {}, "", "download"],
    ["https://a.example", {}, ".png", "download.png"],
    ["https://a.example/get", { "content-type": "Image/PNG; q=1" }, ".gif", "get.png"],
    ["https://a.example/get", { "content-type": "application/octet-stream" }, ".pdf", "get.pdf"],
    ["https://a.example/get", { "content-type": "application/x-own" }, "", "get"],
  ];
  for (const [url, headers, sniffed, name] of names) {
    it(`calls ${url} ${JSON.stringify(headers)} "${name}"`, () =>
      assertEquals(urlFileName(url, new Headers(headers), sniffed), name));
  }
});
