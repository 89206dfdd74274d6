import { redactUrl, sniffExtension, urlFileName } from "../../../core/upload/url-name.ts";
import { box, bytesOf, opusHead, sourceOf } from "../../support/bytes.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("shownUrl", () => {
  const cases: readonly (readonly [name: string, url: string, shown: string])[] = [
    ["host and last part", "https://a.example/one/two/b.png", "https://a.example/…/b.png"],
    ["no query and fragment", "https://a.example/b.png?sig=1#x", "https://a.example/b.png"],
    ["no name and password", "https://me:word@a.example:8443/b", "https://a.example:8443/b"],
    ["an address without a path", "http://a.example", "http://a.example/"],
  ];
  for (const [name, url, shown] of cases) it(`shows ${name}`, () => assertEquals(redactUrl(url), shown));
});

describe("sniffExtension", () => {
  const files: readonly (readonly [name: string, bytes: Uint8Array, extension: string])[] = [
    ["a JPEG", bytesOf(0xff, 0xd8, 0xff, 0xd9), ".jpg"],
    ["a GIF", bytesOf("GIF89a", 1, 0, 1, 0), ".gif"],
    ["a PDF", bytesOf("%PDF-1.7"), ".pdf"],
    ["an MP4", box("ftyp", "isom"), ".mp4"],
    ["a HEIC", box("ftyp", "heic"), ".heic"],
    ["an Opus recording", opusHead(), ".opus"],
    ["text", bytesOf("hello"), ""],
    ["nothing", bytesOf(), ""],
  ];
  for (const [name, bytes, extension] of files) {
    it(`gives ${name} "${extension}"`, () => assertEquals(sniffExtension(sourceOf(bytes)), extension));
  }
});

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
    ["https://a.example/-50%.txt", {}, "", "50%.txt"],
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
