import { maxOpenRequests, type Resource, type WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { namesIn } from "../../../support/downloads.ts";
import { inScene } from "../../../support/scene.ts";
import {
  assertEntry,
  DOWNLOAD,
  downloads,
  fileMessage,
  keysOf,
  picture,
  resourceOf,
  resourcesOf,
  savedIn,
} from "./download-scene.ts";
import { groupOf, itForBoth, LIST, listAt, read, text, thread } from "./scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const both = [resourceOf("a", "img_a"), resourceOf("b", "file_b")] as const;
const simple = () => groupOf([picture("a", 1), fileMessage("b", 2)], { resources: both });

describe("--download-resources", () => {
  const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
    ["chat list", LIST],
    ["mget", ["+messages-mget", "--message-ids", "om_a,om_b"]],
  ];
  for (const [name, args] of COMMANDS) {
    itForBoth(`${name} without it: no key, no call, no file`, simple, async (scene, identity) => {
      const { messages } = await read(scene, identity, args);
      assertEquals(messages.map((one) => "resources" in one), [false, false]);
      assertEquals([downloads(scene.platform), namesIn(scene.directory)], [[], []]);
    });

    itForBoth(
      `${name} with it: each message says where its resource is`,
      simple,
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, [...args, "--download-resources"]);
        for (const [index, resource] of both.entries()) {
          assertEquals(resourcesOf(messages[index]).length, 1);
          await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
        }
        assertEquals(downloads(scene.platform).map(({ token }) => token), [identity, identity]);
        assertEquals(warnings, []);
      },
    );
  }

  it("search as user with it: the same, also for a file that is found on a later page", () =>
    inScene(simple(), async (scene) => {
      const args = ["+messages-search", "--chat-id", "oc_group", "--page-size", "1", "--page-all"];
      const { messages } = await read(scene, "user", [...args, "--download-resources"]);
      assertEquals(messages.length, 2);
      for (const [index, resource] of both.toReversed().entries()) {
        await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
      }
      assertEquals(downloads(scene.platform).map(({ token }) => token), ["user", "user"]);
    }));

  it("search without it: no key, no call, no file", () =>
    inScene(simple(), async (scene) => {
      const { messages } = await read(scene, "user", ["+messages-search", "--chat-id", "oc_group"]);
      assertEquals(messages.map((one) => "resources" in one), [false, false]);
      assertEquals([downloads(scene.platform), namesIn(scene.directory)], [[], []]);
    }));

  itForBoth(
    "thread list with it: the same",
    () =>
      groupOf([
        text("r", 1, { threadId: "omt_r", isThreadRoot: true, ...inPicture }),
        ...thread("r", 1, 1).slice(1),
      ], {
        resources: [resourceOf("r", "img_r")],
      }),
    async (scene, identity) => {
      const args = ["+threads-messages-list", "--thread", "omt_r", "--download-resources"];
      const { messages } = await read(scene, identity, args);
      await assertEntry(resourcesOf(messages[0])[0], resourceOf("r", "img_r"), scene.directory);
      assertEquals("resources" in { ...messages[1] }, false);
    },
  );

  itForBoth("a preview asks nothing and saves nothing", simple, async (scene, identity) => {
    const result = await scene.run([...DOWNLOAD, "--dry-run", "--as", identity]);
    assertEquals([result.status, scene.platform.log.length, namesIn(scene.directory)], [0, 0, []]);
    assert(result.stdout.includes("/resources/"), "the preview does not tell the downloads");
  });

  itForBoth("rows carry their resources, too", simple, async (scene, identity) => {
    const env = identity === "user" ? {} : { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
    const result = await scene.run([...DOWNLOAD, "--format", "ndjson", "--as", identity], { env });
    assertEquals(result.status, 0, result.stderr);
    const rows = result.stdout.trim().split("\n").map((line) => JSON.parse(line));
    for (const [index, resource] of both.entries()) {
      await assertEntry(rows[index].resources[0], resource, scene.directory);
    }
  });
});

const inPicture: Partial<WorldMessage> = { type: "image", content: { image_key: "img_r" } };
const img = (key: string) => ({ tag: "img", image_key: key });

/** Types with their content and the resources that they hold. */
const TYPES: readonly (readonly [string, string, unknown, readonly string[]])[] = [
  ["a picture", "image", { image_key: "img_1" }, ["image:img_1"]],
  ["a file", "file", { file_key: "file_1", file_name: "a.pdf" }, ["file:file_1"]],
  ["a voice message", "audio", { file_key: "file_1", duration: 1000 }, ["file:file_1"]],
  ["a video with its cover", "video", { file_key: "file_1", image_key: "img_1" }, [
    "file:file_1",
    "image:img_1",
  ]],
  ["a media message", "media", { file_key: "file_1", file_name: "c.mp4" }, ["file:file_1"]],
  [
    "a post: pictures and videos in order, and attachments that are no folders",
    "post",
    {
      title: "T",
      content: [[img("img_1"), { tag: "text", text: "x" }, { tag: "media", file_key: "file_1" }], [
        img("img_2"),
      ]],
      files: [
        { file_key: "file_2", file_name: "q.xlsx" },
        { file_key: "file_3", file_name: "docs", is_folder: true },
      ],
    },
    ["image:img_1", "file:file_1", "image:img_2", "file:file_2"],
  ],
  [
    "a post in a language, with what only its second form holds",
    "post",
    { zh_cn: { content: [[img("img_1")]], content_v2: [[img("img_1"), img("img_2")]] } },
    ["image:img_1", "image:img_2"],
  ],
  [
    "a post with Markdown: its pictures, but not those in code",
    "post",
    { content: [[{ tag: "md", text: 'a ![x](img_1) `![y](file_3)` ![z](img_2 "title")' }]] },
    ["image:img_1", "image:img_2"],
  ],
  ["a sticker", "sticker", { file_key: "file_1" }, []],
  ["a folder", "folder", { file_key: "file_1", file_name: "docs" }, []],
  ["a card", "interactive", { elements: [[img("img_1")]] }, []],
  ["a text", "text", { text: "img_1" }, []],
  ["content that is not JSON", "image", "{oops", []],
];

describe("--download-resources: which resources", () => {
  for (const [name, type, content, keys] of TYPES) {
    const resources = ["img_1", "img_2", "file_1", "file_2", "file_3"].map((key, seed) =>
      resourceOf("m", key, { seed })
    );
    const message = text("m", 1, { type, content: content as WorldMessage["content"] & object });
    itForBoth(
      `${name}: ${keys.length === 0 ? "none" : keys.join(", ")}`,
      () => groupOf([message], { resources }),
      async (scene, identity) => {
        const { messages: [shown] } = await read(scene, identity, DOWNLOAD);
        assertEquals("resources" in { ...shown }, keys.length > 0);
        assertEquals(keysOf(shown), keys);
        for (const entry of resourcesOf(shown)) {
          const resource = resources.find(({ fileKey }) => fileKey === entry["key"]) as Resource;
          await assertEntry(entry, resource, scene.directory);
        }
        assertEquals(downloads(scene.platform).length, keys.length);
      },
    );
  }

  itForBoth(
    "replies carry their own",
    () => {
      const [root, reply] = thread("root", 1, 1) as [WorldMessage, WorldMessage];
      return groupOf([root, { ...reply, type: "image", content: { image_key: "img_reply" } }], {
        resources: [resourceOf("root-1", "img_reply")],
      });
    },
    async (scene, identity) => {
      const { messages: [host] } = await read(scene, identity, DOWNLOAD);
      assertEquals("resources" in { ...host }, false);
      const [reply] = listAt(host, "thread_replies");
      await assertEntry(resourcesOf(reply)[0], resourceOf("root-1", "img_reply"), scene.directory);
    },
  );

  itForBoth(
    "those of a forwarded bundle, at every depth, are fetched under the outermost bundle's id",
    () => {
      const { content: _, ...bundle } = text("bundle", 1, { type: "merge_forward" });
      const inner = { ...bundle, messageId: "om_inner", children: [picture("deep", 1)] };
      return groupOf([{ ...bundle, children: [fileMessage("child", 1), inner] }], {
        resources: [resourceOf("bundle", "file_child"), resourceOf("bundle", "img_deep")],
      });
    },
    async (scene, identity) => {
      const { messages: [shown] } = await read(scene, identity, DOWNLOAD);
      assertEquals(keysOf(shown).toSorted(), ["file:file_child", "image:img_deep"]);
      for (const entry of resourcesOf(shown)) {
        await assertEntry(entry, resourceOf("bundle", String(entry["key"])), scene.directory);
      }
    },
  );
});

describe("--download-resources: how often", () => {
  itForBoth(
    "a key that is twice in a message is downloaded once",
    () =>
      groupOf([text("m", 1, { type: "post", content: { content: [[img("img_1")], [img("img_1")]] } })], {
        resources: [resourceOf("m", "img_1")],
      }),
    async (scene, identity) => {
      const { messages: [shown] } = await read(scene, identity, DOWNLOAD);
      assertEquals(downloads(scene.platform).length, 1);
      for (const entry of resourcesOf(shown)) {
        await assertEntry(entry, resourceOf("m", "img_1"), scene.directory);
      }
    },
  );

  itForBoth(
    "a message that is asked for twice is downloaded once, and both say so",
    simple,
    async (scene, identity) => {
      const args = ["+messages-mget", "--message-ids", "om_a,om_a", "--download-resources"];
      const { messages } = await read(scene, identity, args);
      assertEquals([messages.length, downloads(scene.platform).length], [2, 1]);
      for (const one of messages) await assertEntry(resourcesOf(one)[0], both[0], scene.directory);
    },
  );

  itForBoth(
    "several at a time, at most 3",
    () => {
      const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
      return groupOf(names.map((name, index) => picture(name, index)), {
        resources: names.map((name, seed) => resourceOf(name, `img_${name}`, { seed })),
        delayMs: 30,
      });
    },
    async (scene, identity) => {
      const { messages } = await read(scene, identity, DOWNLOAD);
      assertEquals(messages.filter((one) => "local_path" in { ...resourcesOf(one)[0] }).length, 12);
      assertEquals(savedIn(scene.directory).length, 12);
      const open = maxOpenRequests(downloads(scene.platform));
      assert(open > 1 && open <= 3, `${open} open`);
    },
  );
});
