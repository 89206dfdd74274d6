import { retryRules, startRetries } from "../../../../core/async/retry.ts";
import {
  createResourceSaver,
  type ResourceSaverOptions,
} from "../../../../core/enrich/stages/save-resources.ts";
import { createItems } from "../../../../core/items.ts";
import type { SavedResource } from "../../../../core/message/message.ts";
import type { ResourceRef } from "../../../../core/message/resources.ts";
import type { Client } from "../../../../core/platform/client.ts";
import { type ApiRequest, requestPath } from "../../../../core/platform/request.ts";
import { until } from "../../../support/bdd.ts";
import { pictureAnswer } from "../../../support/downloads.ts";
import { fakeWorld, settle } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { rejectionOf } from "../../detail-of.ts";
import { failure, fakeClient, INTERRUPT, linesOf, stageContext } from "../fake-client.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const DIRECTORY = "lark-im-resources";
const NAMES = { one: "file", many: "files", keys: { notTried: "left", incomplete: "some" } };
const WISH: ResourceSaverOptions = {
  idle: 60_000,
  maxBytes: Infinity,
  items: createItems(NAMES, { failFast: false }),
};

const ref = (message_id: string, key: string): ResourceRef => ({ message_id, key, type: "image" });

type Open = (request: ApiRequest) => Response | Promise<Response>;

/** Saves into a temporary directory; every picture holds the path that it was asked for under. */
async function inScene(
  test: (scene: {
    readonly cwd: string;
    readonly asked: readonly string[];
    save(...refs: readonly ResourceRef[]): Promise<readonly SavedResource[]>;
    settle(): Promise<void>;
    readonly person: AbortController;
    lines(): readonly string[];
    names(): readonly string[];
  }) => Promise<void>,
  { open = (request) => pictureAnswer(requestPath(request)), ...wish }: Partial<ResourceSaverOptions> & {
    open?: Open;
  } = {},
): Promise<void> {
  await inTemporaryDirectory(async (cwd) => {
    const person = new AbortController();
    const world = fakeWorld({ cwd, interrupt: person.signal });
    const asked: string[] = [];
    const client: Client = {
      ...fakeClient(() => ({})),
      async open(request) {
        asked.push(requestPath(request));
        return await open(request);
      },
      retries: (signal) => startRetries(world, retryRules(30), signal),
    };
    const context = stageContext(client, { world });
    const saver = createResourceSaver(context, { ...WISH, ...wish });
    await test({
      cwd,
      asked,
      save: (...refs) => saver.save(refs),
      settle: saver.settle,
      person,
      lines: () => linesOf(context.warnings),
      names: () => Array.from(Deno.readDirSync(join(cwd, DIRECTORY)), ({ name }) => name).toSorted(),
    });
  });
}

const PATH = "/open-apis/im/v1/messages/om_1/resources/img_1";

describe("createResourceSaver", () => {
  it("tells of each file once: how far it is, and its end, also of one that fails", async () => {
    const events: string[] = [];
    const onFile = (name: string) => ({
      report: ({ done, total }: { done: number; total: number | undefined }) => {
        if (done === total) events.push(`${name} has its ${total} bytes`);
      },
      end: () => {
        events.push(`${name} is over`);
        return Promise.resolve();
      },
    });
    const open = (request: ApiRequest) => {
      if (requestPath(request).includes("img_bad")) throw failure("api", "not_found");
      return pictureAnswer("abc");
    };
    await inScene(async ({ save }) => {
      await save(ref("om_1", "img_good"), ref("om_1", "img_bad"), ref("om_1", "img_good"));
    }, { onFile, open });
    assertEquals([...new Set(events)].sort(), [
      "img_bad is over",
      "img_good has its 3 bytes",
      "img_good is over",
    ]);
  });

  it("saves a resource under its key and says where, and how long it is", () =>
    inScene(async ({ cwd, save, lines, asked }) => {
      const path = join(cwd, DIRECTORY, "img_1.png");
      assertEquals(
        JSON.stringify(await save(ref("om_1", "img_1"))),
        JSON.stringify([
          { message_id: "om_1", key: "img_1", type: "image", local_path: path, size_bytes: PATH.length },
        ]),
      );
      assertEquals([await Deno.readTextFile(path), asked, lines()], [PATH, [PATH], []]);
    }));

  it("downloads once what is there twice, in one message or two calls", () =>
    inScene(async ({ save, asked }) => {
      const both = await save(ref("om_1", "img_1"), ref("om_1", "img_1"));
      const again = await save(ref("om_1", "img_1"));
      assertEquals([asked, both[0], both[0]], [[PATH], both[1], again[0]]);
    }));

  it("asks once for what the service refuses, and not under another name", () =>
    inScene(async ({ save, asked }) => {
      await save(ref("om_1", "img_1"));
      assertEquals(asked, [PATH]);
    }, {
      open: () =>
        Promise.reject(failure("authorization", "permission_denied", "not for you", { code: 234004 })),
    }));

  it("counts a file that messages share once towards the limit", () =>
    inScene(async ({ save, lines }) => {
      const refs = [ref("om_1", "img_1"), ref("om_1", "img_1"), ref("om_2", "img_1"), ref("om_3", "img_1")];
      const saved = [];
      for (const one of refs) saved.push(...await save(one));
      saved.push(...await save(ref("om_4", "img_2")));
      assertEquals(saved.map((entry) => "local_path" in entry), [true, true, true, true, true]);
      assertEquals(lines(), []);
    }, { open: () => pictureAnswer("the same"), maxBytes: "the same".length + 1 }));

  it("gives the same key with other bytes in another message a name with the message's id", () =>
    inScene(async ({ cwd, save, names, lines }) => {
      const saved = await save(ref("om_1", "img_1"), ref("om_2", "img_1"));
      assertEquals(names(), ["img_1.png", "img_1_om_2.png"]);
      assertEquals(
        saved.map(({ local_path }) => local_path),
        names().map((name) => join(cwd, DIRECTORY, name)),
      );
      assertEquals(
        await Deno.readTextFile(join(cwd, DIRECTORY, "img_1_om_2.png")),
        PATH.replace("om_1", "om_2"),
      );
      assertEquals(lines(), []);
    }));

  it("shares the file of the same key with the same bytes", () =>
    inScene(async ({ save, names }) => {
      const saved = await save(ref("om_1", "img_1"), ref("om_2", "img_1"));
      assertEquals(names(), ["img_1.png"]);
      assertEquals(saved[0]?.["local_path"], saved[1]?.["local_path"]);
    }, { open: () => pictureAnswer("the same") }));

  it("isolates a failure: an error in the entry, a warning, and the others are saved", () =>
    inScene(async ({ save, lines, names }) => {
      const saved = await save(ref("om_1", "img_1"), ref("om_1", "img_2"));
      assertEquals(saved[0], { message_id: "om_1", key: "img_1", type: "image", error: true });
      assertEquals([Object.keys(saved[1] ?? {}).at(-1), names()], ["size_bytes", ["img_2.png"]]);
      assertEquals(lines(), ["resource_download_failed: om_1/img_1: not for you (code 234004)"]);
    }, {
      open: (request) =>
        request.pathValues?.["file_key"] === "img_1"
          ? Promise.reject(failure("authorization", "permission_denied", "not for you", { code: 234004 }))
          : pictureAnswer("x"),
    }));

  const unsafe = ["../../etc/passwd", "..", ".", "a/b", "a\\b", "a%2fb", "a?b", "a\u0000b", "a\u202eb"];
  for (const key of unsafe) {
    it(`refuses the key ${JSON.stringify(key)} without asking for it`, () =>
      inScene(async ({ cwd, save, asked, lines }) => {
        assertEquals(await save(ref("om_1", key)), [{ message_id: "om_1", key, type: "image", error: true }]);
        assertEquals([asked, lines().length, [...Deno.readDirSync(cwd)]], [[], 1, []]);
      }));
  }

  it("refuses the id of a message that is none", () =>
    inScene(async ({ save, asked }) => {
      assertEquals((await save(ref("..", "img_1")))[0]?.["error"], true);
      assertEquals(asked, []);
    }));

  it("has 3 downloads open at most", () => {
    let open = 0;
    const counts: number[] = [];
    const turns: PromiseWithResolvers<void>[] = [];
    return inScene(async ({ save }) => {
      const refs = ["a", "b", "c", "d", "e", "f"].map((key) => ref("om_1", key));
      const saved = save(...refs);
      for (let index = 0; index < refs.length; index++) {
        await until(() => turns.length >= Math.min(index + 3, refs.length), saved);
        turns[index]?.resolve();
      }
      assertEquals((await saved).filter((one) => one["error"] === true), []);
      assertEquals([Math.max(...counts), counts.length], [3, 6]);
    }, {
      async open() {
        counts.push(++open);
        const turn = Promise.withResolvers<void>();
        turns.push(turn);
        await turn.promise;
        open--;
        return pictureAnswer("x");
      },
    });
  });

  it("begins no download once so many bytes are saved, and says so once", () =>
    inScene(async ({ save, asked, lines }) => {
      assertEquals((await save(ref("om_1", "img_1")))[0]?.["error"], undefined);
      const late = await save(ref("om_1", "img_2"), ref("om_1", "img_3"));
      assertEquals(late.map(({ error }) => error), [true, true]);
      assertEquals(asked, [PATH]);
      assertEquals(lines(), [
        "resource_download_limit: om_1/img_2, om_1/img_3: not downloaded: 10 bytes are saved",
      ]);
    }, { maxBytes: 10 }));

  it("begins no download once exactly so many bytes are saved", () =>
    inScene(async ({ save, asked }) => {
      await save(ref("om_1", "img_1"));
      assertEquals([(await save(ref("om_1", "img_2")))[0]?.["error"], asked.length], [true, 1]);
    }, { open: () => pictureAnswer("ten bytes."), maxBytes: 10 }));

  it("makes no directory and no call without resources", () =>
    inScene(async ({ cwd, save, asked }) => {
      assertEquals([await save(), asked, [...Deno.readDirSync(cwd)]], [[], [], []]);
    }));

  it("ends with the person's interrupt", () =>
    inScene(async ({ save }) => {
      assertEquals((await rejectionOf(() => save(ref("om_1", "img_1")))).type, "interrupted");
    }, { open: () => Promise.reject(INTERRUPT) }));

  it("begins no download after an interrupt", () =>
    inScene(async ({ save, asked, person }) => {
      person.abort(INTERRUPT);
      assertEquals((await rejectionOf(() => save(ref("om_1", "img_1")))).type, "interrupted");
      assertEquals(asked, []);
    }));

  it("settles when what is under way has ended, even badly", () => {
    const answer = Promise.withResolvers<Response>();
    return inScene(async ({ save, settle: stageSettled, asked }) => {
      await stageSettled();
      const saved = rejectionOf(() => save(ref("om_1", "img_1")));
      await until(() => asked.length === 1, saved);
      const events: string[] = [];
      const settled = stageSettled().then(() => events.push("settled"));
      await settle();
      assertEquals(events, []);
      answer.reject(INTERRUPT);
      await settled;
      assertEquals([(await saved).type, events], ["interrupted", ["settled"]]);
    }, { open: () => answer.promise });
  });
});
