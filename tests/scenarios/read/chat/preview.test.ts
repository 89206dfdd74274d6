import type { LoggedRequest, PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { FIRST_TIME } from "../../../support/reading.ts";
import { dataOf, documentOf, partOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const GROUP = "oc_group";
const DIRECT = "oc_direct";
const THREAD = "omt_root";
const CHAT_LIST = "+chat-messages-list";
const THREAD_LIST = "+threads-messages-list";
const BOT = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const EVERYTHING = ["--download-resources", "--page-size", "2", "--page-limit", "0", "--page-delay", "0"];

/** Messages that need every kind of call. */
function messagesOf(chatId: string): WorldMessage[] {
  const at = (id: string, minute: number, more: Partial<WorldMessage>): WorldMessage => ({
    messageId: `om_${chatId}_${id}`,
    chatId,
    type: "text",
    content: { text: id },
    senderId: "ou_ana",
    createTime: FIRST_TIME + minute * 60_000,
    ...more,
  });
  const threadId = `${THREAD}_${chatId}`;
  return [
    at("root", 0, { threadId, isThreadRoot: true }),
    at("reply", 1, { threadId, rootId: `om_${chatId}_root`, senderId: "cli_builds" }),
    at("image", 2, { threadId, rootId: `om_${chatId}_root`, type: "image", content: { image_key: "img_1" } }),
    at("picture", 3, { type: "image", content: { image_key: "img_1" }, senderId: "cli_builds" }),
    at("folder", 4, { type: "folder", content: { file_key: "file_dir", file_name: "docs" } }),
    at("bundle", 5, {
      type: "merge_forward",
      children: [at("child", -9, { senderId: "ou_bo", chatId: "oc_elsewhere" })],
    }),
    at("folderreply", 6, {
      threadId,
      rootId: `om_${chatId}_root`,
      type: "folder",
      content: { file_key: "file_dir", file_name: "docs" },
    }),
    at("bundlereply", 7, {
      threadId,
      rootId: `om_${chatId}_root`,
      type: "merge_forward",
      children: [at("grandchild", -9, { senderId: "ou_bo", chatId: "oc_elsewhere" })],
    }),
  ];
}

const messages = [...messagesOf(GROUP), ...messagesOf(DIRECT)];
const world: PlatformOptions = {
  serverNames: false,
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  bots: [{ appId: "cli_builds", name: "Builds" }],
  chats: [{ chatId: GROUP, mode: "group" }, { chatId: DIRECT, mode: "p2p", p2pTarget: "ou_bo" }],
  messages,
  folders: messages.filter(({ type }) => type === "folder").map(({ messageId }) => ({
    folderKey: "file_dir",
    messageId,
    items: [{ fileKey: "file_in", name: "a.txt" }],
  })),
  resources: messages.filter(({ type }) => type === "image").map(({ messageId }) => ({
    messageId,
    fileKey: "img_1",
    type: "image" as const,
    bytes: { size: 10, seed: 1 },
  })),
};

/** One entry of a preview's `api`. */
interface Entry {
  readonly desc?: string;
  readonly method: string;
  readonly url: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function entriesOf(stdout: string): readonly Entry[] {
  const api = partOf(documentOf(stdout), "data")["api"];
  assert(Array.isArray(api));
  return api;
}

/** Whether an entry tells of a request: method, path, and the query but for its cursor; `<…>` and `:x` fit anything. */
function matches(entry: Entry, { method, path, query }: LoggedRequest): boolean {
  const segments = path.split("/");
  const shown = entry.url.split("/");
  const { page_token: _, ...sent } = query;
  const params = entry.params ?? {};
  return entry.method === method && shown.length === segments.length &&
    shown.every((part, index) => part.startsWith(":") || decodeURIComponent(part) === segments[index]) &&
    JSON.stringify(Object.keys(sent).sort()) === JSON.stringify(Object.keys(params).sort()) &&
    Object.entries(params).every(([key, value]) => /^<.*>$/.test(value) || sent[key] === value);
}

const LINES: readonly (readonly [name: string, line: string[], identities: ("user" | "bot")[]])[] = [
  ["a chat", [CHAT_LIST, "--chat-id", GROUP, "--order", "asc"], ["user", "bot"]],
  ["a chat with a time range", [CHAT_LIST, "--chat-id", GROUP, "--start=1779238800", "--end=1779240000"], [
    "user",
    "bot",
  ]],
  ["a person", [CHAT_LIST, "--user-id", "ou_bo"], ["user"]],
  ["a thread", [THREAD_LIST, "--thread", `${THREAD}_${GROUP}`], ["user", "bot"]],
  ["a thread of a message", [THREAD_LIST, "--thread", `om_${GROUP}_reply`], ["user", "bot"]],
];

describe("a preview shows every call that the run makes, and the run makes every call that it shows", () => {
  for (const [name, line, identities] of LINES) {
    for (const identity of identities) {
      for (const more of [EVERYTHING, ["--no-reactions"], []]) {
        it(`${name} as ${identity}, ${more.join(" ") || "no further flags"}`, () =>
          inScene(world, async ({ run, platform }) => {
            const words = [...line, ...more, "--as", identity];
            const preview = await run([...words, "--dry-run"], { env: BOT });
            assertEquals([preview.status, preview.stderr, platform.log.length], [0, "", 0]);
            const entries = entriesOf(preview.stdout);
            const result = await run(words, { env: BOT });
            dataOf(result);
            assert(!result.stderr.includes("warning:"), result.stderr);
            // Thread replies come with their own placeholder for the thread.
            const asShown = (entry: Entry): Entry => {
              const { container_id: id } = entry.params ?? {};
              return id?.startsWith("<")
                ? { ...entry, params: { ...entry.params, container_id: "<any>" } }
                : entry;
            };
            for (const request of platform.log) {
              const told = entries.some((entry) => matches(asShown(entry), request));
              assert(told, `not told: ${request.method} ${request.path} ${JSON.stringify(request.query)}`);
            }
            for (const entry of entries) {
              const made = platform.log.some((request) => matches(asShown(entry), request));
              assert(made, `not made: ${entry.method} ${entry.url} ${JSON.stringify(entry.params)}`);
            }
          }));
      }
    }
  }
});

describe("a preview is offline: no token, no configuration, no host that works", () => {
  const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "http://127.0.0.1:1" };
  for (const [name, line, identities] of LINES) {
    for (const identity of identities) {
      it(`${name} as ${identity}`, () =>
        inScene({}, async ({ run, platform }) => {
          const result = await run([...line, "--as", identity, "--dry-run"], { env });
          assertEquals([result.status, result.stderr], [0, ""]);
          const document = documentOf(result.stdout);
          assertEquals([document["ok"], document["dry_run"], document["identity"]], [true, true, identity]);
          assertEquals(platform.log.length, 0);
        }));
    }
  }

  it("auto with --user-id is the user although only a bot token is set", () =>
    inScene({}, async ({ run }) => {
      const result = await run([CHAT_LIST, "--user-id", "ou_bo", "--dry-run"], { env: { ...env, ...BOT } });
      assertEquals(documentOf(result.stdout)["identity"], "user");
    }));
});

describe("what a preview says", () => {
  it("a person: the lookup with its body, then the list with a placeholder", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run([CHAT_LIST, "--user-id", "ou_bo", "--dry-run"]);
      const [lookup, list] = entriesOf(stdout);
      assertEquals([lookup?.url, lookup?.params], [
        "/open-apis/im/v1/chat_p2p/batch_query",
        { chatter_id_type: "open_id" },
      ]);
      assertEquals(lookup?.body, { chatter_ids: ["ou_bo"] });
      assertEquals(list?.params?.["container_id"], "<resolved_chat_id>");
    }));

  it("a message's thread: the lookup with the id in its path, then a placeholder; the context as typed", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run([
        THREAD_LIST,
        "--thread=om_a",
        "--page-size=7",
        "--sort=desc",
        "--dry-run",
      ]);
      const [lookup, list] = entriesOf(stdout);
      assertEquals([lookup?.method, lookup?.url, lookup?.params], [
        "GET",
        "/open-apis/im/v1/messages/om_a",
        undefined,
      ]);
      assertEquals(list?.params?.["container_id"], "<resolved_thread_id>");
      const context = partOf(partOf(documentOf(stdout), "data"), "context");
      assertEquals(context, { thread: "om_a", order: "desc", page_size: "7" });
    }));

  it("conditional calls say when they are made, each with a text of its own", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run([CHAT_LIST, "--chat-id", GROUP, ...EVERYTHING, "--dry-run"]);
      const texts = entriesOf(stdout).slice(1).map(({ desc }) => desc);
      assert(texts.every((text) => typeof text === "string" && text !== ""), JSON.stringify(texts));
      assertEquals(new Set(texts).size, texts.length);
    }));

  const walks: [flags: string[], said: RegExp][] = [
    [[], /one page/],
    [["--page-all"], /\b10\b/],
    [["--page-limit", "3"], /\b3\b/],
    [["--page-limit", "0"], /last/],
  ];
  for (const [flags, said] of walks) {
    it(`how far it reads: ${flags.join(" ") || "no flag"}`, () =>
      inScene({}, async ({ run }) => {
        for (const line of [[CHAT_LIST, "--chat-id", GROUP], [THREAD_LIST, "--thread", THREAD]]) {
          const [list] = entriesOf((await run([...line, ...flags, "--dry-run"])).stdout);
          assert(said.test(list?.desc ?? ""), list?.desc ?? "no text");
        }
      }));
  }

  it("--page-token is part of the first page's query", () =>
    inScene({}, async ({ run }) => {
      const [list] = entriesOf(
        (await run([CHAT_LIST, "--chat-id", GROUP, "--page-token=t1", "--dry-run"])).stdout,
      );
      assertEquals(list?.params?.["page_token"], "t1");
    }));

  it("--format pretty: a line for each call with its query", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run([CHAT_LIST, "--chat-id", GROUP, "--dry-run", "--format", "pretty"]);
      assertStringIncludes(
        stdout,
        "GET /open-apis/im/v1/messages?container_id_type=chat&container_id=oc_group&",
      );
      assertStringIncludes(stdout, "POST /open-apis/im/v1/messages/reactions/batch_query");
    }));
});
