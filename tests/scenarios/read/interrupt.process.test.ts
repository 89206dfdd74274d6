import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { until } from "../../support/bdd.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { CHATS_PATH, MGET_PATH, REACTIONS_PATH, SEARCH_PATH } from "../../support/reading.ts";
import { requestsTo } from "../../support/requests.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { manyIn, SEARCH } from "./search/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Ids of the messages in ndjson output. */
function idsIn(text: string): unknown[] {
  return text.split("\n").filter((row) => row !== "").map((row) => documentOf(row)["message_id"]);
}

describe("SIGINT to a search", () => {
  const line = [...SEARCH, "--format", "ndjson", "--page-size", "2", "--page-all"];

  it("the first page is out while a later one has not been answered; an interrupt says where to go on", () =>
    inScene(
      manyIn(6, [{ name: "stall-before-headers", when: { endpoint: SEARCH_PATH, skip: 1 } }]),
      async ({ directory, env, platform }) => {
        const child = startIm(line, { cwd: directory, env });
        const errors = new Response(child.stderr).text();
        let text = "";
        const out = (async () => {
          const decoder = new TextDecoder();
          for await (const bytes of child.stdout) text += decoder.decode(bytes, { stream: true });
        })();
        await until(
          () => text.split("\n").length > 2 && requestsTo(platform, SEARCH_PATH).length === 2,
          out,
        );
        assertEquals(platform.log.map(({ path, status }) => `${path} ${status}`).sort(), [
          `${CHATS_PATH} 200`,
          `${MGET_PATH} 200`,
          `${REACTIONS_PATH} 200`,
          `${SEARCH_PATH} 0`,
          `${SEARCH_PATH} 200`,
        ]);
        assertEquals(idsIn(text), ["om_5", "om_4"]);
        child.kill("SIGINT");
        const [{ code }] = await Promise.all([child.status, out]);
        assertEquals([code, idsIn(text)], [130, ["om_5", "om_4"]]);
        assertStringIncludes(await errors, "--page-token");
      },
    ));
});

describe("SIGINT to the list of a chat", () => {
  /** Rows of about 3 KB: a page fills more than a pipe holds. */
  const long: PlatformOptions = {
    chats: [{ chatId: "oc_long", mode: "group" }],
    generatedMessages: [{
      chatId: "oc_long",
      count: 400,
      messageAt: (index) => ({
        type: "text",
        content: { text: `${index} ${"x".repeat(3000)}` },
        createTime: 1_779_238_800_000 + index,
      }),
    }],
  };
  const line = ["+chat-messages-list", "--chat-id", "oc_long", "--order", "asc", "--no-reactions"];
  const walk = [...line, "--page-limit", "0", "--page-delay", "0", "--format", "ndjson"];

  it("a reader that is slow still gets whole rows, and the reported token continues after the last of them", () =>
    inScene(long, async ({ run, env, directory, platform }) => {
      const child = startIm(walk, { cwd: directory, env });
      // Nobody reads yet: the walk stands still with a page half written.
      await until(() => platform.log[1]?.finishedAt !== undefined, child.status);
      child.kill("SIGINT");
      const first = resultOf(await child.output());
      assertEquals(first.status, 130, first.stderr);
      const hint = String(partOf(documentOf(first.stderr), "error")["hint"]);
      const token = /--page-token (\S+)/.exec(hint)?.[1] ?? "";
      assert(first.stdout.endsWith("\n"), "the last row is cut");
      const rest = await run([...walk, "--page-token", token]);
      const rows = (first.stdout + rest.stdout).trimEnd().split("\n").map((row) => JSON.parse(row));
      assertEquals(
        rows.map(({ content }) => Number.parseInt(content)),
        Array.from({ length: 400 }, (_, i) => i),
      );
      assertStringIncludes(first.stderr, "interrupted");
    }));
});
