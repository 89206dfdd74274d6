import {
  archiveWorld,
  exportSite,
  inArchivedScene,
  plainWorld,
  siteMessage,
} from "../../support/archive-site.ts";
import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { FIRST_TIME } from "../../support/archives.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname, join, relative } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const DAY = 86_400_000;

/** All files below a directory, by their paths from there. */
async function filesBelow(directory: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const walk = async (at: string) => {
    for await (const { name, isDirectory } of Deno.readDir(at)) {
      const path = join(at, name);
      if (isDirectory) await walk(path);
      else {files.set(
          relative(directory, path),
          /\.(?:html|js|css)$/.test(name) ? await Deno.readTextFile(path) : "",
        );}
    }
  };
  await walk(directory);
  return files;
}

const pagesOf = (files: ReadonlyMap<string, string>) => [...files].filter(([name]) => name.endsWith(".html"));
const idsIn = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = ""]) => id);
const messagesIn = (html: string) => idsIn(html).filter((id) => id.startsWith("om_"));

/** Names of the files whose text changed, or that are new. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name).toSorted();
}

/** 2 300 messages in two months, of which one began a thread of 1 500 replies and others shorter ones. */
function longWorld() {
  const message = (n: number, createTime: number, more: Partial<WorldMessage> = {}) =>
    siteMessage(n, { createTime, ...more });
  const replies = (root: number, first: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      message(first + n, FIRST_TIME + DAY + n * 10, {
        ...{ threadId: `omt_${root}`, rootId: `om_${root}`, parentId: `om_${root}` },
      }));
  const root = (n: number) => n % 100 === 0 ? { threadId: `omt_${n}`, isThreadRoot: true } : {};
  return plainWorld([
    ...Array.from({ length: 1_100 }, (_, n) => message(5_000 + n, FIRST_TIME - 40 * DAY + n)),
    ...Array.from({ length: 1_200 }, (_, n) => message(7_000 + n, FIRST_TIME + n * 1_000, root(7_000 + n))),
    ...replies(7_000, 10_000, 1_500),
    ...replies(7_100, 12_000, 30),
    ...replies(7_900, 13_000, 10),
  ]);
}

async function linksThatLeadNowhere(top: string): Promise<readonly string[]> {
  const files = await filesBelow(top);
  const ids = new Map(pagesOf(files).map(([name, html]) => [name, new Set(idsIn(html))]));
  const bad: string[] = [];
  for (const [name, html] of pagesOf(files)) {
    for (const [, address = ""] of html.matchAll(/ (?:href|src|action)="([^"]*)"/g)) {
      if (/^https?:|^mailto:/.test(address)) continue;
      const [path = "", fragment] = address.replaceAll("&amp;", "&").split("#");
      const target = path === ""
        ? name
        : relative(top, join(top, dirname(name), decodeURIComponent(path.replace(/\?.*/, ""))));
      const isThere = target.startsWith("..")
        ? await Deno.stat(join(top, target)).then(() => true, () => false)
        : files.has(target);
      if (!isThere || fragment !== undefined && fragment !== "main" && !ids.get(target)?.has(fragment)) {
        bad.push(`${name}: ${address}`);
      }
    }
  }
  return bad;
}

describe("archive export --into html", () => {
  it("writes pages of at most 1 000 messages, each message once, with its id as the element's, and threads in pages of their own", () =>
    inArchivedScene(longWorld(), async (scene) => {
      const site = await exportSite(scene);
      const pages = pagesOf(await filesBelow(join(site, "chat", "oc_group")));
      const all = pages.flatMap(([, html]) => messagesIn(html));
      assertEquals(all.length, 2_300 + 1_540 + 17);
      assertEquals(new Set(all).size, all.length);
      assertEquals(pages.filter(([, html]) => messagesIn(html).length > 1_000).map(([name]) => name), []);
      assertEquals(
        pages.map(([name]) => name).toSorted(),
        [
          "2026-04-2.html",
          "2026-04.html",
          "2026-05-2.html",
          "2026-05.html",
          "files-2026-05.html",
          "index.html",
          "threads-2026-05.2.html",
          "threads-2026-05.html",
        ],
      );
      for (const [name, html] of pages) assertEquals(new Set(idsIn(html)).size, idsIn(html).length, name);
      assertEquals(await linksThatLeadNowhere(site), []);
    }));

  it("rewrites after a new day only the last page and what lists it", () =>
    inScene(
      plainWorld(Array.from({ length: 1_500 }, (_, n) =>
        siteMessage(5_000 + n, { createTime: FIRST_TIME - 40 * DAY + n }))),
      async (scene) => {
        await archiveWorld(scene);
        const site = await exportSite(scene);
        const before = await filesBelow(site);
        const line = ["archive", "export", "--into", "html", "--archive", "archive"];
        const again = dataOf(await scene.run(line));
        assertMatch(
          (await scene.run([...line, "--format", "pretty"])).stdout,
          /html: \d+ files, \d+ messages\n$/,
        );
        assertEquals(partOf({ first: (again["written"] as readonly unknown[])[0] }, "first")["changed"], 0);
        scene.platform.putMessage(siteMessage(9_000, { createTime: FIRST_TIME + 2 * DAY }));
        await archiveWorld(scene);
        await exportSite(scene);
        assertEquals(changed(before, await filesBelow(site)), [
          "chat/oc_group/2026-05.html",
          "chat/oc_group/index.html",
          "index.html",
          "people.html",
          "shards/0.js",
        ]);
      },
    ));

  it("begins a new page with a month: the page before it only learns of the way there", () =>
    inScene(plainWorld(), async (scene) => {
      await archiveWorld(scene);
      const site = await exportSite(scene);
      const before = await filesBelow(site);
      scene.platform.putMessage(siteMessage(9_000, { createTime: FIRST_TIME + 20 * DAY }));
      await scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_group"], {
        clockOffset: FIRST_TIME + 21 * DAY - Date.now(),
      });
      await exportSite(scene);
      const after = await filesBelow(site);
      assertEquals(changed(before, after).filter((name) => name.startsWith("chat/")), [
        "chat/oc_group/2026-05.html",
        "chat/oc_group/2026-06.html",
        "chat/oc_group/index.html",
      ]);
    }));

  it("removes pages of what was forgotten", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      const site = await exportSite(scene, "--self-contained");
      dataOf(
        await scene.run(["archive", "forget", "--chat-id", "oc_group", "--yes", "--archive", "archive"]),
      );
      await exportSite(scene, "--self-contained");
      const left = [...await filesBelow(site)];
      assertEquals(left.filter(([, text]) => /om_1\b|first words/.test(text)).map(([name]) => name), []);
      assertEquals(left.filter(([name]) => name.startsWith("media/")).map(([name]) => name), []);
    }));

  it("refers to the files of the archive, or copies them", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      const site = await exportSite(scene);
      assert(![...(await filesBelow(site)).keys()].some((name) => name.startsWith("media/")));
      assertEquals(await linksThatLeadNowhere(site), []);
      await exportSite(scene, "--self-contained");
      assertEquals(
        [...(await filesBelow(site)).keys()].filter((name) => name.startsWith("media/")).length,
        3,
      );
      assertEquals(await linksThatLeadNowhere(site), []);
    }));

  it("writes only the chats that were asked for", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      const site = await exportSite(scene, "--chat-id", "oc_topic");
      const names = [...(await filesBelow(site)).keys()].filter((name) => name.startsWith("chat/"));
      assertEquals(names.toSorted(), ["chat/oc_topic/2026-05.html", "chat/oc_topic/index.html"]);
      assertEquals(await linksThatLeadNowhere(site), []);
    }));
});
