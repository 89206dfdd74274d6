import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { CHAT, FIRST_TIME, paginationIn, worldOf } from "../../support/reading.ts";
import { documentOf, successDocument } from "../../support/results.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINUTE = 60_000;

/** A topic chat: every root has replies, which are listed by their own time among the roots. */
function topicWorld(): PlatformOptions {
  const rootOf = (index: number) => Math.floor(index / 3) % 6;
  return {
    users: [{ openId: "ou_ana", name: "Ana" }],
    chats: [{ chatId: CHAT, mode: "topic", name: "Topics" }],
    messages: Array.from({ length: 40 }, (_, index): WorldMessage => {
      const isRoot = index < 6;
      const root = isRoot ? index : rootOf(index);
      return {
        messageId: `om_${index}`,
        chatId: CHAT,
        type: "text",
        content: { text: `text ${index} `.repeat(6) },
        senderId: "ou_ana",
        createTime: FIRST_TIME + index * MINUTE,
        threadId: `omt_${root}`,
        ...(isRoot ? { isThreadRoot: true } : {}),
      };
    }),
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Many chats with many members; the acting person has them all as shortcuts, in a group, and flagged messages. */
const feedWorld: PlatformOptions = {
  users: upTo(40).map((index) => ({ openId: `ou_${index}`, name: `person ${index}` })),
  chats: upTo(40).map((index) => ({
    chatId: `oc_${index}`,
    mode: "group" as const,
    name: `team ${index}`,
    members: ["ou_demo", ...upTo(40).map((one) => `ou_${one}`)],
    ownerId: "ou_demo",
    createTime: index,
  })),
  messages: upTo(40).map((index) => ({
    messageId: `om_${index}`,
    chatId: "oc_0",
    type: "text",
    content: { text: `word ${index}` },
    senderId: "ou_0",
    createTime: FIRST_TIME + index,
  })),
  feed: {
    flags: upTo(40).map((index) => ({
      ...{ itemId: `om_${index}`, itemType: "0" as const, flagType: "2" as const },
      updateTime: FIRST_TIME + index,
    })),
    shortcuts: upTo(10).map((index) => `oc_${index}`),
    groups: upTo(40).map((index) => ({
      ...{ groupId: `ofg_${index}`, name: `group ${index}`, updateTime: FIRST_TIME },
      items: upTo(40).map((one) => ({ feedId: `oc_${one}`, updateTime: FIRST_TIME })),
    })),
  },
};

/** Ids of a kind in a text, in order; an id counts where it is the record's own. */
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, id]) => id ?? "");

/** Runs a line again and again, each time where the last one said; what each run printed. */
async function follow(
  { run }: Scene,
  line: readonly string[],
  tokenOf: (result: SceneResult) => string | undefined,
): Promise<readonly SceneResult[]> {
  const results: SceneResult[] = [];
  let token: string | undefined;
  do {
    const result = await run([...line, ...(token === undefined ? [] : ["--page-token", token])]);
    assertEquals(result.status, 0, result.stderr);
    results.push(result);
    assert(results.length < 100, "the list does not end");
    token = tokenOf(result);
  } while (token !== undefined);
  return results;
}

const tokenInJson = ({ stdout }: SceneResult) => {
  const { meta } = documentOf(stdout) as { meta?: { pagination?: { next_token?: string } } };
  return meta?.pagination?.next_token;
};
const tokenInText = ({ stdout, stderr }: SceneResult) =>
  /"next_token":"([^"]+)"/.exec(stderr)?.[1] ?? /--page-token '?([^\s']+)/.exec(stdout)?.[1] ??
    /next_token: `?([^\s`]+)/.exec(stdout)?.[1];

describe("--max-tokens", () => {
  const lists: [name: string, world: PlatformOptions, line: string[], id: RegExp][] = [
    ["a chat", worldOf(60), ["+chat-messages-list", "--chat-id", CHAT], /"message_id": ?"(om_[^"]+)"/g],
    [
      "a chat, all pages",
      worldOf(60),
      ["+chat-messages-list", "--chat-id", CHAT, "--page-all", "--page-size", "7", "--order", "asc"],
      /"message_id": ?"(om_[^"]+)"/g,
    ],
    [
      "a thread",
      worldOf(60),
      ["+threads-messages-list", "--thread", "omt_reading"],
      /"message_id": ?"(om_[^"]+)"/g,
    ],
    [
      "a topic chat",
      topicWorld(),
      ["+chat-messages-list", "--chat-id", CHAT],
      /"message_id": ?"(om_[^"]+)"/g,
    ],
    [
      "messages by id",
      feedWorld,
      ["+messages-mget", "--message-ids", upTo(30).map((index) => `om_${index}`).join(",")],
      /"message_id": ?"(om_[^"]+)"/g,
    ],
    ["search", feedWorld, ["+messages-search", "--query", "word"], /"message_id": ?"(om_[^"]+)"/g],
    ["chats", feedWorld, ["+chat-list", "--page-all", "--page-size", "9"], /"chat_id": ?"(oc_[^"]+)"/g],
    ["chat search", feedWorld, ["+chat-search", "--query", "team"], /"chat_id": ?"(oc_[^"]+)"/g],
    [
      "members",
      feedWorld,
      ["+chat-members-list", "--chat-id", "oc_0", "--page-size", "15", "--page-all"],
      /"member_id": ?"(ou_[^"]+)"/g,
    ],
    ["flags", feedWorld, ["+flag-list"], /"item_id": ?"(om_[^"]+)"/g],
    ["feed groups", feedWorld, ["+feed-group-list"], /"group_id": ?"(ofg_[^"]+)"/g],
    [
      "items of a feed group",
      feedWorld,
      ["+feed-group-list-item", "--feed-group-id", "ofg_0", "--page-size", "9", "--page-all"],
      /"feed_id": ?"(oc_[^"]+)"/g,
    ],
    ["feed shortcuts", feedWorld, ["+feed-shortcut-list"], /"feed_card_id": ?"(oc_[^"]+)"/g],
    [
      "a raw method",
      feedWorld,
      ["chats", "list", "--page-all", "--page-size", "9"],
      /"chat_id": ?"(oc_[^"]+)"/g,
    ],
    ["a path", feedWorld, ["api", "GET", "im/v1/chats"], /"chat_id": ?"(oc_[^"]+)"/g],
    [
      "a path, all pages",
      feedWorld,
      ["api", "GET", "im/v1/chats", "--page-all", "--page-size", "9"],
      /"chat_id": ?"(oc_[^"]+)"/g,
    ],
  ];
  for (const [name, world, line, id] of lists) {
    it(`cuts ${name} at a record, and next_token leads to the rest: nothing is lost or twice`, () =>
      inScene(world, async (scene) => {
        const whole = matches(
          (await follow(scene, line, tokenInJson)).map(({ stdout }) => stdout).join(""),
          id,
        );
        // A thread is a record; where it is too long by itself, its rest is reached elsewhere (threads.test.ts).
        const limit = name === "a topic chat" ? 3000 : 300;
        const limited = [...line, "--max-tokens", String(limit)];
        const parts = await follow(scene, limited, tokenInJson);
        assert(parts.length > 1, "nothing was cut");
        for (const { stdout } of parts) {
          assert(stdout.length <= 4 * limit || matches(stdout, id).length < 9, `${stdout.length} characters`);
        }
        assertEquals(parts.flatMap(({ stdout }) => matches(stdout, id)).toSorted(), whole.toSorted());
      }));
  }

  const formats: [format: string, id: RegExp][] = [
    ["ndjson", /"message_id":"(om_[^"]+)"/g],
    ["csv", /,(om_reading-\d+),text/g],
    ["table", /(om_reading-\d+) +text/g],
    ["pretty", /(om_reading-\d+)/g],
    ["concise", /(om_reading-\d+)/g],
  ];
  for (const [format, id] of formats) {
    it(`cuts ${format} by what it prints`, () =>
      inScene(worldOf(60), async (scene) => {
        const line = ["+chat-messages-list", "--chat-id", CHAT, "--page-size", "50", "--page-all"];
        const parts = await follow(scene, [...line, "--format", format, "--max-tokens", "500"], tokenInText);
        assert(parts.length > 1, "nothing was cut");
        for (const { stdout } of parts) assert(stdout.length <= 2000, `${stdout.length} characters`);
        const ids = parts.flatMap(({ stdout }) => [...new Set(matches(stdout, id))]);
        assertEquals(ids.length, 60);
        assertEquals(new Set(ids).size, 60);
      }));
  }

  it("says that it cut, and keeps the service's other fields", () =>
    inScene(worldOf(60), async ({ run }) => {
      const document = successDocument(
        await run(["+chat-messages-list", "--chat-id", CHAT, "--max-tokens", "700"]),
      );
      const { data, meta } = document as { data: Record<string, unknown>; meta: Record<string, unknown> };
      const { complete, items, next_token } = paginationIn(document);
      assertEquals([complete, data["total"], data["has_more"]], [false, items, true]);
      assertEquals(data["page_token"], next_token);
      assertEquals((meta["warnings"] as { key: string }[]).map(({ key }) => key), ["max_tokens_reached"]);
    }));

  it("shows one record even where it does not fit", () =>
    inScene(worldOf(3), async (scene) => {
      const line = ["+chat-messages-list", "--chat-id", CHAT, "--max-tokens", "50"];
      assertEquals((await follow(scene, line, tokenInJson)).length, 3);
    }));

  it("leaves a list that fits as it is", () =>
    inScene(worldOf(3), async ({ run }) => {
      const line = ["+chat-messages-list", "--chat-id", CHAT];
      assertEquals((await run([...line, "--max-tokens", "100000"])).stdout, (await run(line)).stdout);
    }));

  it("stops reading pages when there is no room for them", () =>
    inScene(worldOf(60), async ({ run, platform }) => {
      const line = ["+chat-messages-list", "--chat-id", CHAT, "--page-all", "--page-size", "5"];
      await run([...line, "--max-tokens", "500"]);
      const pages = platform.log.filter(({ path }) => path === "/open-apis/im/v1/messages");
      assert(pages.length < 6, `${pages.length} pages were read`);
    }));
});
