import { inArchivedScene, plainWorld, serve, siteMessage } from "../../support/archive-site.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import { describeInBrowser, inTab, type Tab } from "../../support/browser.ts";
import { follow, shownIds } from "../../support/site-tab.ts";
import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

const COUNT = 1_500;
/** Messages of the group that stand in it, not in threads. */
const ALL = COUNT + 15;

/** So far from each other that there are days; each has its own height. */
function longWorld() {
  return plainWorld(
    Array.from({ length: COUNT }, (_, n): WorldMessage =>
      siteMessage(3_000 + n, {
        createTime: FIRST_TIME + 90_000_000 + n * 100_000,
        content: { text: `message ${3_000 + n} ${"and more of it ".repeat(n % 40)}` },
        ...n === 700 ? { threadId: "omt_700", isThreadRoot: true } : {},
      })).concat(siteMessage(9_000, { threadId: "omt_700", rootId: "om_3700", parentId: "om_3700" })),
  );
}

/** Looks at the pages of a long chat. */
function inLongChat(use: (tab: Tab, origin: string) => Promise<void>): Promise<void> {
  return inArchivedScene(longWorld(), async (scene) => {
    await using served = await serve(scene);
    await inTab({}, async (tab) => {
      await tab.open(served.first);
      await use(tab, served.origin);
    });
  });
}

const isQuiet = "!document.querySelector('#pages').hasAttribute('aria-busy')";

/** Scrolls to an end of what is there, until nothing more comes; what it saw on the way. */
async function scrollThrough(tab: Tab, rel: "prev" | "next"): Promise<readonly (readonly string[])[]> {
  const seen: (readonly string[])[] = [];
  while (true) {
    await tab.until(isQuiet);
    const ids = await shownIds(tab);
    seen.push(ids);
    const link = `document.querySelector(".pager a[rel=${rel}]")`;
    if (await tab.ask<boolean>(`${link} === null || ${link}.hidden`)) return seen;
    const edge = `[...document.querySelectorAll("#pages .message")].at(${rel === "prev" ? 0 : -1}).id`;
    const before = await tab.ask<string>(edge);
    await tab.ask(`scrollTo(0, ${rel === "prev" ? 0 : "document.documentElement.scrollHeight"})`);
    await tab.until(`${edge} !== "${before}" || ${link}.hidden`);
  }
}

/** All ids in the order of the chat; each look must go on where the one before ended. */
function joined(seen: readonly (readonly string[])[]): readonly string[] {
  const all: string[] = [];
  for (const ids of seen) {
    assertEquals(new Set(ids).size, ids.length);
    const known = all.indexOf(ids[0] ?? "");
    assert(all.length === 0 || known >= 0, `nothing leads from ${all.at(-1)} to ${ids[0]}`);
    assertEquals(ids.slice(0, all.length - Math.max(known, 0)), known < 0 ? [] : all.slice(known));
    all.splice(Math.max(known, 0), all.length, ...ids);
  }
  return all;
}

const expected = [0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
  .map((n) => `om_${n}`)
  .concat(Array.from({ length: COUNT }, (_, n) => `om_${3_000 + n}`));

describeInBrowser("a long chat that is scrolled through", () => {
  it("shows every message once in its order from the first to the last, and back, at most 600 at a time", () =>
    inLongChat(async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group?after=0`);
      const down = await scrollThrough(tab, "next");
      const up = await scrollThrough(tab, "prev");
      for (const ids of [...down, ...up]) assert(ids.length <= 620, `${ids.length} messages`);
      assertEquals(joined(down).filter((id) => id !== "om_13"), expected.filter((id) => id !== "om_13"));
      assertEquals(joined(up.toReversed()), joined(down));
      assertEquals(joined(down).length, ALL);
      // A day is a heading once, and every part of a chat has the one of its day.
      const days = await tab.ask<string[]>(
        "[...document.querySelectorAll('#pages h2:not([hidden])')].map((one) => one.dataset.day)",
      );
      assertEquals(days.length, new Set(days).size);
    }));

  it("keeps what is read where it is while pages come and go", () =>
    inLongChat(async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group?at=om_3700`);
      const top = (id: string) =>
        tab.ask<number>(`document.getElementById("${id}").getBoundingClientRect().top`);
      for (const rel of ["prev", "next"] as const) {
        // The message that is next to the link, and the place it had before there were others between them.
        const edge = `[...document.querySelectorAll("#pages .message")].at(${rel === "prev" ? 0 : -1}).id`;
        for (let n = 0; n < 7; n++) {
          const id = await tab.ask<string>(
            `(() => { const id = ${edge}; const one = document.getElementById(id);
              one.scrollIntoView({ block: "center" }); one.scrollIntoView({ block: "center" }); return id; })()`,
          );
          const before = await top(id);
          await tab.until(`${edge} !== "${id}" && ${isQuiet}`);
          assert(Math.abs(await top(id) - before) < 3, `${rel} ${n}: ${before} became ${await top(id)}`);
        }
      }
    }));
});

describeInBrowser("a long chat that is left or read by keyboard", () => {
  it("leads back to where the reader was", () =>
    inLongChat(async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group`);
      // Not by the mouse: a page that is not drawn yet does not hear of it.
      await tab.ask("dispatchEvent(new Event('wheel'))");
      for (let n = 0; n < 12 && await tab.page.$("#om_3700") === null; n++) {
        const first = await tab.ask<string>("document.querySelector('#pages .message').id");
        await tab.ask("scrollTo(0, 0)");
        await tab.until(
          `document.querySelector('#pages .message').id !== "${first}" && ${isQuiet}`,
        );
      }
      await tab.ask("document.getElementById('om_3700').scrollIntoView({ block: 'center' })");
      const before = await tab.ask<number>("document.getElementById('om_3700').getBoundingClientRect().top");
      await tab.ask("document.querySelector('#om_3700 .thread a').click()");
      await tab.until("document.getElementById('panel')");
      await follow(tab, ".panel-page");
      assertEquals(tab.page.url(), `${origin}/thread/omt_700`);
      await tab.page.goBack();
      await tab.until(
        `Math.abs(document.getElementById("om_3700")?.getBoundingClientRect().top - ${before}) < 60`,
      );
      assert((await shownIds(tab)).length <= 620);
    }));

  it("keeps the keyboard going from message to message beyond a page, and passes axe", () =>
    inLongChat(async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group?after=0`);
      await tab.ask("scrollTo(0, document.documentElement.scrollHeight)");
      await tab.until(
        `document.querySelectorAll("#pages > section").length > 1 && ${isQuiet}`,
      );
      await tab.ask("document.getElementById('om_3080').focus()");
      const seen: string[] = [];
      for (let n = 0; n < 30; n++) {
        await tab.page.keyboard.press("j");
        seen.push(await tab.ask<string>("document.activeElement.id"));
      }
      assertEquals(seen, Array.from({ length: 30 }, (_, n) => `om_${3_081 + n}`));
      assertEquals(await tab.accessibility(), []);
    }));
});
