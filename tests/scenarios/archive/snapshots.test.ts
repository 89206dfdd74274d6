import { maxOpenRequests, type PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { callsTo } from "../../support/export-world.ts";
import { dataOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const IDS = Array.from({ length: 24 }, (_, n) => `oc_${n}`);

/** Many chats with a person each. */
const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: IDS.map((chatId) => ({ chatId, mode: "group", name: chatId, members: ["ou_ana"] })),
  messages: IDS.map((chatId, n) => ({
    ...{ messageId: `om_${n}`, chatId, type: "text", content: { text: "one" }, senderId: "ou_ana" },
    createTime: 1_779_238_800_000,
  })),
  delayMs: 2,
});

const exportAll = (scene: Scene) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", IDS.join(",")]);

describe("members and pins of an export", () => {
  it("are asked for in several chats at once, and both side by side", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportAll(scene));
      const { log } = scene.platform;
      const members = log.filter(({ path }) => path.endsWith("/members/list"));
      const pins = log.filter(({ path }) => path.endsWith("/pins"));
      assertEquals([members.length, pins.length], [IDS.length, IDS.length]);
      for (const requests of [members, pins]) assert(maxOpenRequests(requests) >= 4);
      assert(maxOpenRequests([...members, ...pins]) > maxOpenRequests(members));
    }));

  for (const part of ["/members/list", "/pins"]) {
    it(`are asked for by the next run where the network gave up, none twice: ${part}`, () =>
      inScene(world(), async (scene) => {
        scene.platform.addFault({ name: "reset-before-headers", when: { path: part, skip: 5 } });
        assertEquals((await exportAll(scene)).status, 4);
        scene.platform.clearFaults();
        scene.platform.clearLog();
        dataOf(await exportAll(scene));
        const left = callsTo(scene.platform, part);
        assert(left > 0 && left < IDS.length, `${left} calls`);
        scene.platform.clearLog();
        dataOf(await exportAll(scene));
        assertEquals([callsTo(scene.platform, "/members/list"), callsTo(scene.platform, "/pins")], [0, 0]);
      }));
  }
});
