import {
  exportSite,
  FIRST_DAY,
  inArchivedScene,
  plainWorld,
  SECOND_DAY,
} from "../../support/archive-site.ts";
import { describeInBrowser, inTab } from "../../support/browser.ts";
import { follow, inFiles, shownIds } from "../../support/site-tab.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Searches, and the messages that they find, newest first. */
const SEARCHES: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ["清空", ["om_14"]],
  ['"ESSAGE 1"', ["om_18", "om_17", "om_1"]],
  ["from:ana in:topics", ["om_18"]],
  ['"message " -1 in:oc_group', ["om_5", "om_4", "om_3", "om_2", "om_0"]],
  [`message before:${FIRST_DAY}`, []],
  [`after:${SECOND_DAY}`, ["om_16"]],
  ["nowhere", []],
];

describeInBrowser("the site of files", () => {
  it("opens from the disk: chats, days, messages, threads, earlier versions", () =>
    inFiles({}, async (tab, top) => {
      await tab.open(`${top}/index.html`);
      await follow(tab, 'a[href="chat/oc_group/index.html"]');
      await follow(tab, "section .days a");
      assertEquals((await shownIds(tab)).slice(0, 5), ["om_0", "om_1", "om_2", "om_3", "om_6"]);
      assert((await tab.ask<string>("document.getElementById('om_15').textContent")).includes("first words"));
      await follow(tab, "#om_3 .thread a");
      assertEquals(await shownIds(tab), ["om_4", "om_5"]);
    }));

  it("finds words in any script, with filters, and leads to what it found", () =>
    inFiles({}, async (tab, top) => {
      for (const [query, ids] of SEARCHES) {
        await tab.open(`${top}/search.html?q=${encodeURIComponent(query)}`);
        await tab.until("/^\\d+ found/.test(document.getElementById('state').textContent)");
        assertEquals(
          await tab.ask("[...document.querySelectorAll('#hits a')].map((one) => one.hash.slice(1))"),
          [...ids],
          query,
        );
      }
      await tab.open(`${top}/search.html?q=forwarded+one`);
      await tab.until("document.querySelector('#hits a')");
      await follow(tab, "#hits a");
      await tab.until("document.activeElement.id === 'om_12'");
    }));

  it("shows messages without scripts", () =>
    inFiles({ scripts: false }, async (tab, top) => {
      await tab.open(`${top}/chat/oc_group/2026-05.html#om_12`);
      assert((await shownIds(tab)).includes("om_13"));
    }));

  it("opens pictures after its directory alone was copied, when it is self-contained", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      const site = await exportSite(scene, "--self-contained");
      const copy = await Deno.makeTempDir({ prefix: "im-site-" });
      try {
        assertEquals((await new Deno.Command("cp", { args: ["-r", site, copy] }).output()).code, 0);
        await Deno.remove(`${scene.directory}/archive`, { recursive: true });
        await inTab({}, async (tab) => {
          await tab.open(`file://${copy}/html/chat/oc_group/2026-05.html`);
          const source = await tab.ask<string>("document.querySelector('video').src");
          const path = decodeURIComponent(new URL(source).pathname);
          assert(path.startsWith(copy));
          assertEquals((await Deno.stat(path)).size > 300_000, true);
        });
      } finally {
        await Deno.remove(copy, { recursive: true });
      }
    }));
});
