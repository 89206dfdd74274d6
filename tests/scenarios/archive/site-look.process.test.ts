import { exportSite } from "../../support/archive-site.ts";
import { describeInBrowser } from "../../support/browser.ts";
import { inServed } from "../../support/site-tab.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

const SERVED = [
  "/",
  "/chat/oc_group",
  "/chat/oc_topic",
  "/thread/omt_one",
  "/chat/oc_group?thread=omt_one",
  "/search",
  "/search?q=message&in=oc_group&has=",
  "/days/oc_group",
  "/gallery/oc_group",
  "/history/om_15",
  "/people",
  "/people/oc_group",
  "/nothing",
];

const STATIC = [
  "index.html",
  "search.html?q=message",
  "people.html",
  "chat/oc_group/index.html",
  "chat/oc_group/2026-05.html",
  "chat/oc_group/threads-2026-05.html",
  "chat/oc_group/files-2026-05.html",
];

describeInBrowser("pages of both sites", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`have no serious finding of axe when it is ${theme}, and fit a phone`, () =>
      inServed({ theme }, async (tab, origin, scene) => {
        const site = await exportSite(scene);
        const addresses = [
          ...SERVED.map((path) => origin + path),
          ...STATIC.map((path) => `file://${site}/${path}`),
        ];
        const findings: string[] = [];
        for (const address of addresses) {
          await tab.page.setViewport({ width: 1000, height: 800 });
          await tab.open(address);
          findings.push(...(await tab.accessibility()).map((one) => `${address}: ${one}`));
          await tab.page.setViewport({ width: 360, height: 700 });
          const width = await tab.ask<number>("document.documentElement.scrollWidth");
          if (width > 360) findings.push(`${address} is ${width} wide`);
        }
        assertEquals(findings, []);
      }));
  }

  it("print messages without what only works on a screen, and with the addresses of links", () =>
    inServed({}, async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group`);
      await tab.page.emulateMediaType("print");
      const display = (selector: string) =>
        tab.ask<string>(`getComputedStyle(document.querySelector("${selector}")).display`);
      assertEquals([await display(".top"), await display(".tabs"), await display("#om_0")], [
        "none",
        "none",
        "block",
      ]);
      assert(
        (await tab.ask<string>(
          "getComputedStyle(document.querySelector('#om_11 .text a'), '::after').content",
        ))
          .includes("https://example.com/a?b=1&c=2"),
      );
      assert((await tab.page.pdf()).length > 10_000);
    }));
});
