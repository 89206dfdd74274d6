import type { PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { until } from "../../../support/bdd.ts";
import type { RunResult } from "../../../support/im.ts";
import { idsFrom, type ListCase, LISTS, messagesIn, worldOf } from "../../../support/reading.ts";
import { documentOf, partOf } from "../../../support/results.ts";
import { inScene, type Scene } from "../../../support/scene.ts";
import { interruption } from "../../../support/test-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PAGE = 2;
const COUNT = 20;
const WALK = ["--page-size", String(PAGE), "--page-limit", "0", "--format", "ndjson"];

/** A world whose messages need calls of their own: names and reactions. */
const world: PlatformOptions = { ...worldOf(COUNT), serverNames: false };

/** The token that an interrupted run says to go on with; nothing where it printed no page. */
function tokenOf(result: RunResult): string | undefined {
  const hint = String(partOf(documentOf(result.stderr), "error")["hint"] ?? "");
  return /--page-token (\S+)/.exec(hint)?.[1];
}

/** Runs a walk that is interrupted as soon as so many requests have come in. */
async function interruptAt(scene: Scene, { line }: ListCase, requests: number): Promise<RunResult> {
  const interrupt = new AbortController();
  scene.platform.clearLog();
  const run = scene.run([...line, ...WALK, "--page-delay", "100"], { interrupt: interrupt.signal });
  await until(() => scene.platform.log.length >= requests, run);
  interrupt.abort(interruption());
  return await run;
}

describe("Ctrl-C in an ndjson walk: whole rows only, exit 130, and the token in the error goes on without gap or repeat", () => {
  for (const list of LISTS) {
    it(`${list.name}, whenever it comes`, () =>
      inScene(world, async (scene) => {
        const walk = [...list.line, ...WALK, "--page-delay", "0"];
        const whole = (await scene.run(walk)).stdout;
        assertEquals(whole.trimEnd().split("\n").length, COUNT);
        let places = 0;
        for (let requests = 1; requests <= 2 * COUNT / PAGE; requests++) {
          const first = await interruptAt(scene, list, requests);
          if (first.status === 0) {
            assertEquals(first.stdout, whole);
            continue;
          }
          assertEquals(first.status, 130, first.stderr);
          const token = tokenOf(first);
          if (token !== undefined) places++;
          const rest = await scene.run([...walk, ...(token === undefined ? [] : ["--page-token", token])]);
          assertEquals(first.stdout + rest.stdout, whole, `interrupted at request ${requests}`);
        }
        assert(places > 5, `only ${places} runs were interrupted in the middle`);
      }));
  }
});

describe("Ctrl-C in a walk that prints one document: the pages that are there, and the token goes on", () => {
  for (const list of LISTS) {
    it(`${list.name}, whenever it comes`, () =>
      inScene(world, async ({ run, platform }) => {
        const words = [...list.line, "--page-size=2", "--page-limit=0", "--page-delay"];
        let places = 0;
        for (let requests = 1; requests <= COUNT / PAGE; requests++) {
          const interrupt = new AbortController();
          platform.clearLog();
          const running = run([...words, "100"], { interrupt: interrupt.signal });
          await until(() => platform.log.length >= requests, running);
          interrupt.abort(interruption());
          const first = await running;
          assertEquals(first.status, 130);
          if (first.stdout === "") continue;
          const document = documentOf(first.stdout);
          const { complete, next_token: token, items } = partOf(partOf(document, "meta"), "pagination");
          const messages = messagesIn(document);
          assertEquals([document["ok"], complete, items], [false, token === undefined, messages.length]);
          assertEquals(partOf(document, "error")["type"], "interrupted");
          if (token === undefined) continue;
          places++;
          const rest = await run([...words, "0", "--page-token", String(token)]);
          const ids = [...messages, ...messagesIn(documentOf(rest.stdout))].map((one) => one["message_id"]);
          assertEquals(ids, idsFrom(list.prefix, 0, COUNT), `interrupted at request ${requests}`);
        }
        assert(places > 4, `only ${places} runs were interrupted in the middle`);
      }));
  }
});
