import { openForWriting } from "../../../core/archive/directory.ts";
import type { ExportOptions } from "../../../core/archive/sync/context.ts";
import { runExport } from "../../../core/archive/sync/export.ts";
import { retryRules } from "../../../core/async/retry.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { createClient } from "../../../core/platform/client.ts";
import type { World } from "../../../core/world.ts";
import { HOSTS, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { FIRST_TIME, textRecord } from "../../support/archives.ts";
import { pictureAnswer } from "../../support/downloads.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type RecordedRequest } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MESSAGES = 24;
/** Calls under way that use up 1000 a minute where each takes 300 ms. */
const NEEDED = 300 * 1000 / 60_000;

const OPTIONS: ExportOptions = {
  ...{ start: undefined, end: undefined, rescan: 0, sweep: false, failFast: false, recheckMedia: false },
  ...{ threads: false, reactions: false, members: false, media: true },
  ...{ mediaLimit: undefined, mediaTypes: [], recalled: "keep", workers: undefined, idle: 60_000 },
};

/** Counts the calls of a kind, and says when each is answered. */
interface Counter {
  /** A call arrives; it is answered when this resolves. */
  arrive(): Promise<void>;
  readonly calls: () => number;
}

/** Answers nothing before so many calls are under way; `hanging` of them it answers after all others. */
function counterOf(needed: number, hanging: number): Counter {
  let calls = 0;
  let answered = 0;
  const enough = Promise.withResolvers<void>();
  const others = Promise.withResolvers<void>();
  return {
    calls: () => calls,
    async arrive() {
      const place = ++calls;
      if (place === needed) enough.resolve();
      if (place <= hanging) return await others.promise;
      await enough.promise;
      if (++answered === MESSAGES - hanging) others.resolve();
    },
  };
}

/** Exports a chat of such messages; no time passes, so a lane that waits for more than the service gives never ends. */
async function exportOf(content: JsonObject, counter: Counter) {
  const messages = Array.from({ length: MESSAGES }, (_none, n) => {
    const text = JSON.stringify(content["body"]).replaceAll("N", String(n));
    return textRecord(n, "", { ...content, body: { content: text } });
  });
  const reply = async (request: RecordedRequest) => {
    const { pathname } = new URL(request.url);
    const data = (value: JsonObject) => json({ code: 0, data: value })(request);
    if (pathname.endsWith("/batch_query")) return await data({});
    if (pathname.endsWith("/messages")) return await data({ items: messages, has_more: false });
    await counter.arrive();
    const n = Number(/om_(\d+)/.exec(pathname)?.[1]);
    return pathname.includes("/resources/")
      ? pictureAnswer(`picture ${n}`)
      : await data({ items: messages.slice(n, n + 1) });
  };
  await inTemporaryDirectory(async (directory) => {
    const clock = fakeClock(FIRST_TIME + 86_400_000);
    const world = fakeWorld({ cwd: directory, clock, fetch: fakeFetch(reply).fetch });
    const archive = await openForWriting(world, { inputKey: "output", path: "archive", readme: "" });
    try {
      const found = [{ id: "oc_one", chat: undefined }];
      const { isFinished } = await runExport({
        ...{ world, client: clientIn(world), archive, found, brand: undefined, stopAt: undefined },
        options: OPTIONS,
      });
      assertEquals([isFinished, archive.database.all("SELECT * FROM gap")], [true, []]);
    } finally {
      archive.close();
    }
  });
}

function clientIn(world: World) {
  return createClient(world, {
    ...{ hosts: HOSTS, tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1" }), identity: "user" },
    ...{ retryRules: retryRules(0), timeout: 30_000, userAgent: "im/1.0.0", scopes: [] },
  });
}

const PICTURE = { msg_type: "image", body: { image_key: "img_N" } };
const BUNDLE = { msg_type: "merge_forward", body: {} };

describe("an export whose service takes 300 ms for an answer", () => {
  it("has enough bundles under way at a time to use up the limit", async () => {
    const counter = counterOf(NEEDED, 0);
    await exportOf(BUNDLE, counter);
    assertEquals(counter.calls(), MESSAGES);
  });

  it("has enough downloads under way for that, three more that hang included", async () => {
    const counter = counterOf(NEEDED + 3, 3);
    await exportOf(PICTURE, counter);
    assertEquals(counter.calls(), MESSAGES);
  });
});
