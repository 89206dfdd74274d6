import { until } from "../../support/bdd.ts";
import { worldOf } from "../../support/reading.ts";
import { documentOf, partOf, withoutWaits } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHATS = "/open-apis/im/v1/chats";
const LINES: readonly (readonly [line: readonly string[], list: string])[] = [
  [["+chat-list", "--page-size", "1"], "chats"],
  [["+chat-list", "--page-size", "1", "--exclude-muted"], "chats"],
  [["chats", "list", "--params", '{"page_size":1}'], "items"],
  [["api", "GET", "im/v1/chats", "--params", '{"page_size":1}'], "items"],
];

describe("Ctrl-C while the second page of a list is fetched: one document with the first", () => {
  for (const [line, list] of LINES) {
    for (const subtype of ["interrupt", "terminate"] as const) {
      it(`${line.slice(0, 2).join(" ")}, ${line.at(-1)}: ${subtype}`, () =>
        inScene({
          ...worldOf(1),
          faults: [{ name: "stall-before-headers", when: { endpoint: CHATS, skip: 1, times: 1 } }],
        }, async ({ run, platform }) => {
          const interrupt = new AbortController();
          const running = run([...line, "--page-all"], { interrupt: interrupt.signal });
          await until(() => platform.log.length >= 2, running);
          interrupt.abort(interruption(subtype));
          const { status, stdout, stderr } = await running;
          const document = documentOf(stdout);
          const pagination = partOf(partOf(document, "meta"), "pagination");
          const token = String(pagination["next_token"]);
          assertEquals([status, withoutWaits(stderr), document["ok"]], [
            subtype === "interrupt" ? 130 : 143,
            "",
            false,
          ]);
          assertEquals([pagination["complete"], pagination["pages"]], [false, 1]);
          assertStringIncludes(String(partOf(document, "error")["hint"]), `--page-token ${token}`);
          const rest = documentOf((await run([...line, "--page-all", "--page-token", token])).stdout);
          const [first, others] = [document, rest].map((one) => partOf(one, "data")[list]);
          assert(Array.isArray(first) && Array.isArray(others));
          const ids = [...first, ...others].map((one) => one["chat_id"]);
          assertEquals([first.length, new Set(ids).size, ids.length], [1, 2, 2]);
        }));
    }
  }
});
