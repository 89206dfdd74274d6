import { maxOpenRequests, type Platform, type PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = "oc_long";
const COUNT = 2_500;
const PAGE = 50;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

/** One long chat; every second minute begins with a second of sixty messages. */
const world = (): PlatformOptions => ({
  chats: [{ chatId: CHAT, mode: "group", name: "Long" }],
  generatedMessages: [{
    chatId: CHAT,
    count: COUNT,
    messageAt: (n) => ({
      ...{ type: "text", content: { text: `message ${n}` }, senderId: "ou_ana" },
      createTime: START + Math.floor(n / 120) * 120_000 + (n % 120 < 60 ? n % 120 : (n % 120) * 1000),
    }),
  }],
  delayMs: 2,
});

const exportAll = (scene: Scene) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", CHAT, "--no-reactions", "--no-members"]);

const listRequests = ({ log }: Platform) => log.filter(({ path }) => path === "/open-apis/im/v1/messages");

async function countMessages(scene: Scene): Promise<unknown> {
  return dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"];
}

describe("+chat-export of a long chat", () => {
  it("lists several stretches at once, each message once but for the seconds where they meet", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await exportAll(scene));
      assertEquals([data["complete"], await countMessages(scene)], [true, COUNT]);
      const requests = listRequests(scene.platform);
      assert(maxOpenRequests(requests) >= 4, `${maxOpenRequests(requests)} requests at once`);
      const stretches = new Set(requests.map(({ query }) =>
        `${query["start_time"]} ${query["end_time"]}`
      )).size;
      assert(stretches >= 4, `${stretches} stretches`);
      assert(
        requests.length <= COUNT / PAGE + 2 * stretches,
        `${requests.length} pages, ${stretches} stretches`,
      );
      assertEquals(partOf(data, "calls")["list"], requests.length);
    }));

  for (const skip of [3, 9, 20, 40]) {
    it(`loses nothing where the network gives up after ${skip} calls`, () =>
      inScene(world(), async (scene) => {
        scene.platform.addFault({ name: "reset-before-headers", when: { path: "/im/v1/messages?", skip } });
        assertEquals((await exportAll(scene)).status, 4);
        scene.platform.clearFaults();
        const data = dataOf(await exportAll(scene));
        assertEquals([data["complete"], await countMessages(scene)], [true, COUNT]);
      }));
  }
});
