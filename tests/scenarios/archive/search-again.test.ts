import type { AnyFault } from "../../../fixtures/platform/mod.ts";
import { chatIn, GROUP, NOW, TOPIC } from "../../support/export-world.ts";
import {
  answerBareRoot,
  answerColdThread,
  bodies,
  exportOn,
  HOUR,
  hoursOf,
  oldWorld,
  searches,
} from "../../support/late-replies.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+chat-export goes on searching where an earlier run did not come to it", () => {
  for (
    const [about, ...line] of [
      ["a bot", "--as", "bot"],
      ["a run without threads", "--no-threads"],
      ["a run of what was sent later", "--start", new Date(NOW + 12 * HOUR).toISOString()],
      ["a run of what was sent earlier", "--end", new Date(NOW + HOUR).toISOString()],
    ]
  ) {
    it(`after ${about}`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        answerColdThread(scene.platform);
        dataOf(await exportOn(scene, 1, ...line));
        assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
      }));
  }

  it("after a run of other chats", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      dataOf(await exportOn(scene, 1, "--chat-id", TOPIC));
      assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
    }));

  const SEARCH = "/messages/search";
  const BY_ID = "/messages/mget";
  const BREAKS: readonly (readonly [about: string, path: string, fault: AnyFault])[] = [
    ["a network that gave up for the search alone", SEARCH, { name: "reset-before-headers" }],
    ["a network that gave up for what it found", BY_ID, { name: "reset-before-headers" }],
    ["a service that was too busy for what it found", BY_ID, { name: "error", code: 99991400 }],
  ];
  for (const [about, path, fault] of BREAKS) {
    it(`after ${about}, which is no failure of the export`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        answerColdThread(scene.platform);
        answerBareRoot(scene.platform);
        scene.platform.addFault({ ...fault, when: { path } });
        const broken = await exportOn(scene, 1);
        assertEquals(broken.status, 0, broken.stderr + broken.stdout);
        const { complete, gaps, unchecked } = dataOf(broken);
        const refused = partOf({ unchecked }, "unchecked")["search_refused"];
        assertEquals([complete, gaps, typeof refused], [true, [], "string"]);
        scene.platform.clearFaults();
        scene.platform.clearLog();
        // Now somebody has replied lately in every thread that is known.
        const replies = [dataOf(broken), dataOf(await exportOn(scene, 2))].map((data) =>
          Number(chatIn(data, GROUP)["replies"])
        );
        assertEquals(replies.reduce((sum, count) => sum + count), 2);
        dataOf(await exportOn(scene, 3));
        assertEquals(searches(scene.platform), 1);
      }));
  }

  it("and not where it did", () =>
    inScene(oldWorld(), async (scene) => {
      for (const day of [0, 1, 2]) dataOf(await exportOn(scene, day));
      assertEquals(bodies(scene.platform).map(hoursOf), [[-1, 24], [23, 48]]);
    }));
});
