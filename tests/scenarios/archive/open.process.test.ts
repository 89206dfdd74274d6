import { openInBrowser } from "../../../cli/commands/archive/open-browser.ts";
import { inArchivedScene, plainWorld, serve } from "../../support/archive-site.ts";
import { until } from "../../support/bdd.ts";
import { describeInBrowser, inTab } from "../../support/browser.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { text } from "../../support/site-tab.ts";
import { startIm } from "../../support/im.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describeInBrowser("the file that archive serve --open hands to the browser", () => {
  it("leads into the site, whose cookie is for pages of the site alone", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      await using served = await serve(scene);
      let path = "";
      const world = fakeWorld({
        variables: { DISPLAY: ":0" },
        openFile: (given) => {
          path = given;
          return Promise.resolve();
        },
      });
      const end = await openInBrowser(world, `${served.first}?page`, () => {});
      try {
        await inTab({}, async (tab) => {
          await tab.open(`file://${path}`);
          await tab.until(`location.href === "${served.origin}/" && document.readyState === "complete"`);
          assertEquals(await text(tab, "h1"), "Chats");
        });
      } finally {
        await end();
      }
    }));
});

const opener = "/usr/bin/xdg-open";
const hasOpener = Deno.build.os === "linux" && await Deno.stat(opener).then(() => true, () => false);
if (!hasOpener) console.log(`skipped: no ${opener}`);
const describeWithOpener = hasOpener ? describe : describe.skip;

/** A desktop whose browser writes down what it is started with, and what is in the file that it is given. */
async function makeDesktop(directory: string): Promise<Readonly<Record<string, string>>> {
  const home = join(directory, "desktop");
  await Deno.mkdir(join(home, "applications"), { recursive: true });
  const browser = join(home, "browser");
  const script =
    '#!/bin/sh\ncd "$(dirname "$0")" && { echo "$@"; cat "$1"; env; } > note && mv note started\n';
  await Deno.writeTextFile(browser, script, { mode: 0o700 });
  const entry = `[Desktop Entry]\nType=Application\nName=Test\nExec=${browser} %f\nMimeType=text/html\n`;
  await Deno.writeTextFile(join(home, "applications", "test.desktop"), entry);
  await Deno.writeTextFile(join(home, "mimeapps.list"), "[Default Applications]\ntext/html=test.desktop\n");
  return { XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, DISPLAY: ":0", XDG_CURRENT_DESKTOP: "X-Generic" };
}

/** The first line that the program prints. */
async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  while (!printed.includes("\n")) {
    const { done, value = "" } = await reader.read();
    if (done) break;
    printed += value;
  }
  await reader.cancel();
  return printed.trim();
}

describeWithOpener("archive serve --open", () => {
  it("starts the browser of the desktop with a file, and neither the address nor our secrets can be seen there", () =>
    inArchivedScene(plainWorld(), async ({ directory, env }) => {
      const child = startIm(["archive", "serve", "--open", "--archive", "archive"], {
        cwd: directory,
        env: { ...env, ...await makeDesktop(directory), IM_APP_SECRET: "a secret" },
      });
      const address = await firstLine(child.stdout);
      const started = join(directory, "desktop", "started");
      await until(() => isThere(started), child.status);
      const [args = "", ...rest] = (await Deno.readTextFile(started)).split("\n");
      assertMatch(args, /^\/\S*im-\w+\.html$/);
      assert(rest.join("\n").includes(`url=${address}?page`));
      assert(!rest.join("\n").includes("a secret"));
      const entry = await fetch(address, { redirect: "manual" });
      await entry.body?.cancel();
      await until(() => !isThere(args), child.status);
      child.kill("SIGTERM");
      const [{ code }, stderr] = await Promise.all([child.status, new Response(child.stderr).text()]);
      assertEquals([code, stderr], [0, ""]);
    }));

  for (const quiet of [false, true]) {
    it(`serves all the same where there is no desktop, and ${quiet ? "is quiet if asked to" : "says so"}`, () =>
      inArchivedScene(plainWorld(), async ({ directory, env }) => {
        const line = ["archive", "serve", "--open", "--archive", "archive", ...quiet ? ["--quiet"] : []];
        const child = startIm(line, { cwd: directory, env: { ...env, DISPLAY: "", WAYLAND_DISPLAY: "" } });
        const entry = await fetch(await firstLine(child.stdout), { redirect: "manual" });
        await entry.body?.cancel();
        assertEquals(entry.status, 303);
        child.kill("SIGTERM");
        const [{ code }, stderr] = await Promise.all([child.status, new Response(child.stderr).text()]);
        const note = "note: could not open a browser: DISPLAY and WAYLAND_DISPLAY are not set; " +
          "open the address above yourself\n";
        assertEquals([code, stderr], [0, quiet ? "" : note]);
      }));
  }
});

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
