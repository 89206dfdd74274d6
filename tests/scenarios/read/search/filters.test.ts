import type { WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { idsIn, SEARCH_PATH } from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { errorOf, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { manyIn, news, roomOf, SEARCH } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+messages-search";

const mention = (id: string): Partial<WorldMessage> => ({
  content: { text: "news for @_user_1" },
  mentions: [{ key: "@_user_1", id, name: "Somebody" }],
});

/** A world in which every filter finds something else. */
const world = roomOf([
  news("plain", 0),
  news("bo", 1, { senderId: "ou_bo" }),
  news("app", 2, { senderId: "cli_app" }),
  news("file", 3, { type: "file", content: { file_key: "f", file_name: "news.txt" } }),
  news("image", 4, { type: "image", content: { image_key: "i" } }),
  news("video", 5, { type: "media", content: { file_key: "v", file_name: "news.mp4" } }),
  news("link", 6, { content: { text: "news https://example.com/" } }),
  news("me", 7, mention("ou_ana")),
  news("him", 8, mention("ou_bo")),
  news("direct", 9, { chatId: "oc_direct" }),
], {
  bots: [{ appId: "cli_app", name: "App" }],
  chats: [{ chatId: "oc_room", mode: "group" }, { chatId: "oc_direct", mode: "p2p", p2pTarget: "ou_bo" }],
});

describe("each filter of +messages-search stands in the body", () => {
  const filters: [words: string[], filter: Record<string, unknown>, found: string[]][] = [
    [["--chat-id", "oc_direct"], { chat_ids: ["oc_direct"] }, ["om_direct"]],
    [["--sender", "ou_bo"], { from_ids: ["ou_bo"] }, ["om_bo"]],
    [["--include-attachment-type", "file"], { include_attachment_types: ["file"] }, ["om_file"]],
    [["--include-attachment-type", "image"], { include_attachment_types: ["image"] }, ["om_image"]],
    [["--include-attachment-type", "video"], { include_attachment_types: ["video"] }, ["om_video"]],
    [["--include-attachment-type", "link"], { include_attachment_types: ["link"] }, ["om_link"]],
    [["--chat-type", "p2p"], { chat_type: "p2p" }, ["om_direct"]],
    [["--chat-type", "group", "--sender", "ou_bo"], { chat_type: "group", from_ids: ["ou_bo"] }, ["om_bo"]],
    [["--sender-type", "bot"], { from_types: ["bot"] }, ["om_app"]],
    [["--exclude-sender-type", "user"], { exclude_from_types: ["user"] }, ["om_app"]],
    [
      ["--sender-type", "bot", "--exclude-sender-type", "user"],
      { from_types: ["bot"], exclude_from_types: ["user"] },
      ["om_app"],
    ],
    [["--is-at-me"], { is_at_me: true }, ["om_me"]],
    [["--at-chatter-ids", "ou_bo"], { at_chatter_ids: ["ou_bo"] }, ["om_him"]],
    [["--at-chatter-ids", "ou_ana,ou_bo"], { at_chatter_ids: ["ou_ana", "ou_bo"] }, ["om_him", "om_me"]],
  ];
  for (const [words, filter, found] of filters) {
    it(words.join(" "), () =>
      inScene(world, async ({ run, platform }) => {
        const document = successDocument(await run([COMMAND, ...words]));
        assertEquals(requestsTo(platform, SEARCH_PATH)[0]?.body, { query: "", filter });
        assertEquals(idsIn(document), found);
      }));
  }

  it("all at once, in the documented order", () =>
    inScene(world, async ({ run, platform }) => {
      const words = ["--chat-id", "oc_room", "--sender", "ou_bo", "--chat-type", "group", "--is-at-me"];
      const more = ["--sender-type", "user", "--exclude-sender-type", "bot", "--at-chatter-ids", "ou_ana"];
      const times = ["--start", "2026-05-01T00:00:00Z", "--end", "2026-05-07T00:00:00Z"];
      const attachment = ["--include-attachment-type", "file"];
      successDocument(await run([...SEARCH, ...words, ...more, ...times, ...attachment]));
      const body = partOf({ body: requestsTo(platform, SEARCH_PATH)[0]?.body }, "body");
      assertEquals(body["query"], "news");
      assertEquals(Object.keys(partOf(body, "filter")), [
        "chat_ids",
        "from_ids",
        "chat_type",
        "from_types",
        "exclude_from_types",
        "include_attachment_types",
        "is_at_me",
        "at_chatter_ids",
        "time_range",
      ]);
    }));

  it("no filter: the key is left out", () =>
    inScene(world, async ({ run, platform }) => {
      successDocument(await run(SEARCH));
      assertEquals(requestsTo(platform, SEARCH_PATH)[0]?.body, { query: "news" });
    }));

  it("query and filters go together, and the empty query is sent beside a filter", () =>
    inScene(world, async ({ run, platform }) => {
      successDocument(await run([...SEARCH, "--sender", "ou_bo"]));
      successDocument(await run([COMMAND, "--query", "", "--sender", "ou_bo"]));
      assertEquals(requestsTo(platform, SEARCH_PATH).map(({ body }) => body), [
        { query: "news", filter: { from_ids: ["ou_bo"] } },
        { query: "", filter: { from_ids: ["ou_bo"] } },
      ]);
    }));

  it("lists drop blanks and empty parts; a link to a chat is reduced to its id", () =>
    inScene(world, async ({ run, platform }) => {
      const link = "https://applink.feishu.cn/client/chat/open?openChatId=oc_direct&x=1";
      successDocument(
        await run([COMMAND, "--chat-id", ` oc_room,, ${link} `, "--sender", "ou_bo, ,ou_ana,"]),
      );
      assertEquals(requestsTo(platform, SEARCH_PATH)[0]?.body, {
        query: "",
        filter: { chat_ids: ["oc_room", "oc_direct"], from_ids: ["ou_bo", "ou_ana"] },
      });
    }));

  it("repeated ids are sent once", () =>
    inScene(world, async ({ run, platform }) => {
      successDocument(await run([COMMAND, "--chat-id", "oc_room,oc_room", "--sender", "ou_bo,ou_ana,ou_bo"]));
      assertEquals(requestsTo(platform, SEARCH_PATH)[0]?.body, {
        query: "",
        filter: { chat_ids: ["oc_room"], from_ids: ["ou_bo", "ou_ana"] },
      });
    }));

  it("the same body goes with every page", () =>
    inScene(manyIn(5), async ({ run, platform }) => {
      successDocument(await run([...SEARCH, "--sender", "ou_ana", "--page-size", "2", "--page-all"]));
      const body = { query: "news", filter: { from_ids: ["ou_ana"] } };
      assertEquals(requestsTo(platform, SEARCH_PATH).map((request) => request.body), [body, body, body]);
    }));

  it("the alias --keyword is --query, and --limit is --page-size", () =>
    inScene(world, async ({ run, platform }) => {
      successDocument(await run([COMMAND, "--keyword", "news", "--limit", "3"]));
      const [sent] = requestsTo(platform, SEARCH_PATH);
      assertEquals([sent?.body, sent?.query], [{ query: "news" }, { page_size: "3" }]);
    }));

  it("a query of more than 50 characters goes out whole, and the notice of the service is passed on", () =>
    inScene(world, async ({ run, platform }) => {
      const query = `news ${"x".repeat(60)}`;
      const result = await run([COMMAND, "--query", query]);
      const data = partOf(successDocument(result), "data");
      assertEquals(partOf({ body: platform.log[0]?.body }, "body")["query"], query);
      assertEquals(data["notice"], "The query was cut to 50 characters.");
      assertEquals("notice" in partOf(successDocument(await run(SEARCH)), "data"), false);
    }));
});

describe("a search that makes no sense", () => {
  it("is refused: exit 2, the option named, nothing sent", () =>
    inScene(world, async ({ run, platform }) => {
      const error = errorOf(await run([COMMAND, "--chat-type", "topic"]), 2);
      assertEquals([error["type"], error["param"], platform.log.length], ["validation", "--chat-type", 0]);
    }));
});

describe("+messages-search runs as the user", () => {
  it("--as bot is refused: exit 2, the error names user, nothing is sent, not even in a dry run", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
      for (const more of [[], ["--dry-run"]]) {
        const error = errorOf(await run([...SEARCH, "--as", "bot", ...more], { env }), 2);
        assertEquals([error["type"], error["param"]], ["validation", "--as"]);
        assertStringIncludes(String(error["hint"]), "--as user");
      }
      assertEquals(platform.log.length, 0);
    }));

  const settings: [name: string, env: Record<string, string>, words: string[]][] = [
    ["by itself", {}, []],
    ["although there is a bot token", { IM_TENANT_ACCESS_TOKEN: "t-demo" }, []],
    ["although IM_DEFAULT_AS=bot", { IM_TENANT_ACCESS_TOKEN: "t-demo", IM_DEFAULT_AS: "bot" }, []],
    ["with --as user", { IM_DEFAULT_AS: "bot" }, ["--as", "user"]],
    ["with --as auto", { IM_TENANT_ACCESS_TOKEN: "t-demo" }, ["--as", "auto"]],
  ];
  for (const [name, env, words] of settings) {
    it(name, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run([...SEARCH, ...words], { env });
        assertEquals(successDocument(result)["identity"], "user");
        assertEquals([...new Set(platform.log.map(({ token }) => token))], ["user"]);
        assertEquals(warningsOf(result), []);
      }));
  }

  it("a bot token alone is not enough: exit 3, nothing sent", () =>
    inScene(world, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
      assertEquals(errorOf(await run(SEARCH, { env }), 3)["type"], "authentication");
      assertEquals(platform.log.length, 0);
    }));
});
