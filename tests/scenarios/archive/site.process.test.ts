import { inArchivedScene, plainWorld, SECOND_DAY, serve, siteMessage } from "../../support/archive-site.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import { describeInBrowser, inTab } from "../../support/browser.ts";
import { follow, inServed, shownIds, text } from "../../support/site-tab.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

describeInBrowser("the site that archive serve shows", () => {
  it("leads from the chats to messages, threads, days, files, earlier versions and what was forwarded", () =>
    inServed({}, async (tab, origin) => {
      await follow(tab, 'a[href="/chat/oc_group"]');
      assertEquals(await text(tab, "h1"), "Release 2.4");
      assertEquals((await shownIds(tab)).slice(0, 5), ["om_0", "om_1", "om_2", "om_3", "om_6"]);
      await tab.page.click("#om_3 .thread a");
      await tab.until("document.getElementById('panel')");
      await follow(tab, ".panel-page");
      assertEquals(await shownIds(tab), ["om_3", "om_4", "om_5"]);
      await tab.open(`${origin}/chat/oc_group`);
      await follow(tab, "#om_15 a.mark");
      assertEquals([await text(tab, "#om_15 .text"), await text(tab, ".version .text")], [
        "second words",
        "first words",
      ]);
      await tab.open(`${origin}/message/om_13`);
      assert((await text(tab, "#om_12")).includes("forwarded one"));
      await tab.until("document.activeElement.id === 'om_13'");
      await tab.open(`${origin}/days/oc_group`);
      await follow(tab, ".days li:last-child a");
      assertEquals(await shownIds(tab), ["om_16"]);
      await tab.open(`${origin}/gallery/oc_group`);
      await follow(tab, '.gallery a[href="/message/om_7"]');
      await tab.until("document.activeElement.id === 'om_7'");
    }));

  it("says in place of a file why it is not there", () =>
    inServed({}, async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group`);
      assert(/^gone\.zip is not in this archive: .*234003/.test(await text(tab, "#om_10 .missing")));
    }));
});

describeInBrowser("the search of the site that archive serve shows", () => {
  it("searches with filters, in a form that works without scripts", () =>
    inServed({ scripts: false }, async (tab, origin) => {
      await tab.page.type("#q", "message");
      await follow(tab, ".top form button");
      assertEquals((await shownIds(tab)).length, 9);
      await tab.page.select("select[name=in]", "oc_topic");
      await follow(tab, ".filters button");
      assertEquals(await shownIds(tab), ["om_18", "om_17"]);
      for (
        const [query, ids] of [
          ["q=清空", ["om_14"]],
          ["from=Ana&q=message&in=oc_group", ["om_12", "om_4", "om_2", "om_0"]],
          ["has=image", ["om_7"]],
          ["is=edited", ["om_15"]],
          [`after=${SECOND_DAY}`, ["om_16"]],
          ["q=nowhere", []],
        ] as const
      ) {
        await tab.open(`${origin}/search?${query}`);
        assertEquals(await shownIds(tab), [...ids], query);
      }
      assertEquals(await tab.open(`${origin}/search?from=Nobody`), 400);
      assert((await text(tab, "[role=alert]")).includes("Nobody"));
    }));
});

describeInBrowser("a deep link into the site that archive serve shows", () => {
  for (const scripts of [true, false]) {
    it(`scrolls to the message of a deep link and marks it, ${scripts ? "with" : "without"} scripts`, () =>
      inArchivedScene(
        plainWorld(Array.from({ length: 400 }, (_, n) => siteMessage(2_000 + n))),
        async (scene) => {
          await using served = await serve(scene);
          await inTab({ scripts }, async (tab) => {
            await tab.open(served.first);
            for (const address of [`/chat/oc_group?at=om_2100`, "/message/om_2100"]) {
              await tab.open(served.origin + address);
              await tab.until(
                "(() => { const box = document.getElementById('om_2100').getBoundingClientRect();" +
                  " return box.top >= 0 && box.bottom <= innerHeight; })()",
              );
              assertEquals(await tab.ask("document.querySelector('[aria-current]').id"), "om_2100");
            }
            await tab.open(`${served.origin}/chat/oc_group?at=om_4`);
            assertEquals(tab.page.url(), `${served.origin}/thread/omt_one?at=om_4#om_4`);
          });
        },
      ));
  }
});

describeInBrowser("the pages of a chat that archive serve shows", () => {
  it("pages through 2 500 messages in both directions without loss or repetition, and without scripts", () =>
    inArchivedScene(
      // Many in a second, so that keys and times have different orders.
      plainWorld(
        Array.from(
          { length: 2_500 },
          (_, n) => siteMessage(3_000 + n, { createTime: FIRST_TIME + 90_000_000 + n * 40 }),
        ),
      ),
      async (scene) => {
        await using served = await serve(scene);
        await inTab({ scripts: false }, async (tab) => {
          await tab.open(served.first);
          const walk = async (address: string, rel: string) => {
            const ids: string[][] = [];
            await tab.open(served.origin + address);
            while (true) {
              ids.push(await shownIds(tab));
              if (await tab.page.$(`.pager a[rel=${rel}]`) === null) return ids;
              await follow(tab, `.pager a[rel=${rel}]`);
            }
          };
          const back = (await walk("/chat/oc_group", "prev")).toReversed().flat();
          const forth = (await walk("/chat/oc_group?after=0", "next")).flat();
          assertEquals(back.length, 2_515);
          assertEquals(new Set(back).size, back.length);
          assertEquals(forth.toSorted(), back.toSorted());
        });
      },
    ));
});

describeInBrowser("the keyboard on the site that archive serve shows", () => {
  it("goes from message to message with j and k, to the search with / and back with Esc, into a thread with Enter", () =>
    inServed({}, async (tab, origin) => {
      const focused = () => tab.ask<string>("document.activeElement.id");
      await tab.open(`${origin}/chat/oc_group`);
      const seen: string[] = [];
      for (const key of ["j", "j", "j", "k"] as const) {
        await tab.page.keyboard.press(key);
        seen.push(await focused());
      }
      assertEquals(seen, ["om_0", "om_1", "om_2", "om_1"]);
      await tab.page.keyboard.press("/");
      assertEquals(await focused(), "q");
      await tab.page.keyboard.type("jk/");
      assertEquals(await tab.ask("document.getElementById('q').value"), "jk/");
      await tab.page.keyboard.press("Escape");
      assertEquals(await focused(), "");
      for (let n = 0; n < 4; n++) await tab.page.keyboard.press("j");
      await tab.page.keyboard.press("Enter");
      await tab.until("document.getElementById('panel')");
      assertEquals(tab.page.url(), `${origin}/chat/oc_group?thread=omt_one`);
    }));
});
