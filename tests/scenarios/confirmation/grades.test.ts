import { BOT, callsOf, namedWorld } from "../../support/named-world.ts";
import { partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { APP_ID, APP_SECRET, inConfigScene, OTHER_ID, OTHER_SECRET } from "../config/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The caller may recall the message, and owns its chats. */
const OWN_WORLD = {
  ...namedWorld,
  chats: (namedWorld.chats ?? []).map((chat) => ({ ...chat, ownerId: "ou_demo" })),
  messages: (namedWorld.messages ?? []).map((message) => ({ ...message, senderId: "ou_demo" })),
};

const RECALL = ["messages", "delete", "--message-id", "om_1"];
const DISBAND = ["chats", "delete", "--chat-id", "oc_25"];
const DISBAND_NAMED = ["chats", "delete", "--chat-id", "Release 2.4 (old)"];
const REMOVE_ONE = ["chat.members", "delete", "--chat-id", "oc_24", "--id-list", "ou_ana"];
const REMOVE_TWO = ["chat.members", "delete", "--chat-id", "oc_24", "--id-list", "ou_ana,ou_lilei"];

const YES_OR_NO = "continue? [y/N] ";
const typeOf = (name: string) => `type ${name} to continue: `;

describe("at a terminal, what has to be confirmed is asked for by its grade", () => {
  const cases: readonly (readonly [line: readonly string[], question: string, answer: string])[] = [
    [RECALL, YES_OR_NO, "y"],
    [REMOVE_ONE, YES_OR_NO, "yes"],
    [["api", "DELETE", "im/v1/messages/om_1"], YES_OR_NO, "y"],
    [DISBAND, typeOf("oc_25"), "oc_25"],
    [DISBAND_NAMED, typeOf("Release 2.4 (old)"), "Release 2.4 (old)"],
    [["api", "DELETE", "im/v1/chats/oc_25"], typeOf("oc_25"), "oc_25"],
    [REMOVE_TWO, typeOf("oc_24"), "oc_24"],
  ];
  for (const [line, question, answer] of cases) {
    it(`${line.join(" ")}: ${question}`, () =>
      inScene(OWN_WORLD, async (scene) => {
        const deletions = () => callsOf(scene).filter((call) => call.startsWith("DELETE"));
        const refused = await scene.run(line, { answers: ["no"] });
        assertEquals([refused.status, deletions()], [10, []]);
        assertStringIncludes(refused.stderr, `\n${question}`);
        const { status, stderr } = await scene.run(line, { answers: [answer] });
        assertEquals([status, deletions().length], [0, 1], stderr);
      }));
  }

  it("says first what would be done, and to what", () =>
    inScene(OWN_WORLD, async ({ run }) => {
      const { stderr } = await run([...DISBAND, "--format", "pretty"], { answers: ["n"] });
      assertStringIncludes(stderr, "im chats delete disbands the chat oc_25 for everybody in it");
      assertStringIncludes(stderr, 'im chats delete was not confirmed: the answer was not "oc_25"');
      assert(stderr.split("\n").every((line) => line.length <= 80), stderr);
    }));

  it("while standard output is a pipe", () =>
    inScene(OWN_WORLD, async ({ run }) => {
      const { stdout } = await run([...RECALL, "--format", "json"], { answers: ["y"] });
      assertEquals(JSON.parse(stdout)["ok"], true);
    }));
});

describe("without a terminal --yes is the only way", () => {
  for (const line of [RECALL, DISBAND, DISBAND_NAMED, REMOVE_TWO]) {
    it(line.join(" "), () =>
      inScene(OWN_WORLD, async (scene) => {
        const { status, stdout, stderr } = await scene.run(line, { stdin: "y\n" });
        assertEquals([status, stdout], [10, ""]);
        const error = partOf(JSON.parse(stderr), "error");
        assertEquals(error["type"], "confirmation");
        assertStringIncludes(String(error["hint"]), "--yes");
        assertEquals((await scene.run([...line, "--yes"])).status, 0);
      }));
  }
});

describe("archive forget", () => {
  const EXPORT = ["+chat-export", "--chat-id", "oc_24", "--output", "archive"];
  const FORGET = ["archive", "forget", "--archive", "archive"];
  const CASES = [
    [["--message-ids", "om_1"], "y"],
    [["--chat-id", "oc_24"], "oc_24"],
    [["--chat-id", "Release 2.4"], "Release 2.4"],
    [["--user-id", "ou_demo"], "ou_demo"],
  ] as const;
  for (const [what, answer] of CASES) {
    it(`${what.join(" ")} is confirmed with ${answer}`, () =>
      inScene(OWN_WORLD, async ({ run }) => {
        await run(EXPORT);
        const line = [...FORGET, ...what];
        assertEquals((await run(line, { answers: ["n"] })).status, 10);
        const { status, stderr } = await run(line, { answers: [answer] });
        assertEquals(status, 0, stderr);
        assertEquals((await run([...FORGET, "--message-ids", "om_1", "--yes"])).status, 0);
      }));
  }

  it("with --dry-run removes nothing, even with --yes", () =>
    inScene(OWN_WORLD, async ({ run }) => {
      await run(EXPORT);
      const document = successDocument(await run([...FORGET, "--chat-id", "oc_24", "--yes", "--dry-run"]));
      assertEquals(document["dry_run"], true);
      assertEquals(partOf(document, "data")["description"], "removes the chat oc_24 from the archive");
      const show = ["archive", "show", "om_1", "--archive", "archive"];
      assertEquals((await run(show)).status, 0);
    }));
});

describe("im config", () => {
  it("remove asks, and removes nothing without a y", () =>
    inConfigScene(async ({ run, config }) => {
      await run(["config", "init", "--app-id", APP_ID, "--app-secret-stdin"], { stdin: APP_SECRET });
      const { status, stderr } = await run(["config", "remove"], { answers: [""] });
      assertEquals([status, stderr.includes(YES_OR_NO)], [10, true], stderr);
      assertEquals((await config()).profiles.length, 1);
      assertEquals((await run(["config", "remove"], { answers: ["y"] })).status, 0);
      assertEquals((await config()).profiles.length, 0);
    }));

  it("init asks before another app takes a profile", () =>
    inConfigScene(async ({ run, config }) => {
      const initWith = (id: string) => ["config", "init", "--app-id", id, "--app-secret-stdin"];
      await run([...initWith(APP_ID), "--name", "work"], { stdin: APP_SECRET });
      const line = [...initWith(OTHER_ID), "--name", "work"];
      const { status, stderr } = await run(line, { answers: [OTHER_SECRET, "n"] });
      assertEquals([status, stderr.includes(YES_OR_NO)], [10, true], stderr);
      assertEquals((await config()).profiles.map(({ appId }) => appId), [APP_ID]);
      assertEquals((await run(line, { answers: [OTHER_SECRET, "y"] })).status, 0);
      assertEquals((await config()).profiles.map(({ appId }) => appId), [OTHER_ID]);
    }));
});

describe("agents", () => {
  it("are never asked: a dry run sends nothing and needs no answer", () =>
    inScene(OWN_WORLD, async (scene) => {
      const { status, stderr } = await scene.run([...RECALL, "--dry-run"], { env: BOT, answers: [] });
      assertEquals([status, stderr], [0, ""]);
    }));
});
