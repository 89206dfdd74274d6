import { archiveWorld, exportSite, plainWorld, serve, siteMessage } from "../../support/archive-site.ts";
import { describeInBrowser, inTab, type Tab } from "../../support/browser.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Texts that would run a script, or draw something else than they are, if a page took them for more than text. */
const TEXTS: readonly string[] = [
  "<script>window.__x = 1</script>",
  "</div></article></main><script>window.__x = 1</script>",
  '"><img src=x onerror="window.__x = 1">',
  "' autofocus onfocus='window.__x = 1",
  "<svg onload=window.__x=1><animate onbegin=window.__x=1 attributeName=x dur=1s>",
  "<iframe srcdoc='<script>parent.__x = 1</script>'></iframe>",
  "<base href='http://evil.example/'><link rel=stylesheet href='http://evil.example/a.css'>",
  "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
  "<form action=http://evil.example><button autofocus>x</button></form>",
  "<style>* { display: none } @import 'http://evil.example/a.css'</style>",
  "<details open ontoggle=window.__x=1>",
  "javascript:window.__x=1",
  "[click](javascript:window.__x=1)",
  '[click](https://a.example/"onmouseover="window.__x=1)',
  'https://a.example/"><script>window.__x=1</script>',
  "data:text/html,<script>window.__x=1</script>",
  "<!-- --!><script>window.__x=1</script>",
  "<![CDATA[<script>window.__x=1</script>]]>",
  "&lt;script&gt;window.__x=1&lt;/script&gt; &#x3C;script>",
  "</title></textarea></noscript></style></script><script>window.__x=1</script>",
  "]]>*/\u2028\u2029window.__x=1//`${window.__x=1}`",
  "\u202e<script>window.__x=1</script>\u202c \u2066\u200b\ufeff",
  "${window.__x = 1} {{window.__x = 1}} <%= 1 %>",
  "```html\n<script>window.__x=1</script>\n```",
  "| <b onclick=window.__x=1>a</b> | b |\n| 1 | 2 |",
  "<".repeat(1_000_000),
  "a".repeat(1_000_000),
];

const NAME = '"><script>window.__x=1</script>\u202egpj.exe';

const encoder = new TextEncoder();

/** Files that a browser would run if it were allowed to guess what they are. */
const FILES: readonly (readonly [name: string, content: string])[] = [
  ["page.html", "<html><script>window.__x=1; opener && (opener.__x=1)</script>"],
  [
    "image.svg",
    '<svg xmlns="http://www.w3.org/2000/svg" onload="window.__x=1"><script>window.__x=1</script></svg>',
  ],
  ["script.js", "window.__x=1"],
  ['"><img src=x onerror=window.__x=1>.png', "<script>window.__x=1</script>"],
  ["../../../../etc/passwd", "x"],
  ["con\u0000.png\r\nSet-Cookie: a=b", "<?xml version='1.0'?><x/>"],
];

function hostileWorld(): PlatformOptions {
  const plain = plainWorld([
    ...TEXTS.map((text, n) => siteMessage(100 + n, { content: { text } })),
    ...TEXTS.slice(0, 25).map((text, n) =>
      siteMessage(200 + n, {
        ...{
          type: "post",
          content: { title: text, content: [[{ tag: "a", text, href: text }, { tag: "at", user_id: text }]] },
        },
      })
    ),
    ...FILES.map(([name], n) =>
      siteMessage(300 + n, { type: "file", content: { file_key: `file_${n}`, file_name: name } })
    ),
    // More than a page, so that what is added to a page while one scrolls is hostile, too.
    ...Array.from({ length: 60 }, (_, n) => siteMessage(20 + n, { content: { text: TEXTS[n % 20] } })),
    siteMessage(400, { senderId: "ou_evil", reactions: [{ type: NAME, by: "ou_evil" }] }),
    siteMessage(401, { threadId: "omt_evil", isThreadRoot: true, content: { text: TEXTS[1] } }),
    siteMessage(402, {
      threadId: "omt_evil",
      rootId: "om_401",
      parentId: "om_401",
      content: { text: TEXTS[2] },
    }),
    siteMessage(403, {
      type: "interactive",
      content: { header: { title: { tag: "plain_text", content: TEXTS[0] } } },
    }),
    siteMessage(404, { type: "<script>window.__x=1</script>", content: { text: TEXTS[0] } }),
  ]);
  return {
    ...plain,
    users: [...plain.users ?? [], { openId: "ou_evil", name: NAME }],
    chats: (plain.chats ?? []).map((chat) => ({ ...chat, name: NAME })),
    resources: [
      ...plain.resources ?? [],
      ...FILES.map(([, content], n) => ({
        ...{ messageId: `om_${300 + n}`, fileKey: `file_${n}`, type: "file" as const },
        ...{ bytes: encoder.encode(content), contentType: "text/html" },
      })),
    ],
  };
}

/** An archive of which everything was written by an enemy. */
function inHostileScene(use: (scene: Scene) => Promise<void>): Promise<void> {
  return inScene(hostileWorld(), async (scene) => {
    await archiveWorld(scene);
    await use(scene);
  });
}

/** What stands on a page must be all that a page may consist of. */
async function assertHarmless(tab: Tab, name: string): Promise<void> {
  const strange = await tab.ask<string[]>(`[
    ...[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes]
      .filter(({ name }) => name.startsWith("on") || name === "style").map(({ name }) => one.tagName + " " + name)),
    ...[...document.querySelectorAll("iframe, object, embed, base, svg, style, body meta, body link, script:not([src])")]
      .map((one) => one.tagName),
    ...[...document.querySelectorAll("a[href]")].map((one) => one.protocol)
      .filter((one) => !["http:", "https:", "mailto:", "file:"].includes(one)),
    ...[...document.querySelectorAll("a[href^='http'], a[href^='mailto']")]
      .filter((one) => one.rel !== "noopener noreferrer").map((one) => one.outerHTML),
    ...[...document.querySelectorAll("img, video, audio, link, script")].map((one) => one.src || one.href)
      .filter((one) => !/^(?:file:|http:\\/\\/127\\.0\\.0\\.1:)/.test(one)),
    // By their first bytes: what a browser would run has an extension that says nothing.
    ...[...document.querySelectorAll("a[href*='media/']")].map((one) => one.href)
      .filter((one) => one.startsWith("file:") && !/\\.(?:bin|png|jpg|gif|webp|mp4|webm|mp3|ogg|wav|pdf)$/.test(one)),
  ]`);
  assertEquals(strange, [], name);
}

describeInBrowser("pages made of hostile texts, names and files", () => {
  it("run nothing, ask for nothing outside of this machine and show texts as texts, when they are served", () =>
    inHostileScene(async (scene) => {
      await using served = await serve(scene);
      await inTab({}, async (tab) => {
        await tab.open(served.first);
        const addresses = ["/", "/chat/oc_group", "/chat/oc_topic", "/days/oc_group", "/gallery/oc_group"];
        addresses.push("/people", "/people/oc_group");
        addresses.push(
          "/thread/omt_evil",
          "/chat/oc_group?thread=omt_evil",
          "/search?q=script",
          "/search?q=%22%3E%3Cscript%3E",
          "/search?in=%22x&from=%3Cb%3E",
        );
        for (const path of addresses) {
          await tab.open(served.origin + path);
          await assertHarmless(tab, path);
        }
        await tab.open(`${served.origin}/chat/oc_group?at=om_100`);
        assertEquals(
          await tab.ask("document.querySelector('#om_100 .text').textContent"),
          "<script>window.__x = 1</script>",
        );
        assert(
          (await tab.ask<string>("document.querySelector('h1').textContent")).includes("\\u{202e}gpj.exe"),
        );
        // A click on everything that unfolds, and a look at everything that can have the focus.
        await tab.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        await tab.ask("document.querySelectorAll('a, button, .message').forEach((one) => one.focus())");
      });
    }));
});

describeInBrowser("pages made of hostile texts that grow or lie on the disk", () => {
  it("run nothing that is added to them while one scrolls", () =>
    inHostileScene(async (scene) => {
      await using served = await serve(scene);
      await inTab({}, async (tab) => {
        await tab.open(served.first);
        await tab.open(`${served.origin}/chat/oc_group?after=0`);
        await tab.ask("scrollTo(0, document.documentElement.scrollHeight)");
        await tab.until("document.querySelectorAll('#pages > section').length > 1");
        await assertHarmless(tab, "what was added while scrolling");
        await tab.open(`${served.origin}/chat/oc_group?at=om_401`);
        await tab.ask("document.querySelector('#om_401 .thread a').click()");
        await tab.until("document.getElementById('panel')");
        await assertHarmless(tab, "a thread that was opened beside");
      });
    }));

  it("run nothing as files on the disk, where the search shows them, too", () =>
    inHostileScene(async (scene) => {
      const site = await exportSite(scene);
      await inTab({}, async (tab) => {
        const addresses = [
          "index.html",
          "people.html",
          "chat/oc_group/index.html",
          "chat/oc_group/2026-05.html",
        ];
        addresses.push(
          "chat/oc_group/threads-2026-05.html",
          "chat/oc_group/files-2026-05.html",
          "chat/oc_topic/2026-05.html",
        );
        for (const path of addresses) {
          await tab.open(`file://${site}/${path}`);
          await assertHarmless(tab, path);
        }
        await tab.open(`file://${site}/search.html?q=script`);
        await tab.until("/^\\d+ found/.test(document.getElementById('state').textContent)");
        await assertHarmless(tab, "search.html");
        assert(await tab.ask<number>("document.querySelectorAll('#hits article').length") > 20);
      });
    }));
});

describeInBrowser("files of others", () => {
  it("are given out by what they are: none that a browser would run, by whatever name", () =>
    inHostileScene(async (scene) => {
      await using served = await serve(scene);
      const entry = await fetch(served.first, { redirect: "manual" });
      await entry.body?.cancel();
      const headers = { cookie: (entry.headers.get("set-cookie") ?? "").replace(/;.*/, "") };
      const page = await (await fetch(`${served.origin}/chat/oc_group`, { headers })).text();
      const addresses = [...page.matchAll(/href="(\/media\/[0-9a-f]{64})" download/g)].map(([, path]) =>
        path
      );
      assert(addresses.length >= FILES.length);
      for (const path of addresses) {
        const { headers: own, body } = await fetch(served.origin + path, { headers });
        await body?.cancel();
        const type = own.get("content-type") ?? "";
        assert(
          type.startsWith("video/") ||
            type === "application/octet-stream" && own.get("content-disposition") === "attachment",
          `${path} ${type}`,
        );
        assertEquals(own.get("x-content-type-options"), "nosniff");
      }
    }));
});
