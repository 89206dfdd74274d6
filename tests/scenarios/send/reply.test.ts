import { MESSAGE, MESSAGE_TIME, PERSON, REPLY, sentMessage, writingWorld } from "../../support/composing.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const world = {
  ...writingWorld,
  chats: [...writingWorld.chats ?? [], { chatId: "oc_flat", mode: "group", threadReplies: false } as const],
  messages: [
    ...writingWorld.messages ?? [],
    {
      ...{ messageId: "om_flat", chatId: "oc_flat", type: "text", senderId: PERSON },
      ...{ content: { text: "x" }, createTime: MESSAGE_TIME },
    },
  ],
};

describe("a reply", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`asks for nothing but type, content and key, as ${identity}`, () =>
      inScene(world, async ({ run, platform }) => {
        dataOf(await run([REPLY, "--message-id", MESSAGE, "--text", "x"], { env }));
        const [request, ...others] = platform.log;
        assertEquals([request?.method, request?.query, others], ["POST", {}, []]);
        assertEquals(Object.keys(Object(request?.body)), ["msg_type", "content", "uuid"]);
        const { repliedTo, replyInThread, as } = sentMessage(platform);
        assertEquals([repliedTo, replyInThread, as], [MESSAGE, undefined, identity]);
      }));

    it(`--reply-in-thread opens a thread and shows its id, as ${identity}`, () =>
      inScene(world, async ({ run, platform }) => {
        const data = dataOf(
          await run([REPLY, "--message-id", MESSAGE, "--text", "x", "--reply-in-thread"], { env }),
        );
        assertEquals(Object(platform.log[0]?.body)["reply_in_thread"], true);
        assertEquals([data["root_id"], data["parent_id"]], [MESSAGE, MESSAGE]);
        assert(/^omt_/.test(String(data["thread_id"])));
        assertEquals(platform.message(MESSAGE)?.threadId, data["thread_id"]);
      }));

    it(`to a message of a thread goes into the thread, as ${identity}`, () =>
      inScene(world, async ({ run }) => {
        for (const more of [[], ["--reply-in-thread"]]) {
          const data = dataOf(await run([REPLY, "--message-id", "om_root", "--text", "x", ...more], { env }));
          assertEquals([data["thread_id"], data["root_id"], data["parent_id"]], [
            "omt_thread",
            "om_root",
            "om_root",
          ]);
        }
      }));
  }

  it("the id is trimmed", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run([REPLY, "--message-id", ` ${MESSAGE}\n`, "--text", "x"]));
      assertEquals(platform.log[0]?.path, `/open-apis/im/v1/messages/${MESSAGE}/reply`);
    }));

  for (const id of ["om_a b", "om_a b,c", "om_ü中", "om_a+b&c=d", "om_..", "om_~!*'()", `${MESSAGE},om_b`]) {
    it(`an id has letters, digits, "_" and "-" only: ${id}`, () =>
      inScene(world, async ({ run, platform }) => {
        for (const more of [[], ["--dry-run"]]) {
          const error = errorOf(await run([REPLY, "--message-id", id, "--text", "x", ...more]), 2);
          assertEquals([error["param"], platform.log], ["--message-id", []]);
        }
      }));
  }

  it("where a chat has no threads, the way without one is named", () =>
    inScene(world, async ({ run, platform }) => {
      const line = [REPLY, "--message-id", "om_flat", "--text", "x"];
      const error = errorOf(await run([...line, "--reply-in-thread"]), 1);
      assertEquals([error["code"], platform.sentMessages], [230071, []]);
      assertStringIncludes(String(error["hint"]), "--reply-in-thread");
      dataOf(await run(line));
    }));
});
