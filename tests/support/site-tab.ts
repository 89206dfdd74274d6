/**
 * The sites of the plain archive in a browser, and what tests ask of their pages.
 *
 * @module
 */

import { archiveWorld, exportSite, inArchivedScene, plainWorld, serve, siteMessage } from "./archive-site.ts";
import { FIRST_TIME } from "./archives.ts";
import { inTab, type LookOptions, type Tab } from "./browser.ts";
import type { Scene } from "./scene.ts";
import { assertEquals } from "@std/assert";

/** Looks at the site that is served. */
export function inServed<T>(
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
export const shownIds = (tab: Tab) =>
  tab.ask<string[]>("[...document.querySelectorAll('article.message')].map((one) => one.id)");

/** Text of an element; not as rendered, since the browser skips what it does not draw yet (`content-visibility`). */
export const text = (tab: Tab, selector: string) =>
  tab.ask<string>(`(document.querySelector(${JSON.stringify(selector)})?.textContent ?? "").trim()`);

/** Follows a link by a click. */
export async function follow(tab: Tab, selector: string): Promise<void> {
  await tab.leave(() => tab.page.click(selector));
}

/** Looks at the site of files of the plain archive. */
export function inFiles<T>(options: LookOptions, use: (tab: Tab, top: string) => Promise<T>): Promise<T> {
  return inArchivedScene(plainWorld(), async (scene) => {
    scene.platform.putMessage(siteMessage(15, {
      ...{ content: { text: "second words" }, updateTime: FIRST_TIME + 3_600_000 },
    }));
    await archiveWorld(scene);
    const top = `file://${await exportSite(scene)}`;
    return await inTab(options, (tab) => use(tab, top));
  });
}
