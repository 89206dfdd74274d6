import { exportTo, TOPIC, world } from "../../support/export-world.ts";
import { dataOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Shown {
  readonly message_id: string;
  readonly thread_replies?: readonly Shown[];
}

/** The messages of a result: each with its replies. */
async function shown(scene: Scene, ...line: readonly string[]) {
  const data = dataOf(await scene.run(["archive", "show", ...line, "--archive", "archive"]));
  const ids = (messages: readonly Shown[]): unknown[] =>
    messages.map(({ message_id: id, thread_replies: replies }) =>
      replies === undefined ? id : [id, ...ids(replies)]
    );
  return { messages: ids(data["messages"] as Shown[]), total: data["total"] };
}

describe("im archive show", () => {
  it("shows a reply whose topic is in the same result below it and nowhere else", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      const topic = { messages: [["om_600", "om_601"]], total: 1 };
      assertEquals(await shown(scene, TOPIC), topic);
      assertEquals(await shown(scene, "om_600", "--context", "3"), topic);
      assertEquals(await shown(scene, TOPIC, "--limit", "1"), { messages: ["om_601"], total: 1 });
    }));
});
