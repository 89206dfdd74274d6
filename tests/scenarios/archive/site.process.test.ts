import { describeInBrowser, inTab, type LookOptions, type Tab } from "../../support/browser.ts";
import {
  archiveWorld,
  exportSite,
  inArchivedScene,
  plainWorld,
  serve,
  siteMessage,
} from "../../support/archive-site.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Looks at the site that is served. */
function inServed<T>(
  options: LookOptions,
  use: (tab: Tab, origin: string, scene: Scene) => Promise<T>,
): Promise<T> {
  return inArchivedScene(plainWorld(), async (scene) => {
    // Somebody edits a message between two runs.
    scene.platform.putMessage(siteMessage(15, {
      ...{ content: { text: "second words" }, updateTime: FIRST_TIME + 3_600_000 },
    }));
    await archiveWorld(scene);
    await using served = await serve(scene);
    return await inTab(options, async (tab) => {
      assertEquals(await tab.open(served.first), 200);
      assertEquals(tab.page.url(), `${served.origin}/`);
      return await use(tab, served.origin, scene);
    });
  });
}

/** Ids of the messages of the page, in order. */
const shownIds = (tab: Tab) =>
  tab.ask<string[]>("[...document.querySelectorAll('article.message')].map((one) => one.id)");

const text = (tab: Tab, selector: string) =>
  tab.ask<string>(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`);

/** Follows a link by a click. */
async function follow(tab: Tab, selector: string): Promise<void> {
  await Promise.all([tab.page.waitForNavigation(), tab.page.click(selector)]);
}

const SERVED = [
  "/",
  "/chat/oc_group",
  "/chat/oc_topic",
  "/thread/omt_one",
  "/search",
  "/search?q=message&in=oc_group&has=",
  "/days/oc_group",
  "/gallery/oc_group",
  "/history/om_15",
  "/nothing",
];

const STATIC = [
  "index.html",
  "search.html?q=message",
  "chat/oc_group/index.html",
  "chat/oc_group/2026-05.html",
  "chat/oc_group/threads-2026-05.html",
  "chat/oc_group/files-2026-05.html",
];

describeInBrowser("the site that archive serve shows", () => {
  it("leads from the chats to messages, threads, days, files, earlier versions and what was forwarded", () =>
    inServed({}, async (tab, origin) => {
      await follow(tab, 'a[href="/chat/oc_group"]');
      assertEquals(await text(tab, "h1"), "Release 2.4");
      assertEquals((await shownIds(tab)).slice(0, 5), ["om_0", "om_1", "om_2", "om_3", "om_6"]);
      await follow(tab, "#om_3 .thread a");
      assertEquals(await shownIds(tab), ["om_3", "om_4", "om_5"]);
      await tab.open(`${origin}/chat/oc_group`);
      await follow(tab, "#om_15 a.mark");
      assertEquals([await text(tab, "#om_15 .text"), await text(tab, ".version .text")], [
        "second words",
        "first words",
      ]);
      await tab.open(`${origin}/message/om_13`);
      assert((await text(tab, "#om_12")).includes("forwarded one"));
      assertEquals(await tab.ask("document.activeElement.id"), "om_13");
      await tab.open(`${origin}/days/oc_group`);
      await follow(tab, ".days li:last-child a");
      assertEquals(await shownIds(tab), ["om_16"]);
      await tab.open(`${origin}/gallery/oc_group`);
      await follow(tab, '.gallery a[href="/message/om_7"]');
      assertEquals(await tab.ask("document.activeElement.id"), "om_7");
    }));

  it("says in place of a file why it is not there", () =>
    inServed({}, async (tab, origin) => {
      await tab.open(`${origin}/chat/oc_group`);
      assert(/^gone\.zip is not in this archive: .*234003/.test(await text(tab, "#om_10 .missing")));
    }));

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
          ["after=2026-05-21", ["om_16"]],
          ["q=nowhere", []],
        ] as const
      ) {
        await tab.open(`${origin}/search?${query}`);
        assertEquals(await shownIds(tab), [...ids], query);
      }
      assertEquals(await tab.open(`${origin}/search?from=Nobody`), 400);
      assert((await text(tab, "[role=alert]")).includes("Nobody"));
    }));

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
              await tab.page.waitForFunction(
                "(() => { const box = document.getElementById('om_2100').getBoundingClientRect();" +
                  " return box.top >= 0 && box.bottom <= innerHeight; })()",
                { timeout: 10_000 },
              );
              assertEquals(await tab.ask("document.querySelector('[aria-current]').id"), "om_2100");
            }
            await tab.open(`${served.origin}/chat/oc_group?at=om_4`);
            assertEquals(tab.page.url(), `${served.origin}/thread/omt_one?at=om_4#om_4`);
          });
        },
      ));
  }

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
      await Promise.all([tab.page.waitForNavigation(), tab.page.keyboard.press("Enter")]);
      assertEquals(tab.page.url(), `${origin}/thread/omt_one`);
    }));
});

describeInBrowser("the site of files", () => {
  it("opens from the disk: chats, days, messages, threads, earlier versions, and finds words in any script", () =>
    inFiles({}, async (tab, top) => {
      await tab.open(`${top}/index.html`);
      await follow(tab, 'a[href="chat/oc_group/index.html"]');
      await follow(tab, "section .days a");
      assertEquals((await shownIds(tab)).slice(0, 5), ["om_0", "om_1", "om_2", "om_3", "om_6"]);
      assert((await tab.ask<string>("document.getElementById('om_15').textContent")).includes("first words"));
      await follow(tab, "#om_3 .thread a");
      assertEquals(await shownIds(tab), ["om_4", "om_5"]);
      for (
        const [query, ids] of [["清空", ["om_14"]], ['"ESSAGE 1"', ["om_18", "om_17", "om_1"]], [
          "nowhere",
          [],
        ]] as const
      ) {
        await tab.open(`${top}/search.html?q=${encodeURIComponent(query)}`);
        await tab.page.waitForFunction("/^\\d+ found/.test(document.getElementById('state').textContent)");
        const found = await tab.ask<string[]>(
          "[...document.querySelectorAll('#hits a')].map((one) => one.hash.slice(1))",
        );
        assertEquals(found, [...ids], query);
      }
      await tab.open(`${top}/search.html?q=forwarded+one`);
      await tab.page.waitForSelector("#hits a");
      await follow(tab, "#hits a");
      assertEquals(await tab.ask("document.activeElement.id"), "om_12");
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

/** Looks at the site of files of the plain archive. */
function inFiles<T>(options: LookOptions, use: (tab: Tab, top: string) => Promise<T>): Promise<T> {
  return inArchivedScene(plainWorld(), async (scene) => {
    scene.platform.putMessage(siteMessage(15, {
      ...{ content: { text: "second words" }, updateTime: FIRST_TIME + 3_600_000 },
    }));
    await archiveWorld(scene);
    const top = `file://${await exportSite(scene)}`;
    return await inTab(options, (tab) => use(tab, top));
  });
}

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
