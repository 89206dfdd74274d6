import { CHAT, worldOf } from "../../support/reading.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions"];
const world = worldOf(2);

describe("--columns", () => {
  const cases: readonly (readonly [words: string, head: RegExp])[] = [
    ["--columns message_id,content", /^message_id +content$/],
    ["--columns message_id --columns content", /^message_id +content$/],
    ["--format csv --columns message_id,content", /^message_id,content$/],
    ["--format csv --columns sender", /^sender\.name,sender\.id,/],
  ];
  for (const [words, head] of cases) {
    it(words, () =>
      inScene(world, async ({ run }) => {
        const { status, stdout } = await run([...LINE, ...words.split(" ")]);
        assertEquals(status, 0);
        assertMatch(stdout.split("\n")[0] ?? "", head);
      }));
  }

  const wrong: readonly (readonly [words: string, message: string])[] = [
    ["--columns contnt", 'no such column: "contnt"'],
    ["--columns content --format json", "--columns is for table and csv"],
    ["--columns content --json", "--columns is for table and csv"],
    ["--columns content --jq .", "--columns is for table and csv"],
    ["--csv-safe --format table", "--csv-safe is for csv"],
  ];
  for (const [words, message] of wrong) {
    it(`${words} is exit 2`, () =>
      inScene(world, async ({ run }) => {
        const { status, stdout, stderr } = await run([...LINE, ...words.split(" ")]);
        assertEquals([status, stdout], [2, ""]);
        assertStringIncludes(stderr.replaceAll('\\"', '"'), message);
      }));
  }

  it("a table has twelve columns at most otherwise, and cuts nothing in a file", () =>
    inScene({
      chats: [{ chatId: CHAT, mode: "group" }],
      messages: ["om_1", "om_2"].map((messageId) => ({
        ...{ messageId, chatId: CHAT, type: "text", content: { text: "x".repeat(300) }, senderId: "ou_demo" },
        ...{ createTime: 1_779_238_700_000, threadId: "omt_1", isThreadRoot: messageId === "om_1" },
      })),
    }, async ({ run }) => {
      const { stdout } = await run([...LINE, "--format", "table"]);
      assert((stdout.split("\n")[0] ?? "").split(/ {2,}/).length <= 12, stdout);
      assertStringIncludes(stdout, "x".repeat(300));
      assertMatch(stdout, /^\d+ more columns?: --columns names those to show$/m);
      const quiet = await run([...LINE, "--format", "table", "--quiet"]);
      assertEquals(/more columns/.test(quiet.stdout), false);
    }));
});

describe("csv", () => {
  it("has the same columns for every list of a command, and a header where nothing is listed", async () => {
    const heads: (string | undefined)[] = [];
    for (const count of [0, 1, 3]) {
      await inScene(worldOf(count), async ({ run }) => {
        heads.push((await run([...LINE, "--format", "csv"])).stdout.split("\n")[0]);
      });
    }
    assertMatch(heads[0] ?? "", /^create_time,sender\.name,content,message_id,/);
    assertEquals(new Set(heads).size, 1);
  });
  it("--csv-safe is for csv, which it chooses", () =>
    inScene({
      messages: [{
        ...{ messageId: "om_1", chatId: CHAT, type: "text", content: { text: "=1+1" } },
        createTime: 1_779_238_700_000,
      }],
      chats: [{ chatId: CHAT, mode: "group" }],
    }, async ({ run }) => {
      assertStringIncludes((await run([...LINE, "--csv-safe"])).stdout, ",'=1+1,");
      assertStringIncludes((await run([...LINE, "--format", "csv"])).stdout, ",=1+1,");
    }));
});

describe("one line each", () => {
  it("ndjson with --dry-run: a line a call", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run([...LINE, "--format", "ndjson", "--dry-run"]);
      const calls = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
      const document = JSON.parse((await run([...LINE, "--dry-run"])).stdout);
      assertEquals(calls, document.data.api);
    }));
  it("--compact with --jq: a line an output", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run([...LINE, "--jq", ".data.messages[].sender", "--compact"]);
      assertEquals(stdout.trimEnd().split("\n").map((line) => JSON.parse(line).name), ["Ana", "Ana"]);
    }));
});
