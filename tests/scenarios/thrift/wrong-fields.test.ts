import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { CHAT, FIRST_TIME, worldOf } from "../../support/reading.ts";
import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LIST = ["+chat-messages-list", "--chat-id", CHAT, "--order", "asc"];

const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [{ chatId: CHAT, mode: "group", name: "Reading", members: ["ou_demo"], ownerId: "ou_demo" }],
  messages: [{
    ...{ messageId: "om_root", chatId: CHAT, type: "text", content: { text: "hello" } },
    ...{ senderId: "ou_ana", createTime: FIRST_TIME },
  }],
};

describe("fields and columns that there are not", () => {
  it("suggests a field deep inside, too", () =>
    inScene(world, async ({ run }) => {
      const { hint } = errorOf(await run([...LIST, "--fields", "thread_replies.sender.nme"]), 2);
      assertStringIncludes(String(hint), "did you mean thread_replies.sender.name?");
    }));

  const empty: [name: string, line: string[], param: string, hint: string][] = [
    ["--fields", [...LIST, "--fields", ""], "--fields", "choose from slim, create_time, sender.name,"],
    ["--fields of commas", [...LIST, "--fields", " , "], "--fields", "choose from slim, create_time,"],
    ["--fields of a path", ["api", "GET", "im/v1/chats", "--fields", ""], "--fields", "name fields of the"],
    [
      "--fields of a write",
      ["+messages-send", "--chat-id", CHAT, "--text", "x", "--fields", ""],
      "--fields",
      "",
    ],
    [
      "--columns",
      [...LIST, "--format", "csv", "--columns", ""],
      "--columns",
      "choose from create_time, sender",
    ],
  ];
  for (const [name, line, param, start] of empty) {
    it(`an empty list is exit 2 before anything is sent: ${name}`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run(line), 2);
        assertEquals([error["param"], error["message"]], [param, `${param} is empty`]);
        assertStringIncludes(String(error["hint"]), start);
        assertEquals(platform.log, []);
      }));
  }

  for (const key of ["fields", "columns"]) {
    it(`of a command that prints no records: --${key} is exit 2 before it prints anything`, () =>
      inScene(world, async ({ run, env }) => {
        const line = ["completions", "bash", "--format", "csv"];
        const wrong = await run([...line, `--${key}`, "x"]);
        assertEquals([wrong.stdout, errorOf(wrong, 2)["param"]], ["", `--${key}`]);
        const set = await run(line, { env: { ...env, [`IM_${key.toUpperCase()}`]: "x" } });
        assertEquals([set.status, set.stderr], [0, ""]);
      }));
  }

  it("names its variable where that is blank", () =>
    inScene(worldOf(1), async ({ run, env }) => {
      assertEquals(errorOf(await run(LIST, { env: { ...env, IM_FIELDS: "," } }), 2)["param"], "IM_FIELDS");
    }));

  it("a column that the command never has is exit 2 before anything is sent", () =>
    inScene(world, async ({ run, platform }) => {
      const send = ["+messages-send", "--chat-id", CHAT, "--text", "hi", "--format", "csv"];
      const { param, hint } = errorOf(await run([...send, "--columns", "mesage_id"]), 2);
      assertEquals(param, "--columns");
      assertStringIncludes(String(hint), "did you mean message_id?");
      assertEquals(platform.log, []);
    }));

  it("a column that --fields leaves out is exit 2", () =>
    inScene(world, async ({ run, platform }) => {
      const line = [...LIST, "--fields", "content,sender", "--format", "csv", "--columns"];
      assertStringIncludes(
        String(errorOf(await run([...line, "chat_id"]), 2)["message"]),
        'the column "chat_id"',
      );
      assertEquals(platform.log, []);
      assertEquals((await run([...line, "sender.name,content"])).stdout, "sender.name,content\nAna,hello\n");
    }));

  it("a field that is given twice is printed once", () =>
    inScene(worldOf(1), async ({ run }) => {
      for (const format of ["csv", "ndjson", "table"]) {
        const line = [...LIST, "--fields", "content,content", "--fields", "content", "--format", format];
        assertEquals((await run(line)).stdout.match(/message 0/g)?.length, 1);
      }
    }));
});
