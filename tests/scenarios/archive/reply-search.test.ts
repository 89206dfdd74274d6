import type { AnyFault } from "../../../fixtures/platform/mod.ts";
import { chatIn, GROUP, message, NOW } from "../../support/export-world.ts";
import {
  answerBareRoot,
  answerColdThread,
  exportOn,
  HOUR,
  oldWorld,
  searches,
} from "../../support/late-replies.ts";
import { inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene, type SceneResult } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What the service may answer to an empty search; whether it takes one is unverified. */
const REFUSALS: readonly (AnyFault & { readonly about: string })[] = [
  { about: "refused for its scope", name: "error", code: 99991679 },
  { about: "refused for being empty", name: "error", code: 230001 },
  { about: "refused with a code that nobody knows", name: "json-200-error", code: 1234567 },
  {
    about: "not there",
    name: "json-body",
    body: { code: 99991672, msg: "no such feature" },
    httpStatus: 400,
  },
  { about: "answered without a list", name: "changed-data", set: { items: "none" } },
  { about: "never at its end", name: "repeated-token" },
];

describe("+chat-export where the search is no help is as without it", () => {
  for (const { about, ...fault } of REFUSALS) {
    it(`${about}: no gap, no warning, a note in data.unchecked`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        scene.platform.putMessage(message(20, { createTime: NOW + HOUR }));
        scene.platform.addFault({ ...fault, when: { path: "/messages/search" } } as AnyFault);
        const result = await exportOn(scene, 1);
        const data = dataOf(result);
        assertEquals([data["complete"], data["gaps"], chatIn(data, GROUP)["new"]], [true, [], 1]);
        assertNoRemark(result);
        const { threads, search_refused: refused } = partOf(data, "unchecked");
        assertEquals([threads, typeof refused], [1, "string"]);
      }));
  }

  it("finds nothing: nothing says so", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      const set = { items: [], has_more: false, total: 0 };
      scene.platform.addFault({ name: "changed-data", set, when: { path: "/messages/search" } });
      const data = dataOf(await exportOn(scene, 1));
      assertEquals(chatIn(data, GROUP)["replies"], 0);
      const { threads, search_refused: refused } = partOf(data, "unchecked");
      assertEquals([threads, refused], [1, undefined]);
    }));

  it("cannot give the messages that it found", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerBareRoot(scene.platform);
      scene.platform.addFault({ name: "error", code: 230001, when: { path: "/messages/mget" } });
      const result = await exportOn(scene, 1);
      const data = dataOf(result);
      assertEquals([data["complete"], data["gaps"], chatIn(data, GROUP)["replies"]], [true, [], 0]);
      assertEquals(typeof partOf(data, "unchecked")["search_refused"], "string");
      assertNoRemark(result);
    }));

  it("is not allowed to this login: no call, and the part is not among those that are left out", () =>
    inLoginScene({ ...oldWorld(), accounts: { answer: { decision: "approve" } } }, async (scene) => {
      const { run, platform } = scene;
      await run([
        ...["auth", "login", "--scope"],
        "im:message:readonly im:message.group_msg:get_as_user im:message.p2p_msg:get_as_user im:chat.members:read",
      ]);
      const line = ["--as", "user"];
      dataOf(await exportOn(scene, 0, ...line));
      const result = await exportOn(scene, 0.5, ...line);
      const data = dataOf(result);
      assertEquals([searches(platform), data["gaps"]], [0, []]);
      assertNoRemark(result);
      assertStringIncludes(String(partOf(data, "unchecked")["search_refused"]), "search:message");
      const preview = await exportOn(scene, 0.5, ...line, "--dry-run");
      assert(!preview.stderr.includes("left out"), preview.stderr);
    }));
});

function assertNoRemark({ stdout, stderr }: SceneResult): void {
  assertEquals(partOf({ meta: {}, ...documentOf(stdout) }, "meta")["warnings"], undefined);
  assert(!stderr.includes("search"), stderr);
}
