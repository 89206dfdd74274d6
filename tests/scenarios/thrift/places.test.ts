import { CHAT, paginationIn, worldOf } from "../../support/reading.ts";
import { documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-messages-list", "--chat-id", CHAT, "--max-tokens", "500"];

describe("a next_token of ours", () => {
  const others: readonly (readonly [name: string, line: readonly string[]])[] = [
    ["another command", ["+chat-list"]],
    ["another chat", ["+chat-messages-list", "--chat-id", "oc_other"]],
    ["another order", [...LINE, "--order", "asc"]],
  ];
  for (const [name, line] of others) {
    it(`is refused by ${name}, and nothing is asked`, () =>
      inScene(worldOf(30), async ({ run, platform }) => {
        const { next_token } = paginationIn(documentOf((await run(LINE)).stdout));
        platform.clearLog();
        const error = errorOf(await run([...line, "--page-token", String(next_token)]), 2);
        assertEquals([error["param"], platform.log.length], ["--page-token", 0]);
      }));
  }

  it("is taken by the same list with other limits", () =>
    inScene(worldOf(30), async ({ run }) => {
      const { next_token } = paginationIn(documentOf((await run(LINE)).stdout));
      const more = await run([
        ...LINE,
        "--no-reactions",
        "--max-tokens",
        "900",
        "--page-token",
        String(next_token),
      ]);
      assertEquals(more.status, 0, more.stderr);
    }));
});

describe("--max-tokens that one record alone exceeds", () => {
  it("says so, and where the rest is", () =>
    inScene(worldOf(30), async ({ run }) => {
      const { stdout, status } = await run([...LINE.slice(0, 3), "--max-tokens", "50"]);
      const document = documentOf(stdout);
      assertEquals(status, 0);
      assert(JSON.stringify(document["meta"]).includes("max_tokens_exceeded"), stdout.slice(-600));
      assert(paginationIn(document)["next_token"]);
    }));
});
