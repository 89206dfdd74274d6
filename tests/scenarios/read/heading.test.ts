import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";
const DIRECT = "oc_20d9f6a8315c4be7a94f8d02e7c615b3";
const CHATS = "/open-apis/im/v1/chats/batch_query";
const line = (chat: string) => ["+chat-messages-list", "--chat-id", chat, "--no-reactions"];

describe("the messages of a chat are headed by its name", () => {
  const cases: readonly (readonly [what: string, chat: string, heading: string])[] = [
    ["a group", CHAT, `Release 2.4  ${CHAT}`],
    ["a direct chat by the other person", DIRECT, `Leo  ${DIRECT}`],
  ];
  for (const [what, chat, heading] of cases) {
    it(what, () =>
      inScene(demoWorld, async ({ run, platform }) => {
        const { stdout } = await run([...line(chat), "--format", "pretty"]);
        assertEquals(stdout.split("\n")[0], heading);
        assertEquals(platform.log.filter(({ path }) => path === CHATS).length, 1);
      }));
  }
  it("by its id where the chat cannot be read, without a word about it", () =>
    inScene({
      ...demoWorld,
      faults: [{ name: "error", code: 99991679, when: { endpoint: CHATS } }],
    }, async ({ run }) => {
      const { status, stdout, stderr } = await run([...line(CHAT), "--format", "pretty"]);
      assertEquals([status, stdout.split("\n")[0], stderr], [0, CHAT, ""]);
    }));
  for (const format of ["json", "ndjson", "csv", "table", "concise"]) {
    it(`${format} asks for no name`, () =>
      inScene(demoWorld, async ({ run, platform }) => {
        await run([...line(CHAT), "--format", format]);
        assertEquals(platform.log.filter(({ path }) => path === CHATS).length, 0);
        const preview = await run([...line(CHAT), "--format", format, "--dry-run"]);
        assertEquals(preview.stdout.includes(CHATS), false);
      }));
  }
  it("the dry run lists the call", () =>
    inScene(demoWorld, async ({ run }) => {
      const { stdout } = await run([...line(CHAT), "--format", "pretty", "--dry-run"]);
      assertStringIncludes(stdout, CHATS);
    }));
});
