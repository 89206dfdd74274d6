import { openForWriting } from "../../../core/archive/directory.ts";
import type { ExportOptions } from "../../../core/archive/sync/context.ts";
import { runExport } from "../../../core/archive/sync/export.ts";
import { createRateLimiter } from "../../../fixtures/platform/world/rate-limiter.ts";
import {
  type FakeClock,
  fakeClock,
  fakeFetch,
  fakeWorld,
  json,
  type RecordedRequest,
  settle,
} from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { type Client, createClient } from "../../../core/platform/client.ts";
import type { World } from "../../../core/world.ts";
import { HOSTS, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHATS = 8;
const PAGES = 280;
/** A page is short, so that the test writes little; the service counts calls. */
const PAGE = 3;
const LATENCY = 300;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

const OPTIONS: ExportOptions = {
  failFast: false,
  recheckMedia: false,
  ...{
    start: undefined,
    end: undefined,
    rescan: 0,
    sweep: false,
    threads: false,
    members: false,
    media: false,
  },
  ...{
    mediaLimit: undefined,
    mediaTypes: [],
    idle: 60_000,
    reactions: false,
    recalled: "keep",
    workers: undefined,
  },
};

const message = (chat: string, n: number) => ({
  ...{
    message_id: `om_${chat}-${n}`,
    msg_type: "text",
    create_time: String(START + n * 1000),
    chat_id: chat,
  },
  ...{
    sender: { id: "ou_ana", sender_type: "user" },
    body: { content: JSON.stringify({ text: `message ${n}` }) },
  },
});

function answer(url: URL): unknown {
  if (url.pathname.endsWith("/batch_query")) return {};
  const chat = url.searchParams.get("container_id") ?? "";
  const page = Number(url.searchParams.get("page_token") ?? 0);
  const items = Array.from({ length: PAGE }, (_, n) => message(chat, page * PAGE + n));
  return { items, has_more: page + 1 < PAGES, page_token: String(page + 1) };
}

function clientIn(world: World): Client {
  return createClient(world, {
    ...{ hosts: HOSTS, tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1" }), identity: "user" },
    ...{ retryRules: retryRules(30), timeout: 30_000, userAgent: "im/1.0.0", scopes: [] },
  });
}

/** Exports all chats of a service with the real limits; answers with the time that it took by the clock. */
async function timeOf(
  options: Partial<ExportOptions>,
): Promise<{ readonly ms: number; readonly refused: number }> {
  const clock: FakeClock = fakeClock(START + 86_400_000);
  const limiter = createRateLimiter({ perSecond: 50, perMinute: 1000 }, clock.now);
  let refused = 0;
  const reply = async (request: RecordedRequest) => {
    const url = new URL(request.url);
    // The call arrives somewhere on the way.
    await new Promise<void>((resolve) => clock.after(LATENCY / 2, resolve));
    if (limiter(url.pathname) !== undefined) refused++;
    await new Promise<void>((resolve) => clock.after(LATENCY / 2, resolve));
    return await json({ code: 0, data: answer(url) })(request);
  };
  return await inTemporaryDirectory(async (directory) => {
    const world = fakeWorld({ cwd: directory, clock, fetch: fakeFetch(reply).fetch });
    const archive = await openForWriting(world, { inputKey: "output", path: "archive", readme: "" });
    try {
      const found = Array.from({ length: CHATS }, (_, n) => ({ id: `oc_${n}`, chat: undefined }));
      const run = runExport({
        ...{ world, client: clientIn(world), archive, found, brand: undefined, stopAt: undefined },
        options: { ...OPTIONS, ...options },
      });
      await pass(clock, run);
      assertEquals((await run).isFinished, true);
      return { ms: clock.monotonic(), refused };
    } finally {
      archive.close();
    }
  });
}

/** Lets time pass until a run has ended; where no timer waits, the disk is at work. */
async function pass(clock: FakeClock, run: Promise<unknown>): Promise<void> {
  let isOver = false;
  const end = () => void (isOver = true);
  run.then(end, end);
  while (!isOver) {
    if (clock.pending() > 0) await clock.runUntil(new Promise<void>((resolve) => clock.after(50, resolve)));
    else await settle();
  }
}

describe("an export within the limits of the service", () => {
  it("uses at least 95 % of them for lists, is never refused, and runs its lanes side by side", async () => {
    const lists = await timeOf({});
    assertEquals(lists.refused, 0);
    const perMinute = CHATS * PAGES / (lists.ms / 60_000);
    assert(perMinute >= 950, `${Math.round(perMinute)} calls a minute`);
    const all = await timeOf({ reactions: true });
    assertEquals(all.refused, 0);
    assert(all.ms <= lists.ms * 1.1, `${all.ms} ms with reactions, ${lists.ms} ms without`);
  });
});
