import { inArchivedScene, plainWorld, serve, siteMessage } from "../../support/archive-site.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import { describeInBrowser, inTab, type LookOptions, type Tab } from "../../support/browser.ts";
import { shownIds, text } from "../../support/site-tab.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

const DAY = 86_400_000;

/** Looks at what was said about lunch: on one day in each of eight months, and on each of the last three days. */
function inLunch(options: LookOptions, use: (tab: Tab, origin: string) => Promise<void>): Promise<void> {
  const at = (n: number, daysAgo: number) =>
    siteMessage(5_000 + n, { createTime: FIRST_TIME - daysAgo * DAY, content: { text: `lunch ${n}` } });
  const world = plainWorld([
    ...Array.from({ length: 8 }, (_, n) => at(n, 30 * (8 - n))),
    ...[8, 9, 10].map((n) => at(n, 10 - n)),
  ]);
  return inArchivedScene(world, async (scene) => {
    await using served = await serve(scene);
    await inTab(options, async (tab) => {
      await tab.open(served.first);
      await tab.open(`${served.origin}/search?q=lunch`);
      await use(tab, served.origin);
    });
  });
}

const FOUND = "#hits";
const labels = (tab: Tab) =>
  tab.ask<string[]>("[...document.querySelectorAll('.bars .label')].map((one) => one.textContent)");

describeInBrowser("the times of what a search found", () => {
  it("narrow the search by keyboard, each with its text, and without scripts", () =>
    inLunch({ scripts: false }, async (tab, origin) => {
      assertEquals(await text(tab, FOUND), "11 messages");
      const months = await labels(tab);
      assert(months.length >= 8 && months.every((one) => /^[A-Z][a-z]{2} 20\d\d: \d+ messages?$/.test(one)));
      await tab.ask("document.querySelector('.bars li:last-child a').focus()");
      const isVisible =
        "getComputedStyle(document.querySelector('.bars li:last-child .label')).clipPath === 'none'";
      await tab.until(isVisible);
      const count = (months.at(-1) ?? "").replace(/^.*: /, "");
      await tab.leave(() => tab.page.keyboard.press("Enter"));
      assertEquals(await text(tab, FOUND), count);
      // By days now, and the last of them is the day of the last message.
      assert(
        (await labels(tab)).every((one) =>
          /^[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} 20\d\d: \d+ messages?$/.test(one)
        ),
      );
      await tab.leave(() => tab.ask("document.querySelector('.bars li:last-child a').click()"));
      assertEquals([await text(tab, FOUND), await shownIds(tab)], ["1 message", ["om_5010"]]);
      assertEquals(await labels(tab), []);
      await tab.leave(() => tab.ask("document.querySelector('a[href=\"/search?q=lunch\"]').click()"));
      assertEquals([tab.page.url(), await text(tab, FOUND)], [`${origin}/search?q=lunch`, "11 messages"]);
    }));

  for (const theme of ["light", "dark"] as const) {
    it(`have no serious finding of axe when it is ${theme}, and fit a phone`, () =>
      inLunch({ theme }, async (tab) => {
        assertEquals(await tab.accessibility(), []);
        await tab.page.setViewport({ width: 360, height: 700 });
        assertEquals(await tab.ask("document.documentElement.scrollWidth"), 360);
        assertEquals(await tab.accessibility(), []);
        const heights = await tab.ask<number[]>(
          "[...document.querySelectorAll('.bars a .bar')].map((one) => one.getBoundingClientRect().height)",
        );
        assert(heights.every((height) => height >= 2), String(heights));
      }));
  }
});
