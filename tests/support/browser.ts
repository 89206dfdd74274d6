/**
 * A real Chromium that looks at pages, and notes what it must not see there: scripts of others, refused by the page's policy
 * or not, questions, and requests that leave this machine.
 *
 * @module
 */

import { findProgram } from "./install.ts";
import { assertEquals } from "@std/assert";
import { describe } from "@std/testing/bdd";
import axe from "axe-core";
import { type Browser, launch, type Page } from "puppeteer-core";

/** Chromium, under the names that systems have for it. */
const program = await findBrowser();

async function findBrowser(): Promise<string | undefined> {
  const chosen = Deno.env.get("IM_TEST_BROWSER");
  if (chosen !== undefined && chosen !== "" && chosen !== "required") return chosen;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    const found = await findProgram(name, "chromium");
    if (found !== undefined) return found;
  }
  if (chosen === "required") throw new Error("no Chromium is here, and IM_TEST_BROWSER says that it must be");
  console.log("skipped: no Chromium; install it, or set IM_TEST_BROWSER to its path");
  return undefined;
}

/** Tests that need the browser; where there is none they show as skipped. */
export const describeInBrowser = program === undefined ? describe.skip : describe;

/** The browser of this test file: it is there before its tests, which otherwise would have to end it. */
const browser = program === undefined ? undefined : await start(program);

async function start(executablePath: string): Promise<Browser> {
  const found = await launch({
    executablePath,
    args: [
      // Root may not have a sandbox of Chromium.
      ...Deno.build.os === "linux" && Deno.uid() === 0 ? ["--no-sandbox"] : [],
      "--disable-gpu",
      "--disable-dev-shm-usage",
      // Whatever a page asks for stays on this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  globalThis.addEventListener("unload", () => void found.process()?.kill("SIGKILL"));
  // What starting left behind is over when it has shown a first page.
  const context = await found.createBrowserContext();
  await (await context.newPage()).goto("data:text/html,");
  await context.close();
  return found;
}

/** How a page is looked at. */
export interface LookOptions {
  readonly scripts?: boolean;
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** A tab, and what was noticed in it. */
export interface Tab {
  readonly page: Page;
  /** Goes to an address; answers with the status. */
  open(address: string): Promise<number>;
  /** What a piece of script answers; it is not bound by the page's policy. */
  ask<T>(script: string): Promise<T>;
  /** Waits until a piece of script holds, on this page or on the one that comes; the test's time limit ends it. */
  until(script: string): Promise<void>;
  /** Does what leads to another page, and waits until that one is there as a whole. */
  leave(act: () => Promise<unknown>): Promise<void>;
  /** Serious findings of axe, each with its element. */
  accessibility(): Promise<readonly string[]>;
  /** Addresses of all requests. */
  readonly requests: readonly string[];
}

/** Counts refusals of a page's policy, which is its second line of defence: the first must have held. */
const WATCH = `window.refusals = [];
addEventListener("securitypolicyviolation", (event) => refusals.push(event.violatedDirective + " " + event.blockedURI));`;

/** Opens a tab with cookies of its own; afterwards nothing of what must not happen may have happened. */
export async function inTab<T>(options: LookOptions, use: (tab: Tab) => Promise<T>): Promise<T> {
  const { scripts = true, theme = "light", width = 1000 } = options;
  if (browser === undefined) throw new Error("this test needs a browser");
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => void requests.push(request.url()));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("pageerror", (error) => void problems.push(`error: ${error}`));
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
  await page.setJavaScriptEnabled(scripts);
  await page.evaluateOnNewDocument(WATCH);
  const ask = async <A>(script: string) => await page.evaluate(script) as A;
  const until = async (script: string) => {
    // Not the browser's own waiting: it needs frames that are drawn, which a page without scripts or a busy machine lacks.
    while (!await ask<boolean>(`!!(${script})`).catch(isBetweenPages)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const notice = async () => {
    problems.push(
      ...await ask<string[]>(`[...(window.refusals ?? []), ...(window.__x === undefined ? [] : ["ran"])]`),
    );
  };
  const tab: Tab = {
    ...{ page, ask, until, requests },
    async leave(act) {
      await ask("void (window.left = true)");
      await act();
      await until("window.left === undefined && document.readyState === 'complete'");
    },
    async open(address) {
      if (page.url() !== "about:blank") await notice();
      const response = await page.goto(address, { waitUntil: "load" });
      return response?.status() ?? 0;
    },
    async accessibility() {
      await page.evaluate(axe.source);
      const { violations } = await ask<AxeResults>(
        "axe.run(document, { resultTypes: ['violations'], preload: false })",
      );
      return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
  };
  try {
    const result = await use(tab);
    await notice();
    assertEquals(problems, []);
    assertEquals(requests.filter((one) => !/^(?:http:\/\/127\.0\.0\.1:|file:|data:|about:)/.test(one)), []);
    return result;
  } finally {
    await context.close();
  }
}

/** Says of a question that failed because its page is being left that nothing holds yet; throws the rest. */
function isBetweenPages(error: unknown): false {
  if (error instanceof Error && /context was destroyed|Cannot find context|detached/i.test(error.message)) {
    return false;
  }
  throw error;
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}
