import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

const message = (n: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  ...{ messageId: `om_${n}`, chatId: "oc_group", type: "text", content: { text: `secret ${n}` } },
  ...{ senderId: "ou_ana", createTime: START + n * 1000 },
  ...more,
});

const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [
    { chatId: "oc_group", mode: "group", name: "Group" },
    { chatId: "oc_topic", mode: "topic", name: "Topic" },
    { chatId: "oc_empty", mode: "group", name: "Empty" },
  ],
  messages: [
    ...Array.from({ length: 45 }, (_, n) => message(n)),
    message(3, { threadId: "omt_one", isThreadRoot: true }),
    message(100, { threadId: "omt_one", rootId: "om_3", parentId: "om_3" }),
    {
      messageId: "om_5",
      chatId: "oc_group",
      type: "text",
      senderId: "ou_ana",
      createTime: START + 5000,
      deleted: true,
    },
    message(200, { chatId: "oc_topic", threadId: "omt_topic", isThreadRoot: true }),
    message(201, { chatId: "oc_topic", threadId: "omt_topic", rootId: "om_200", parentId: "om_200" }),
  ],
});

const probe = (scene: Scene, chat: string, ...more: readonly string[]) =>
  scene.run(["archive", "probe", "--chat-id", chat, ...more]);

function answers(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const findings = data["findings"] as { question: string; answer: string }[];
  return new Map(findings.map(({ question, answer }) => [question, answer]));
}

describe("im archive probe", () => {
  it("reports what archives depend on, in at most 15 calls that only read", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await probe(scene, "oc_group"));
      assertEquals(data["chat_mode"], "group");
      const found = answers(data);
      assertEquals(found.get("ascending lists are in order of time"), "yes");
      assertEquals(found.get("descending lists are in order of time"), "yes");
      assertEquals(found.get("a page token works a second time"), "yes");
      assertEquals(found.get("the chat's list has replies of threads"), "no");
      assertEquals(found.get("a thread can be listed newest first"), "yes");
      assertEquals(found.get("recalled messages stay in lists"), "yes");
      assertEquals(found.get("senders have names"), "yes");
      assert(Number(data["calls"]) <= 15 && data["calls"] === scene.platform.log.length);
    }));

  it("tells topic chats from groups", () =>
    inScene(world(), async (scene) => {
      const found = answers(dataOf(await probe(scene, "oc_topic")));
      assertEquals(found.get("the chat's list has replies of threads"), "yes");
    }));

  it("holds no text, no name and no id", () =>
    inScene(world(), async (scene) => {
      const { stdout } = await probe(scene, "oc_group");
      assert(!/secret|Ana|Group"|o[mcu]_|omt_/.test(stdout), stdout);
    }));

  it("says what an empty chat cannot tell", () =>
    inScene(world(), async (scene) => {
      const found = answers(dataOf(await probe(scene, "oc_empty")));
      assertEquals(found.get("ascending lists are in order of time"), "unknown");
      assertEquals(found.get("recalled messages stay in lists"), "unknown");
    }));

  it("reports a refusal by its code, and fails where the chat cannot be read at all", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: "container_id=omt_one" } });
      const found = answers(dataOf(await probe(scene, "oc_group")));
      assert(found.get("a thread can be listed newest first")?.startsWith("refused 230002"));
      scene.platform.addFault({ name: "error", code: 230002, when: { path: "container_id=oc_group" } });
      assertEquals(errorOf(await probe(scene, "oc_group"), 3)["code"], 230002);
    }));

  it("reports that a list goes on without saying where", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "more-without-token", when: { path: "container_id=oc_group" } });
      const found = answers(dataOf(await probe(scene, "oc_group")));
      assertEquals(found.get("a page token works a second time"), "there is more, but no token");
    }));

  it("shows its calls in a dry run", () =>
    inScene(world(), async (scene) => {
      assertEquals((await probe(scene, "oc_group", "--dry-run")).status, 0);
      assertEquals(scene.platform.log.length, 0);
    }));
});
