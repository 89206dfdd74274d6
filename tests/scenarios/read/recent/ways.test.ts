import { errorOf, previewCalls, warningsOf } from "../../../support/results.ts";
import { assertSameCalls } from "../search/scene.ts";
import { CHATS, chatsIn, inWorld, pathsOf, recentOf, said, shapeOf, world } from "./scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ALL = [
  "oc_bo: om_direct",
  "oc_topic: om_root[om_reply]",
  "oc_calm: om_calm",
  "oc_busy: om_busy-3 om_busy-2 om_busy-1",
];

describe("+messages-recent as a user", () => {
  it("finds everything of the last day by search: newest chats first, newest messages first", () =>
    inWorld(world, async (run, scene) => {
      const result = await run("--as user");
      const { document, data, pagination } = recentOf(result);
      // The chat whose newest message is the newest comes first, whatever the age of the others.
      assertEquals(shapeOf(document), ALL);
      assertEquals([data["by"], data["total"], data["has_more"], data["page_token"]], [
        "search",
        7,
        false,
        "",
      ]);
      assertEquals(pagination, { complete: true, pages: 1, items: 7 });
      assertEquals(warningsOf(result), []);
      assertEquals(pathsOf(scene).slice(0, 3), [
        "POST v1/messages/search",
        "GET v1/messages/mget",
        "POST v1/chats/batch_query",
      ]);
    }));

  it("says what each chat is, and how many messages it has", () =>
    inWorld(world, async (run) => {
      const chats = chatsIn(recentOf(await run("--as user")).document);
      const about = chats.map(({ messages: _, ...rest }) => rest);
      assertEquals(about, [
        {
          chat_id: "oc_bo",
          chat_type: "p2p",
          chat_partner: { open_id: "ou_bo", name: "Bo" },
          count: 1,
          has_more: false,
        },
        { chat_id: "oc_topic", chat_type: "topic", chat_name: "Topics", count: 2, has_more: false },
        { chat_id: "oc_calm", chat_type: "group", chat_name: "Calm", count: 1, has_more: false },
        { chat_id: "oc_busy", chat_type: "group", chat_name: "Busy", count: 3, has_more: false },
      ]);
    }));

  it("messages are complete: text, name, reactions", () =>
    inWorld({ ...world, serverNames: false }, async (run) => {
      const [direct] = chatsIn(recentOf(await run("--as user")).document);
      const [message] = direct?.["messages"] as readonly Record<string, unknown>[];
      assertEquals([message?.["content"], (message?.["sender"] as Record<string, unknown>)["name"]], [
        "text of direct",
        "Bo",
      ]);
    }));

  const filters: readonly (readonly [line: string, ...shape: string[]])[] = [
    ["--since 2h", "oc_bo: om_direct", "oc_topic: om_reply", "oc_calm: om_calm", "oc_busy: om_busy-3"],
    [
      "--start 2h --limit 50",
      "oc_bo: om_direct",
      "oc_topic: om_reply",
      "oc_calm: om_calm",
      "oc_busy: om_busy-3",
    ],
    ["--since 2h --until 40m", "oc_calm: om_calm", "oc_busy: om_busy-3"],
    ["--mentions-me", "oc_busy: om_busy-2"],
    ["--is-at-me --since 100m"],
    ["--chat-types p2p", "oc_bo: om_direct"],
    ["--chat-types group --since 1h", "oc_topic: om_reply", "oc_calm: om_calm"],
    ["--chat-types p2p,group --since 1h", "oc_bo: om_direct", "oc_topic: om_reply", "oc_calm: om_calm"],
    ["--chat-ids oc_calm,oc_old", "oc_calm: om_calm"],
    ["--chat-id Calm", "oc_calm: om_calm"],
  ];
  for (const [line, ...shape] of filters) {
    it(
      line,
      () =>
        inWorld(
          world,
          async (run) => assertEquals(shapeOf(recentOf(await run(`${line} --as user`)).document), shape),
        ),
    );
  }

  it("says that the search runs behind, unless the time ends before that", () =>
    inWorld(world, async (run) => {
      const spots = recentOf(await run("--as user")).data["blind_spots"];
      assertEquals(spots, ["messages of the last few minutes: search lags behind"]);
      assertEquals(recentOf(await run("--as user --end 10m")).data["blind_spots"], undefined);
    }));

  it("looks into the chats where the search is not allowed, and says why", () =>
    inWorld({
      ...world,
      faults: [{ name: "error", code: 99991679, when: { endpoint: "/open-apis/im/v1/messages/search" } }],
    }, async (run) => {
      const result = await run("--as user");
      const { document, data } = recentOf(result);
      assertEquals([shapeOf(document), data["by"], data["quiet_chats"]], [ALL, "chats", 1]);
      assertMatch(
        warningsOf(result).join(),
        /search_not_allowed: the chats were looked into one by one: .*99991679/,
      );
    }));

  it("but not for mentions, which only the search finds: the refusal is the error", () =>
    inWorld({
      ...world,
      faults: [{ name: "error", code: 99991679, when: { endpoint: "/open-apis/im/v1/messages/search" } }],
    }, async (run) => assertEquals(errorOf(await run("--as user --mentions-me"), 3)["code"], 99991679)));

  it("looks into the chats where the search finds more than the page limit reaches", () =>
    inWorld({
      ...world,
      messages: [
        ...world.messages ?? [],
        ...Array.from({ length: 60 }, (_, index) => said(`x${index}`, "oc_calm", 60 + index)),
      ],
    }, async (run, scene) => {
      const result = await run("--as user --page-limit 1 --page-size 2");
      const { document, data } = recentOf(result);
      assertEquals([data["by"], shapeOf(document).at(-2)], ["chats", "oc_calm: om_calm om_x0"]);
      assertMatch(warningsOf(result).join(), /search_too_long/);
      assertEquals(pathsOf(scene).filter((path) => path.includes("search")).length, 1);
    }));
});

describe("+messages-recent as a bot", () => {
  it("looks into its groups, the most recently active first", () =>
    inWorld(world, async (run, scene) => {
      const { document, data, pagination } = recentOf(await run("--as bot"));
      assertEquals(shapeOf(document), ALL.slice(1));
      assertEquals([data["by"], data["total"], data["quiet_chats"]], ["chats", 6, 1]);
      assertEquals(pagination, { complete: true, pages: 1, items: 6 });
      assertEquals(pathsOf(scene)[0], "GET v1/chats");
      assertEquals(scene.platform.log[0]?.query["sort_type"], "ByActiveTimeDesc");
      assertStringIncludes(String(data["blind_spots"]), "new replies to older threads in groups");
    }));

  it("a quiet chat does not end the walk: another kind of activity may have put it in front", () =>
    inWorld({
      ...world,
      chats: CHATS.map((chat) => chat.chatId === "oc_old" ? { ...chat, activeTime: Date.now() } : chat),
    }, async (run) => assertEquals(shapeOf(recentOf(await run("--as bot")).document), ALL.slice(1))));

  for (const line of ["--mentions-me", "--chat-types p2p"]) {
    it(`${line}: exit 2, needs a user`, () =>
      inWorld(world, async (run, scene) => {
        const error = errorOf(await run(`${line} --as bot`), 2);
        assertStringIncludes(`${error["message"]} ${error["hint"]}`, "--as user");
        assertEquals(scene.platform.log, []);
      }));
  }

  it("--chat-id: only these, with their names, without the list of chats", () =>
    inWorld(world, async (run, scene) => {
      const { document } = recentOf(await run("--as bot --chat-id oc_busy,oc_old"));
      assertEquals(chatsIn(document).map((chat) => [chat["chat_id"], chat["chat_name"]]), [[
        "oc_busy",
        "Busy",
      ]]);
      assertEquals(pathsOf(scene).filter((path) => path === "GET v1/chats"), []);
    }));

  it("a chat that cannot be read is listed with the reason, and the others are there", () =>
    inWorld({
      ...world,
      faults: [{ name: "error", code: 230027, when: { path: "container_id=oc_calm" } }],
    }, async (run) => {
      const result = await run("--as bot");
      const { document, data, pagination } = recentOf(result);
      assertEquals(shapeOf(document).length, 2);
      const [one, ...others] = data["unchecked"] as readonly Record<string, unknown>[];
      assertEquals([one?.["chat_id"], one?.["chat_name"], one?.["reason"], others], [
        "oc_calm",
        "Calm",
        "user_unauthorized",
        [],
      ]);
      assertEquals([pagination["complete"], pagination["next_token"]], [false, undefined]);
      assertMatch(warningsOf(result).join(), /chats_not_read: oc_calm: ./);
    }));

  it("no chat can be read: the error of the first one", () =>
    inWorld({
      ...world,
      faults: [{ name: "error", code: 230027, when: { path: "container_id=" } }],
    }, async (run) => assertEquals(errorOf(await run("--as bot"), 3)["code"], 230027)));
});

describe("the dry run of +messages-recent", () => {
  it("as a user: lists what the run sends, and the other way with its condition", () =>
    inWorld(world, async (run, scene) => {
      const calls = previewCalls(await run("--as user --since 2026-01-01 --dry-run"));
      assertEquals(scene.platform.log, []);
      recentOf(await run("--as user --since 2026-01-01"));
      for (const { method, path } of scene.platform.log) {
        assert(calls.some((call) => call.method === method && call.url === path), `${method} ${path}`);
      }
      const chats = calls.filter(({ url }) => url === "/open-apis/im/v1/chats").map(({ desc }) => desc);
      assertMatch(String(chats), /if the search is not allowed or finds too much/);
    }));

  it("as a bot: the same", () =>
    inWorld({ ...world, serverNames: false }, async (run, scene) => {
      const calls = previewCalls(await run("--as bot --dry-run"));
      recentOf(await run("--as bot"));
      const used = calls.filter(({ url }) => scene.platform.log.some(({ path }) => path === url));
      assertSameCalls(used, scene.platform.log);
      assertEquals(calls.filter(({ url }) => url.includes("search")), []);
    }));
});

describe("+messages-recent: what is refused", () => {
  const lines: readonly (readonly [line: string, param: string])[] = [
    ["--since tomorrow-ish", "--since"],
    ["--since 1h --end 2h", "--since"],
    ["--page-size 51", "--page-size"],
    ["--chat-types channel", "--chat-types"],
    ["--page-token abc", "--page-token"],
    ["--page-token recent.e30", "--page-token"],
    ["--chat-id om_1", "--chat-id"],
  ];
  for (const [line, param] of lines) {
    it(`${line}: exit 2`, () =>
      inWorld(world, async (run, scene) => {
        assertEquals([errorOf(await run(`${line} --as user`), 2)["param"], scene.platform.log], [param, []]);
      }));
  }
});
