import {
  callsTo,
  chatIn,
  exportTo,
  GROUP,
  listCalls,
  message,
  THREAD,
  TOPIC,
  world,
} from "../../support/export-world.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("+chat-export, where the service refuses a part or lists it badly", () => {
  it("lists a refused thread as a gap with its reason: exit 1 when it is new, 0 when it is known for final", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${THREAD}` } });
      const first = await exportTo(scene);
      assertEquals(first.status, 1, first.stderr);
      const gaps = partOf(documentOf(first.stdout), "data")["gaps"];
      assert(Array.isArray(gaps));
      assertEquals(gaps.map(({ kind, final, count }) => [kind, final, count]), [["thread", true, 1]]);
      const second = await exportTo(scene);
      assertEquals(second.status, 0, second.stderr);
    }));

  it("asks once for a file that the service never gives out, and counts the call", () =>
    inScene(world(), async (scene) => {
      for (const code of [234003, 234037, 234043]) {
        await Deno.remove(join(scene.directory, "archive"), { recursive: true }).catch(() => {});
        scene.platform.clearFaults();
        scene.platform.addFault({ name: "error", code, when: { path: "/resources/" } });
        const before = callsTo(scene.platform, "/resources/img_one");
        const first = await exportTo(scene);
        const second = await exportTo(scene);
        assertEquals([first.status, second.status], [1, 0], `${code}: ${second.stdout}`);
        const asked = callsTo(scene.platform, "/resources/img_one") - before;
        const { calls, gaps } = partOf(documentOf(first.stdout), "data");
        assert(Array.isArray(gaps));
        assertEquals(gaps.map(({ kind, final }) => [kind, final]), [["media", true]], String(code));
        assertEquals((calls as Record<string, number>)["media"], asked, String(code));
        assertEquals(dataOf(second)["complete"], true);
      }
    }));

  for (const name of ["repeated-token", "more-without-token"] as const) {
    it(`takes a list that leads nowhere for a gap, of a chat or a thread, and goes on with it later: ${name}`, () =>
      inScene(world(), async (scene) => {
        for (const id of [GROUP, THREAD]) {
          scene.platform.clearFaults();
          scene.platform.addFault({ name, when: { path: `container_id=${id}` } });
          const { status, stdout, stderr } = await exportTo(scene, "--sweep");
          assertEquals(status, 1, stderr);
          const gaps = partOf(documentOf(stdout), "data")["gaps"];
          assert(Array.isArray(gaps));
          assertEquals(gaps.map(({ kind, final }) => [kind, final]), [[
            id === GROUP ? "chat" : "thread",
            false,
          ]]);
          assert(listCalls(scene.platform, id) < 20);
        }
        scene.platform.clearFaults();
        assertEquals(dataOf(await exportTo(scene, "--sweep"))["gaps"], []);
      }));

    it(`refuses to take a part of the chats for all of them: ${name}`, () =>
      inScene(world(), async (scene) => {
        scene.platform.addFault({ name, when: { path: "/im/v1/chats?" } });
        const { status, stderr } = await scene.run(["+chat-export", "--all", "--output", "archive"]);
        assert(status !== 0, stderr);
        assertEquals([...Deno.readDirSync(scene.directory)].length, 0);
      }));
  }

  it("keeps the reactions that it got where the people of one message lead nowhere, and notes that one", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({
        name: "changed-data",
        when: { path: "/reactions/batch_query" },
        set: {
          success_msg_reaction_details: [
            { message_id: "om_700", has_more: true, page_token: "", message_reaction_items: [] },
            { message_id: "om_elsewhere", has_more: true, page_token: "x", message_reaction_items: [] },
          ],
        },
      });
      const { stdout } = await exportTo(scene);
      const gaps = partOf(documentOf(stdout), "data")["gaps"];
      assert(Array.isArray(gaps));
      assertEquals(gaps.map(({ kind, count }) => [kind, count]), [["reactions", 1]]);
      // 126 messages, 20 a call, and none again.
      assertEquals(callsTo(scene.platform, "/reactions/batch_query"), 7);
    }));

  it("drops the gap for the reactions of a message that was recalled: nobody can ask for them", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230001, when: { path: "/reactions/batch_query" } });
      assertEquals((await exportTo(scene)).status, 1);
      scene.platform.clearFaults();
      scene.platform.putMessage({ ...message(700), deleted: true });
      const { status, stdout } = await exportTo(scene);
      assertEquals([status, partOf(documentOf(stdout), "data")["gaps"]], [0, []]);
    }));

  it("lists a chat that cannot be read as a gap, and archives the others", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      const { status, stdout } = await exportTo(scene);
      assertEquals(status, 1);
      const data = partOf(documentOf(stdout), "data");
      assertEquals([chatIn(data, GROUP)["complete"], chatIn(data, TOPIC)["complete"]], [true, false]);
    }));

  it("--fail-fast stops at the first gap and says what was not tried; the next run continues", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      const { status, stdout } = await exportTo(scene, "--fail-fast");
      assertEquals(status, 1);
      const document = documentOf(stdout);
      const [data, error] = [partOf(document, "data"), partOf(document, "error")];
      assertEquals([error["type"], error["subtype"]], ["api", "partial_failure"]);
      assertMatch(String(error["message"]), /^stopped at the first failure: \w+ oc_topic: ./);
      assertEquals(data["complete"], false);
      assertEquals(Object.keys(partOf(data, "not_tried")), ["threads", "bundles", "reactions", "media"]);
      scene.platform.clearFaults();
      const whole = dataOf(await exportTo(scene, "--fail-fast"));
      assertEquals([whole["complete"], "not_tried" in whole], [true, false]);
      const stats = dataOf(await scene.run(["archive", "stats", "--archive", "archive"]));
      assertEquals(stats["messages"], 127);
    }));

  it("--fail-fast counts what waits behind a file that cannot be saved", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 234002, when: { path: "/resources/" } });
      const { status, stdout } = await exportTo(scene, "--fail-fast");
      const { message } = partOf(documentOf(stdout), "error");
      assertEquals([status, /: media om_70[12]\/img_one: /.test(String(message))], [1, true]);
      const left = partOf(partOf(documentOf(stdout), "data"), "not_tried");
      assertEquals(left["media"], 1);
    }));
});
