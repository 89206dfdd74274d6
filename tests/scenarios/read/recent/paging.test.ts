import type { PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { until } from "../../../support/bdd.ts";
import { BOTH_TOKENS } from "../../../support/raw-methods.ts";
import { documentOf, partOf, warningsOf } from "../../../support/results.ts";
import { interruption } from "../../../support/test-world.ts";
import { chatsIn, inWorld, type Json, NOW, recentOf, said, shapeOf, world } from "./scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const members = ["ou_demo", "ou_bo"];
const count = (length: number) => Array.from({ length }, (_, index) => index);

/** So many groups with so many messages each; group 0 has the newest ones. */
function many(groups: number, each: number): PlatformOptions {
  return {
    ...world,
    chats: count(groups).map((index) => ({
      chatId: `oc_${index}`,
      mode: "group" as const,
      name: `Group ${index}`,
      members,
      createTime: NOW - 9_000_000_000,
    })),
    messages: count(groups).flatMap((group) =>
      count(each).map((index) => said(`${group}-${index}`, `oc_${group}`, 1 + group + index))
    ).reverse(),
  };
}

const idsOf = (document: Json): readonly string[] =>
  chatsIn(document).flatMap(({ messages }) =>
    (messages as readonly Json[]).map((one) => String(one["message_id"]))
  );
const sorted = (ids: readonly string[]) => ids.toSorted();

describe("a chat with more messages than --page-size", () => {
  for (
    const [identity, by, command] of [["user", "search", "+messages-recent"], [
      "bot",
      "chats",
      "+chat-messages-list",
    ]] as const
  ) {
    it(`as ${identity}: the newest, how many more by search, and the command that goes on, without gap or repeat`, () =>
      inWorld(many(1, 7), async (run, scene) => {
        const first = await run(`--page-size 3 --as ${identity}`);
        const { document, data, pagination } = recentOf(first);
        const [chat] = chatsIn(document);
        assertEquals(shapeOf(document), ["oc_0: om_0-0 om_0-1 om_0-2"]);
        assertEquals([data["by"], chat?.["count"], chat?.["has_more"]], [by, by === "search" ? 7 : 3, true]);
        assertEquals([pagination["complete"], pagination["next_token"]], [false, undefined]);
        assertStringIncludes(String(chat?.["next"]), `im ${command} --as ${identity} `);
        assertMatch(warningsOf(first).join(), /more_in_chats: 1 chat has more than 3 messages/);
        const seen = [...idsOf(document)];
        let next = String(chat?.["next"]);
        for (let step = 0; step < 5 && next !== ""; step++) {
          assertStringIncludes(next, `im ${command} `);
          const words = [...next.replace(/^im /, "").split(" "), "--page-size", "3"];
          const rest = documentOf((await scene.run(words, { env: BOTH_TOKENS })).stdout);
          const part = partOf(rest, "data");
          if (by === "search") {
            seen.push(...idsOf(rest));
            next = String(chatsIn(rest)[0]?.["next"] ?? "");
          } else {
            seen.push(...(part["messages"] as readonly Json[]).map((one) => String(one["message_id"])));
            next = part["page_token"] === ""
              ? ""
              : next.replace(/--page-token \S+/, `--page-token ${part["page_token"]}`);
          }
        }
        assertEquals(seen, count(7).map((index) => `om_0-${index}`));
      }));
  }

  it("several messages in one second are neither lost nor repeated", () =>
    inWorld({
      ...many(1, 0),
      messages: count(7).map((index) => said(String(index), "oc_0", 5)),
    }, async (run) => {
      const seen: string[] = [];
      let line = "";
      for (let step = 0; step < 5; step++) {
        const { document } = recentOf(await run(`--page-size 2 --as user ${line}`));
        seen.push(...idsOf(document));
        const token = chatsIn(document)[0]?.["page_token"];
        if (token === undefined) break;
        line = `--page-token ${token}`;
      }
      assertEquals(sorted(seen), count(7).map((index) => `om_${index}`));
    }));
});

describe("more than the page limit", () => {
  it("as a bot: the chats behind it are said to be unchecked, and the token goes on with them", () =>
    inWorld(many(45, 1), async (run) => {
      const first = await run("--page-limit 1 --as bot");
      const { document, data, pagination } = recentOf(first);
      assertEquals([idsOf(document).length, pagination["complete"], data["has_more"]], [20, false, true]);
      assertEquals(pagination["next_token"], data["page_token"]);
      const [one] = data["unchecked"] as readonly Json[];
      assertEquals([one?.["reason"], one?.["detail"]], [
        "page_limit",
        "chats that were active longer ago, from page_token on",
      ]);
      assertMatch(warningsOf(first).join(), /page_limit_reached: .*--page-token recent\./);
      const rest = recentOf(await run(`--as bot --page-token ${data["page_token"]}`));
      assertEquals(rest.pagination, { complete: true, pages: 2, items: 25 });
      assertEquals(
        sorted([...idsOf(document), ...idsOf(rest.document)]),
        sorted(count(45).map((n) => `om_${n}-0`)),
      );
    }));

  it("as a user, mentions: the search goes on at the token, in the same time", () =>
    inWorld({
      ...many(1, 0),
      messages: count(120).map((index) =>
        said(String(index), "oc_0", 5 + index, {
          mentions: [{ key: "@_user_1", id: "ou_demo", name: "Demo" }],
        })
      ),
    }, async (run, { platform }) => {
      const first = recentOf(await run("--mentions-me --page-limit 2 --page-size 50 --as user"));
      const second = recentOf(await run(`--page-size 50 --as user --page-token ${first.data["page_token"]}`));
      assertEquals([first.pagination["pages"], second.pagination["pages"]], [2, 1]);
      const bodies = platform.log.filter(({ path }) => path.endsWith("/search")).map(({ body }) =>
        JSON.stringify(body)
      );
      assertEquals(new Set(bodies).size, 1);
      const counts = [first, second].map(({ document }) => chatsIn(document)[0]?.["count"]);
      assertEquals(counts, [100, 20]);
    }));

  it("--page-limit 0 reads everything", () =>
    inWorld(
      many(45, 1),
      async (run) =>
        assertEquals(recentOf(await run("--page-limit 0 --as bot")).pagination["complete"], true),
    ));
});

describe("a chat that becomes active while the chats are walked", () => {
  it("is looked into although it moves to the pages that were read", () =>
    inWorld({
      ...many(30, 1),
      faults: [{ name: "late-answer", delayMs: 300, when: { path: "container_id=oc_0&" } }],
    }, async (run, { run: runAny, platform }) => {
      const running = run("--as bot");
      await until(() => platform.log.some(({ query }) => query["container_id"] === "oc_0"), running);
      const words = "+messages-send --chat-id oc_29 --text up --as bot".split(" ");
      assertEquals((await runAny(words, { env: BOTH_TOKENS })).status, 0);
      const { document } = recentOf(await running);
      assert(idsOf(document).includes("om_29-0"), "the chat that moved to the front is missing");
      const lists = platform.log.filter(({ path }) => path === "/open-apis/im/v1/chats");
      assertEquals(lists.map(({ query }) => query["page_token"] === undefined), [true, false, true]);
    }));
});

describe("a later page that fails", () => {
  for (
    const [identity, endpoint] of [["bot", "/open-apis/im/v1/chats"], [
      "user",
      "/open-apis/im/v1/messages/search",
    ]] as const
  ) {
    it(`as ${identity}: what was found is there, exit 1, and the token goes on`, () =>
      inWorld({
        ...many(45, 3),
        faults: [{ name: "error", code: 230001, when: { endpoint, skip: 1, times: 1 } }],
      }, async (run) => {
        const result = await run(`--as ${identity} --page-size 50`);
        const { document, data, pagination } = recentOf(result, 1);
        assertEquals([document["ok"], partOf(document, "error")["code"]], [false, 230001]);
        assert(idsOf(document).length > 0);
        assertEquals([pagination["complete"], pagination["pages"]], [false, 1]);
        const rest = recentOf(
          await run(`--as ${identity} --page-size 50 --page-token ${data["page_token"]}`),
        );
        const all = sorted(count(45).flatMap((group) => count(3).map((index) => `om_${group}-${index}`)));
        assertEquals(sorted([...idsOf(document), ...idsOf(rest.document)]), all);
      }));
  }

  it("as a user: messages that were found but cannot be fetched are named", () =>
    inWorld({
      ...many(2, 1),
      faults: [{ name: "error", code: 230001, when: { endpoint: "/open-apis/im/v1/messages/mget" } }],
    }, async (run) => {
      const result = await run("--as user");
      const { document, data } = recentOf(result, 1);
      assertEquals(shapeOf(document), ["oc_0: ", "oc_1: "]);
      assertEquals(data["missing_message_ids"], ["om_0-0", "om_1-0"]);
      assertMatch(warningsOf(result).join(), /messages_not_returned: 2 messages: /);
    }));
});

describe("Ctrl-C", () => {
  for (const requests of [12, 22, 26, 32]) {
    it(`as a bot, after ${requests} requests: a document, and its token goes on without gap or repeat`, () =>
      inWorld({ ...many(45, 1), delayMs: 5 }, async (run, { platform }) => {
        const interrupt = new AbortController();
        const running = run("--as bot --no-reactions", { interrupt: interrupt.signal });
        await until(() => platform.log.length >= requests, running);
        interrupt.abort(interruption());
        const result = await running;
        assertEquals(result.status, 130, result.stderr);
        const { document, data, pagination } = recentOf(result, 130);
        assertEquals([document["ok"], pagination["complete"]], [false, false]);
        const token = String(data["page_token"]);
        assertStringIncludes(String(partOf(document, "error")["hint"]), `--page-token ${token}`);
        const rest = recentOf(await run(`--as bot --page-token ${token}`));
        const ids = [...idsOf(document), ...idsOf(rest.document)];
        assertEquals(sorted(ids), sorted(count(45).map((n) => `om_${n}-0`)));
        const left = data["unchecked"] as readonly Json[];
        assert(left.length > 0 && left.every(({ reason }) => reason === "interrupted"));
      }));
  }

  it("as a user, during the second page of the search: what was found is named, and the token goes on", () =>
    inWorld({
      ...many(60, 1),
      faults: [{
        name: "stall-before-headers",
        when: { endpoint: "/open-apis/im/v1/messages/search", skip: 1, times: 1 },
      }],
    }, async (run, { platform }) => {
      const interrupt = new AbortController();
      const running = run("--as user", { interrupt: interrupt.signal });
      await until(() => platform.log.length >= 2, running);
      interrupt.abort(interruption());
      const { document, data } = recentOf(await running, 130);
      const missing = data["missing_message_ids"] as readonly string[];
      assertEquals([missing.length, chatsIn(document).length], [50, 50]);
      assertMatch(
        String(partOf(document, "error")["hint"]),
        /im \+messages-mget; continue with --page-token/,
      );
      const rest = recentOf(await run(`--as user --page-token ${data["page_token"]}`));
      assertEquals(sorted([...missing, ...idsOf(rest.document)]), sorted(count(60).map((n) => `om_${n}-0`)));
    }));
});
