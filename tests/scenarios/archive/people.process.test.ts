import { describeInBrowser } from "../../support/browser.ts";
import { follow, inFiles, inServed, shownIds } from "../../support/site-tab.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

describeInBrowser("pages of people", () => {
  it("say who wrote how much, in a chat and in all, and lead to what they wrote, without scripts", () =>
    inServed({ scripts: false }, async (tab, origin) => {
      const rows = () =>
        tab.ask<string[]>(
          "[...document.querySelectorAll('.people tbody tr')].map((one) => [...one.cells].slice(0, 2).map((cell) => cell.textContent).join(' '))",
        );
      await follow(tab, 'a[href="/people"]');
      assertEquals(await rows(), ["Ana 10", "Bo 8"]);
      await tab.open(`${origin}/chat/oc_topic`);
      await follow(tab, 'a[href="/people/oc_topic"]');
      assertEquals(await rows(), ["Ana 1", "Bo 1"]);
      await follow(tab, ".people tbody a");
      assertEquals(await shownIds(tab), ["om_18"]);
      assertEquals(await tab.open(`${origin}/people/oc_none`), 404);
    }));

  it("say as files who wrote how much, and lead to what they wrote", () =>
    inFiles({}, async (tab, top) => {
      await tab.open(`${top}/people.html`);
      await follow(tab, ".people tbody tr:last-child a");
      await tab.until("/^\\d+ found/.test(document.getElementById('state').textContent)");
      assertEquals(await tab.ask("document.getElementById('state').textContent"), "8 found");
    }));
});
