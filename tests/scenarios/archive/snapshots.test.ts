import { maxOpenRequests, type PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { callsTo } from "../../support/export-world.ts";
import { dataOf, documentOf, partOf, warningsOf } from "../../support/results.ts";
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

/** One chat of which the service lists some people only. */
const truncated = (truncations: readonly object[]): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [
    { chatId: "oc_big", mode: "group", name: "Big", members: ["ou_ana"], extra: { truncations } },
    { chatId: "oc_small", mode: "group", name: "Small", members: ["ou_ana"] },
  ],
  messages: ["oc_big", "oc_small"].map((chatId, n) => ({
    ...{ messageId: `om_${n}`, chatId, type: "text", content: { text: "one" }, senderId: "ou_ana" },
    createTime: 1_779_238_800_000,
  })),
});

describe("members of which the service lists a part", () => {
  const exportBoth = (scene: Scene, ...more: readonly string[]) =>
    scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_big,oc_small", ...more]);
  const gapsOf = async (scene: Scene) =>
    dataOf(await scene.run(["archive", "gaps", "--archive", "archive"]))["gaps"] as Record<string, unknown>[];

  it("are told with their chat in the answer, as a warning and as a gap: exit 1 when it is new, 0 when it is known", () =>
    inScene(truncated([{ member_type: "user", limit: 3 }]), async (scene) => {
      const first = await exportBoth(scene);
      assertEquals(first.status, 1, first.stderr);
      const data = partOf(documentOf(first.stdout), "data");
      assertEquals(data["truncated_members"], [{ chat_id: "oc_big", member_type: "user", limit: 3 }]);
      assert(warningsOf(first).some((line) => /members_truncated: .*oc_big/.test(line)), first.stderr);
      const [gap, ...others] = await gapsOf(scene);
      assertEquals([gap?.["kind"], gap?.["chat"], gap?.["item"], gap?.["final"]], [
        ...["members", "oc_big", "oc_big/user", true],
      ]);
      assertEquals([others.length, String(gap?.["reason"]).includes("limit 3")], [0, true]);
      // A quiet run asks for no members, and still says what the archive lacks.
      const second = dataOf(await exportBoth(scene));
      assertEquals(second["truncated_members"], data["truncated_members"]);
    }));

  it("are listed again like others, and no gap once all are listed", () =>
    inScene(truncated([{ member_type: "user", limit: 3 }]), async (scene) => {
      await exportBoth(scene);
      scene.platform.addFault({
        name: "changed-data",
        when: { path: "oc_big/members/list" },
        set: { truncations: [] },
      });
      const data = dataOf(await exportBoth(scene, "--sweep"));
      assertEquals([data["truncated_members"], await gapsOf(scene)], [undefined, []]);
    }));
});
