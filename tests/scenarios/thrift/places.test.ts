import { CHAT, FIRST_TIME, idsIn, paginationIn, THREAD, worldOf } from "../../support/reading.ts";
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

describe("a next_token of ours, where messages were written since", () => {
  const lists:
    readonly (readonly [name: string, line: readonly string[], chatId: string, threadId?: string])[] = [
      ["a chat", ["+chat-messages-list", "--chat-id", CHAT], CHAT],
      ["a chat, in small pages", ["+chat-messages-list", "--chat-id", CHAT, "--page-size", "7"], CHAT],
      [
        "a chat, all pages",
        ["+chat-messages-list", "--chat-id", CHAT, "--page-size", "7", "--page-all"],
        CHAT,
      ],
      ["a thread", ["+threads-messages-list", "--thread", THREAD, "--order", "desc"], "oc_other", THREAD],
    ];
  for (const [name, line, chatId, threadId] of lists) {
    it(`goes on where it was: nothing is repeated or lost (${name})`, () =>
      inScene(worldOf(60), async ({ run, platform }) => {
        const before = idsIn(documentOf((await run([...line, "--page-all", "--page-limit", "0"])).stdout));
        const ids: unknown[] = [];
        let token: unknown;
        let written = 0;
        do {
          const result = await run([
            ...line,
            ...["--max-tokens", "600"],
            ...(token === undefined ? [] : ["--page-token", String(token)]),
          ]);
          const document = documentOf(result.stdout);
          assert(!result.stdout.includes("list_changed"), result.stdout);
          ids.push(...idsIn(document));
          token = paginationIn(document)["next_token"];
          // Each time more than a page.
          for (let count = 0; written < 180 && count < 60; count++) {
            platform.putMessage({
              messageId: `om_new-${written++}`,
              ...{ chatId, type: "text", content: { text: "new" }, senderId: "ou_ana" },
              createTime: FIRST_TIME + (1000 + written) * 60_000,
              ...(threadId === undefined ? {} : { threadId }),
            });
          }
          assert(ids.length < 200, "the list does not end");
        } while (token !== undefined);
        assertEquals(ids, before);
      }));
  }
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
