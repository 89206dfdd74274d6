import { inArchivedScene, plainWorld, serve, siteMessage } from "../../support/archive-site.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import { describeInBrowser, inTab, type LookOptions, type Tab } from "../../support/browser.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Two threads, one of them of more than a page, in a chat of several pages. */
const world = () =>
  plainWorld([
    ...Array.from({ length: 250 }, (_, n) => siteMessage(2_000 + n)),
    siteMessage(2_300, { threadId: "omt_two", isThreadRoot: true }),
    siteMessage(2_301, { threadId: "omt_two", rootId: "om_2300", parentId: "om_2300" }),
    siteMessage(2_302, { threadId: "omt_three", isThreadRoot: true }),
    ...Array.from(
      { length: 150 },
      (_, n) =>
        siteMessage(3_000 + n, {
          ...{ threadId: "omt_three", rootId: "om_2302", parentId: "om_2302" },
          createTime: FIRST_TIME + 2_303 * 60_000 + n,
        }),
    ),
  ]);

/** Looks at the end of the group's chat. */
function inChat(options: LookOptions, use: (tab: Tab, origin: string) => Promise<void>): Promise<void> {
  return inArchivedScene(world(), async (scene) => {
    await using served = await serve(scene);
    await inTab(options, async (tab) => {
      await tab.open(served.first);
      await tab.open(`${served.origin}/chat/oc_group`);
      await use(tab, served.origin);
    });
  });
}

const isOpen = (thread: string) => `document.getElementById("panel")?.dataset.thread === "${thread}"`;
const isClosed = "document.getElementById('panel') === null";
const focused = (tab: Tab) => tab.ask<string>("document.activeElement.id");
const replies = (tab: Tab) =>
  tab.ask<string[]>("[...document.querySelectorAll('#panel .message .text')].map((one) => one.textContent)");
/** Presses what is there, wherever it is. */
const press = (tab: Tab, selector: string) => tab.ask(`document.querySelector("${selector}").click()`);
const address = (tab: Tab) => tab.page.url().replace(/^.*(?=\/chat)/, "");
/** Ids that stand on a page more than once. */
const doubled = (tab: Tab) =>
  tab.ask<string[]>(
    "[...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at)",
  );

describeInBrowser("a thread beside its chat", () => {
  it("opens on a click with an address of its own, and closes on Esc and Back where it was opened", () =>
    inChat({}, async (tab, origin) => {
      await press(tab, "#om_2300 .thread a");
      await tab.until(isOpen("omt_two"));
      assertEquals([await replies(tab), await focused(tab)], [["message 2300", "message 2301"], "panel"]);
      assertEquals(address(tab), "/chat/oc_group?thread=omt_two");
      assertEquals(await doubled(tab), []);
      // What is read beside it stays.
      assert(await tab.ask("document.getElementById('om_2249').isConnected"));
      await press(tab, "#om_2302 .thread a");
      await tab.until(isOpen("omt_three"));
      assertEquals(await tab.ask("document.querySelectorAll('#panel').length"), 1);
      await tab.page.keyboard.press("Escape");
      await tab.until(isClosed);
      assertEquals([await focused(tab), address(tab)], ["om_2302", "/chat/oc_group"]);
      await press(tab, "#om_2300 .thread a");
      await tab.until(isOpen("omt_two"));
      await tab.ask("history.back()");
      await tab.until(isClosed);
      await tab.ask("history.forward()");
      await tab.until(isOpen("omt_two"));
      await press(tab, ".panel-close");
      await tab.until(isClosed);
      await tab.leave(() => press(tab, "#q + button"));
      assert(tab.page.url().startsWith(`${origin}/search`));
    }));

  it("is read by keyboard: Enter opens it, j and k stay in it, and its later messages are added to it", () =>
    inChat({}, async (tab) => {
      await tab.ask("document.getElementById('om_2302').focus()");
      await tab.page.keyboard.press("Enter");
      await tab.until(isOpen("omt_three"));
      const seen: string[] = [];
      for (const key of ["j", "j", "j", "k"] as const) {
        await tab.page.keyboard.press(key);
        seen.push(await tab.ask("document.activeElement.querySelector('.text').textContent"));
      }
      assertEquals(seen, ["message 2302", "message 3000", "message 3001", "message 3000"]);
      await tab.ask("[...document.querySelectorAll('#panel .message')].at(-1).focus()");
      await tab.page.keyboard.press("j");
      await tab.page.keyboard.press("Enter");
      await tab.until("document.querySelectorAll('#panel .message').length === 151");
      assertEquals(
        await replies(tab),
        [2_302, ...Array.from({ length: 150 }, (_, n) => 3_000 + n)].map((n) => `message ${n}`),
      );
      assertEquals(
        await tab.ask("document.activeElement.querySelector('.text').textContent"),
        "message 3099",
      );
      assertEquals([await doubled(tab), await tab.ask("document.querySelector('.panel-more').hidden")], [
        [],
        true,
      ]);
      await tab.page.keyboard.press("Escape");
      await tab.until(isClosed);
      assertEquals(await focused(tab), "om_2302");
    }));

  it("stays in the address while the chat is scrolled, which shows both again", () =>
    inChat({}, async (tab) => {
      await press(tab, "#om_2300 .thread a");
      await tab.until(isOpen("omt_two"));
      await tab.ask("dispatchEvent(new Event('wheel'))");
      await tab.ask("scrollTo(0, 0)");
      await tab.until("document.querySelectorAll('#pages > section').length > 1");
      await tab.until("document.querySelectorAll('#pages .message').length > 150");
      await tab.ask("scrollTo(0, 300)");
      await tab.until("/before=\\d+&thread=omt_two$/.test(location.href)");
      assertEquals(await doubled(tab), []);
      await tab.leave(() => tab.page.reload());
      await tab.until(isOpen("omt_two"));
      assertEquals(await replies(tab), ["message 2300", "message 2301"]);
      await tab.page.keyboard.press("Escape");
      await tab.until(isClosed);
      assert(/\/chat\/oc_group(?:\?before=\d+)?$/.test(tab.page.url()), tab.page.url());
    }));
});

describeInBrowser("a thread beside its chat, by its address or on a phone", () => {
  it("is shown without scripts by the same address, and else as a page of its own", () =>
    inChat({ scripts: false }, async (tab, origin) => {
      await tab.leave(() => press(tab, "#om_2300 .thread a"));
      assertEquals(tab.page.url(), `${origin}/thread/omt_two`);
      await tab.open(`${origin}/chat/oc_group?thread=omt_three`);
      assertEquals((await replies(tab)).slice(0, 2), ["message 2302", "message 3000"]);
      assertEquals(await doubled(tab), []);
      await tab.leave(() => press(tab, ".panel-close"));
      assertEquals(tab.page.url(), `${origin}/chat/oc_group`);
      for (const wrong of ["omt_none", "omt_topic"]) {
        assertEquals(await tab.open(`${origin}/chat/oc_group?thread=${wrong}`), 404, wrong);
      }
    }));

  for (const theme of ["light", "dark"] as const) {
    it(`has no serious finding of axe when it is ${theme}, beside the chat and over it`, () =>
      inChat({ theme }, async (tab) => {
        await press(tab, "#om_2302 .thread a");
        await tab.until(isOpen("omt_three"));
        assertEquals(await tab.accessibility(), []);
        const box = "document.getElementById('panel').getBoundingClientRect()";
        assert(await tab.ask<number>(`${box}.left`) > 500);
        await tab.page.setViewport({ width: 360, height: 700 });
        await tab.until(`${box}.left === 0 && ${box}.width === 360`);
        await tab.until("document.getElementById('main').inert");
        assertEquals(await tab.accessibility(), []);
        assertEquals(await tab.ask("document.documentElement.scrollWidth"), 360);
        await tab.page.keyboard.press("Escape");
        await tab.until(`${isClosed} && !document.getElementById('main').inert`);
        assertEquals(await focused(tab), "om_2302");
      }));
  }
});
