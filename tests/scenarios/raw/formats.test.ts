import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { recordsKey } from "../../../core/api/method.ts";
import { methodCommandName } from "../../../cli/raw/resources.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const EVIL = "red\u001b[31m\u009b1m\u202eteam";
const world = {
  users: [{ openId: "ou_a", name: "Ana" }],
  chats: [
    {
      chatId: "oc_a",
      mode: "group" as const,
      name: EVIL,
      members: ["ou_a"],
      extra: { user_manager_id_list: ["ou_a"] },
    },
    { chatId: "oc_b", mode: "group" as const, name: "b" },
  ],
};

describe("im chats get: one record, whatever lists stand in it", () => {
  for (const format of ["ndjson", "csv", "table", "pretty"]) {
    it(`--format ${format}`, () =>
      inScene(world, async ({ run }) => {
        const { status, stdout } = await run(["chats", "get", "--chat-id", "oc_a", "--format", format]);
        assertEquals(status, 0);
        assertStringIncludes(stdout, "team");
        assertStringIncludes(stdout, "chat_mode");
        if (format !== "ndjson") return;
        const json = JSON.parse((await run(["chats", "get", "--chat-id", "oc_a"])).stdout);
        assertEquals(stdout.trimEnd().split("\n").map((line) => JSON.parse(line)), [json.data]);
      }));
  }

  for (const line of ["chats get --chat-id oc_a", "chats list", "api GET /open-apis/im/v1/chats/oc_a"]) {
    for (const format of ["pretty", "table"]) {
      it(`im ${line} --format ${format} passes no control character to the terminal`, () =>
        inScene(world, async ({ run }) => {
          const { status, stdout } = await run([...line.split(" "), "--format", format]);
          assertEquals(status, 0);
          assertStringIncludes(stdout, "team");
          assert(!/[\p{Cc}\p{Cf}]/u.test(stdout.replaceAll("\n", "")), JSON.stringify(stdout));
        }));
    }
  }
});

describe("im chats list: a row a chat", () => {
  for (const chats of [[], world.chats.slice(0, 1), world.chats]) {
    it(`${chats.length} chats, as JSON has them`, () =>
      inScene({ ...world, chats }, async ({ run }) => {
        const lines = async (format: string) =>
          (await run(["chats", "list", "--format", format])).stdout.split("\n").filter((line) => line !== "");
        const { data } = JSON.parse((await run(["chats", "list"], { hasUnnamedFields: true })).stdout);
        assertEquals((await lines("ndjson")).map((line) => JSON.parse(line)), data.items);
        assertEquals((await lines("csv")).length, chats.length + 1);
      }));
  }
});

describe("raw methods: the records of an answer are named", () => {
  for (const method of METHODS.filter(({ lists }) => lists !== undefined)) {
    it(`im ${methodCommandName(method.id)}: one of its lists`, () =>
      assert(method.lists?.includes(recordsKey(method) ?? "none"), recordsKey(method)));
  }
});
