import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { shownUrl } from "../../../core/upload/shown-url.ts";

describe("shownUrl", () => {
  const cases: readonly (readonly [name: string, url: string, shown: string])[] = [
    ["host and last part", "https://a.example/one/two/b.png", "https://a.example/…/b.png"],
    ["no query and fragment", "https://a.example/b.png?sig=1#x", "https://a.example/b.png"],
    ["no name and password", "https://me:word@a.example:8443/b", "https://a.example:8443/b"],
    ["an address without a path", "http://a.example", "http://a.example/"],
  ];
  for (const [name, url, shown] of cases) it(`shows ${name}`, () => assertEquals(shownUrl(url), shown));
});
