/**
 * How soon a chat that is served shows itself in Chromium, and what its page needs after it was scrolled for long.
 *
 * @module
 */

import { findProgram } from "../../tests/support/install.ts";
import { pathOf } from "../registry.ts";
import { CHAT, idOf } from "./archive-records.ts";
import { atMost, type Row } from "./archive-rows.ts";
import { kibibytes } from "./process-memory.ts";
import { launch, type Page } from "puppeteer-core";

const ROUNDS = 7;

/** Measures with the program that runs from the checkout; nothing where there is no Chromium. */
export async function measureBrowser(
  directory: string,
  messages: number,
  pages: number,
): Promise<readonly Row[]> {
  const executablePath = await findProgram("chromium", "chromium");
  if (executablePath === undefined) return [];
  await using served = await serve(directory);
  await using browser = await launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const page = await browser.newPage();
  await page.goto(served.first);
  const end = `${served.origin}/chat/${CHAT}`;
  const middle = `${served.origin}/message/${idOf(Math.floor(messages / 2))}`;
  const rows: Row[] = [];
  for (
    const [name, address] of [["the end of the chat", end], ["a message in its middle", middle]] as const
  ) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await firstPaint(page, address));
    times.sort((a, b) => a - b);
    const measured = times[Math.floor(ROUNDS / 2)] ?? NaN;
    rows.push({ what: `${name} in Chromium, first paint`, measured, unit: "ms", goal: atMost(300) });
  }
  return [...rows, ...await scrollFor(page, end, pages, browser.process()?.pid)];
}

/** Milliseconds from the start of a navigation, redirects and the server's work included. */
async function firstPaint(page: Page, address: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "load" });
  return await page.evaluate(`new Promise((resolve) => new PerformanceObserver((list, observer) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") { observer.disconnect(); resolve(startTime); }
    }
  }).observe({ type: "paint", buffered: true }))`) as number;
}

/** Scrolls up through so many pages of a hundred messages. */
async function scrollFor(
  page: Page,
  address: string,
  pages: number,
  browserPid: number | undefined,
): Promise<readonly Row[]> {
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate("dispatchEvent(new Event('wheel'))");
  const ask = async (script: string) => Number(await page.evaluate(script));
  let most = 0;
  const begin = performance.now();
  for (let n = 0; n < pages; n++) {
    most = Math.max(
      most,
      await ask(`(async () => {
      const first = () => document.querySelector("#pages .message").id;
      const before = first();
      scrollTo(0, 0);
      for (let n = 0; n < 1500 && first() === before; n++) await new Promise((resolve) => setTimeout(resolve, 10));
      if (first() === before) throw new Error("no page comes");
      return document.getElementsByTagName("*").length;
    })()`),
    );
  }
  const seconds = (performance.now() - begin) / 1000;
  const what = `after scrolling through ${(pages * 100).toLocaleString("en")} messages`;
  return [
    { what: `elements of the page at most, ${what}`, measured: most, unit: "", goal: atMost(20_000) },
    {
      ...{ what: `memory of its renderer, ${what}`, unit: "MiB", goal: atMost(300) },
      measured: Math.max(...renderersOf(browserPid).map((pid) => kibibytes("VmRSS", pid) / 1024)),
    },
    { what: `a page of a hundred, while scrolling`, measured: seconds / pages * 1000, unit: "ms" },
  ];
}

/** Processes of a browser that show pages. */
function renderersOf(browserPid: number | undefined): readonly number[] {
  const found: number[] = [];
  const parents = new Set([browserPid]);
  const pids = [...Deno.readDirSync("/proc")].map(({ name }) => Number(name)).filter(Boolean);
  for (const pid of pids.sort((a, b) => a - b)) {
    try {
      const parent = Number(Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /, "").split(" ")[1]);
      if (!parents.has(parent)) continue;
      parents.add(pid);
      if (Deno.readTextFileSync(`/proc/${pid}/cmdline`).includes("--type=renderer")) found.push(pid);
    } catch { /* it has ended */ }
  }
  return found;
}

interface Served extends AsyncDisposable {
  readonly origin: string;
  readonly first: string;
}

async function serve(directory: string): Promise<Served> {
  const child = new Deno.Command(pathOf("scripts/im"), {
    args: ["archive", "serve", "--archive", "archive"],
    ...{ cwd: directory, stdin: "null", stdout: "piped" },
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  while (!printed.includes("\n")) {
    const { done, value = "" } = await reader.read();
    if (done) throw new Error("the site has ended");
    printed += value;
  }
  const first = printed.trim();
  return {
    ...{ first, origin: new URL(first).origin },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await reader.cancel();
    },
  };
}
