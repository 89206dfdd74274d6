import {
  AT_NOW,
  chatIn,
  exportTo,
  GROUP,
  listCalls,
  message,
  THREAD,
  TOPIC,
  world,
} from "../../support/export-world.ts";
import { paginationIn } from "../../support/reading.ts";
import { dataOf, documentOf, partOf, successDocument } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const DAY = 86_400_000;
const NO_SUCH_FILE = "the service does not find the file in its message; asking again does not help";
const failedData = ({ stdout }: { readonly stdout: string }) => partOf(documentOf(stdout), "data");
const listOf = (data: Readonly<Record<string, unknown>>, key: string) =>
  data[key] as readonly Readonly<Record<string, unknown>>[];

/** An export so many days after the first one. */
const exportLater = (scene: Scene, days: number, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", `${GROUP},${TOPIC}`, ...more], {
    clockOffset: AT_NOW.clockOffset + days * DAY,
  });

describe("the answer of +chat-export", () => {
  it("says under pagination, as lists do, whether it is complete, and what it read", () =>
    inScene(world(), async (scene) => {
      const pagination = paginationIn(successDocument(await exportTo(scene)));
      const pages = [GROUP, TOPIC, THREAD].reduce((sum, id) => sum + listCalls(scene.platform, id), 0);
      assertEquals(pagination, { complete: true, pages, items: 127 });
      assertEquals(
        paginationIn(successDocument(await exportTo(scene, "--max-time", "0s")))["complete"],
        false,
      );
    }));

  it("counts all calls, those that found the chats too, and says how long it took", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await exportTo(scene));
      const calls = Object.values(partOf(data, "calls")).map(Number);
      assertEquals(partOf(data, "calls")["chats"], 1);
      assertEquals(calls.reduce((sum, one) => sum + one, 0), scene.platform.log.length);
      assert(Number.isInteger(data["seconds"]), String(data["seconds"]));
    }));

  it("has beside the calls those that were estimated, where there was an archive", () =>
    inScene(world(), async (scene) => {
      assertEquals(dataOf(await exportTo(scene))["estimate"], undefined);
      const { estimate } = partOf(dataOf(await exportTo(scene, "--dry-run")), "context");
      const data = dataOf(await exportTo(scene));
      assertEquals(data["estimate"], estimate);
      assertEquals(partOf(partOf(data, "estimate"), "calls")["list"], partOf(data, "calls")["list"]);
    }));

  it("names the chats that could not be read, the code, and what to do", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      const data = failedData(await exportTo(scene));
      const [gap, ...others] = listOf(data, "gaps");
      assertEquals([gap?.["kind"], gap?.["code"], gap?.["chats"], others], ["chat", 230002, [TOPIC], []]);
      assert(String(gap?.["hint"]).length > 10, JSON.stringify(gap));
    }));

  for (const code of [234001, 234003]) {
    it(`has hints about files that suit a run which named none: ${code}`, () =>
      inScene(world(), async (scene) => {
        scene.platform.addFault({ name: "error", code, when: { path: "/resources/" } });
        const [gap] = listOf(failedData(await exportTo(scene)), "gaps");
        assertEquals([gap?.["kind"], gap?.["code"]], ["media", code]);
        assertEquals(gap?.["hint"], NO_SUCH_FILE);
        await Deno.remove(join(scene.directory, "archive"), { recursive: true });
        const { message: text } = partOf(documentOf((await exportTo(scene, "--fail-fast")).stdout), "error");
        assertStringIncludes(String(text), NO_SUCH_FILE);
        const { stdout } = await scene.run(["archive", "gaps", "--archive", "archive", "--format", "pretty"]);
        assertStringIncludes(stdout, `refused with code ${code}`);
        assertEquals(/--|type|key/.test(stdout), false, stdout);
      }));
  }

  it("says by code which files failed", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 234002, when: { path: "om_702/resources/" } });
      scene.platform.addFault({ name: "error", code: 234038, when: { path: "om_701/resources/" } });
      const media = partOf(failedData(await exportTo(scene)), "media");
      const failures = listOf(media, "failures").map(({ code, count }) => [code, count]);
      assertEquals([media["failed"], failures], [2, [[234002, 1], [234038, 1]]]);
    }));

  it("says when the threads were checked that it did not look at", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const [quiet, never] = [
        dataOf(await exportLater(scene, 200)),
        dataOf(await exportLater(scene, 200, "--sweep")),
      ].map((data) => partOf(data, "unchecked"));
      // In one run of sixty; the first one was another.
      assertEquals([quiet?.["threads"], never?.["threads"]], [1, 0]);
      assertMatch(String(quiet?.["threads_last_checked"]), /^2026-05-20T/);
      assertEquals(never?.["threads_last_checked"], undefined);
    }));

  it("does not count threads of topic chats, which are listed with their chat, as not looked at", () =>
    inScene(world(), async (scene) => {
      const { threads } = partOf(dataOf(await exportTo(scene, "--no-threads")), "unchecked");
      assertEquals(threads, 1);
    }));

  it("names what no run archives", () =>
    inScene(world(), async (scene) => {
      const { never } = partOf(dataOf(await exportTo(scene)), "unchecked");
      assertEquals(never, [
        ...["announcements", "read receipts", "stickers", "pictures in cards", "files in folders"],
      ]);
    }));

  it("counts people of whom only the id is known", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await exportTo(scene));
      // 25 people who reacted; the service says their ids alone.
      assertEquals(data["people_without_name"], 25);
    }));

  it("says what to do next where something is left or missing, and else nothing", () =>
    inScene(world(), async (scene) => {
      assertMatch(String(dataOf(await exportTo(scene, "--max-time", "0s"))["next"]), /same command again/);
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${THREAD}` } });
      assertEquals(failedData(await exportTo(scene))["next"], "im archive gaps --archive archive");
      scene.platform.clearFaults();
      await scene.run(["archive", "gaps", "--retry", "--archive", "archive"]);
      assertEquals("next" in dataOf(await exportTo(scene, "--sweep")), false);
    }));
});

describe("what +chat-export tells people", () => {
  it("is what a chat lacks that cannot be read, and what was not looked at", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      scene.platform.putMessage(message(900));
      const { stdout } = await exportLater(scene, 200, "--format", "pretty");
      assertStringIncludes(stdout, `cannot be read: `);
      assertStringIncludes(stdout, TOPIC);
      assertMatch(stdout, /not checked: 1 thread, last checked [-\d]+ [:\d]+$/m);
      assertStringIncludes(stdout, "im archive gaps --archive archive");
    }));

  it("is once, when an archive is made, that it holds what others wrote", () =>
    inScene(world(), async (scene) => {
      const said = async (...more: readonly string[]) =>
        (await exportTo(scene, "--format", "pretty", ...more)).stdout.includes("other people's messages");
      assertEquals([await said(), await said()], [true, false]);
    }));

  it("keeps every field that the chats of the answer are promised to have", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await exportTo(scene));
      assertEquals(Object.keys(chatIn(data, GROUP)).sort(), [
        ...[
          "chat_id",
          "complete",
          "covered_from",
          "covered_to",
          "edited",
          "missing",
          "name",
          "new",
          "recalled",
        ],
        "replies",
      ]);
    }));
});
