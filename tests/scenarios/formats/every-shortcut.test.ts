import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { COMMAND_NAMES } from "../../../cli/commands/names.ts";
import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { csvRows, HOSTILE, terminalControls, textsIn } from "../../support/rows.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TIME = 1_779_238_800_000;
const HOUR = 3_600_000;

/** A message with hostile text by a person with a hostile name; the person for whom the token speaks may read it. */
const message = (index: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  messageId: `om_${index}`,
  chatId: "oc_0",
  type: "text",
  content: { text: `word ${index} ${HOSTILE}` },
  senderId: "ou_0",
  createTime: TIME + index,
  ...more,
});

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Chats, people in the first one, messages in it, flags and feed: so many of each. */
function worldOf(count: number): PlatformOptions {
  const some = upTo(count);
  return {
    users: upTo(4).map((index) => ({ openId: `ou_${index}`, name: `person ${index} ${HOSTILE}` })),
    chats: some.map((index) => ({
      chatId: `oc_${index}`,
      mode: "group" as const,
      name: `team ${index} ${HOSTILE}`,
      members: some.map((one) => `ou_${one}`),
      ownerId: "ou_demo",
      extra: { description: HOSTILE },
    })),
    messages: count === 0 ? [] : some.map((index) => message(index)),
    feed: {
      flags: some.map((index) => ({
        ...{ itemId: `om_${index}`, itemType: "0" as const, flagType: "2" as const },
        updateTime: TIME + index,
      })),
      shortcuts: some.map((index) => `oc_${index}`),
      groups: some.map((index) => ({
        ...{ groupId: `ofg_${index}`, name: `group ${index} ${HOSTILE}`, updateTime: TIME },
        items: some.map((one) => ({ feedId: `oc_${one}`, updateTime: TIME })),
      })),
    },
  };
}

/** A chat that is there although nothing is in it. */
const withChat = (count: number): PlatformOptions => ({
  ...worldOf(Math.max(count, 1)),
  messages: upTo(count).map((index) => message(index)),
});

const readBy = (count: number, senderId = "ou_demo"): PlatformOptions => ({
  ...worldOf(1),
  messages: [message(0, {
    messageId: "om_mine",
    senderId,
    createTime: Date.now() - HOUR,
    readBy: upTo(count).map((index) => ({ by: `ou_${index}`, time: TIME })),
  })],
});

const inThread = (count: number): PlatformOptions => ({
  ...worldOf(1),
  messages: upTo(count).map((index) => message(index, { threadId: "omt_0", isThreadRoot: index === 0 })),
});

const groupOf = (count: number): PlatformOptions => ({
  ...worldOf(3),
  feed: {
    groups: [{
      ...{ groupId: "ofg_0", name: HOSTILE, updateTime: TIME },
      items: upTo(count).map((index) => ({ feedId: `oc_${index}`, updateTime: TIME })),
    }],
  },
});

const withFile = (): PlatformOptions => ({
  ...worldOf(1),
  resources: [{
    messageId: "om_0",
    fileKey: "file_0",
    type: "file",
    bytes: new Uint8Array(9),
    fileName: "\u001b[31ma\u202eb\u009b1m.txt",
  }],
});

/** A line that lists, by the number of its records. */
interface ListCase {
  readonly line: string;
  /** Where the records stand in the data. */
  readonly list: string;
  world(count: number): PlatformOptions;
}

const LISTS: readonly ListCase[] = [
  { line: "+chat-messages-list --chat-id oc_0", list: "messages", world: withChat },
  { line: "+threads-messages-list --thread omt_0", list: "messages", world: inThread },
  { line: "+messages-search --query word", list: "messages", world: withChat },
  { line: "+message-read-users --message-id om_mine", list: "items", world: (count) => readBy(count) },
  { line: "+chat-list", list: "chats", world: worldOf },
  { line: "+chat-search --query team", list: "chats", world: worldOf },
  {
    line: "+chat-members-list --chat-id oc_0",
    list: "users",
    world: (count) => ({
      ...worldOf(1),
      chats: [{
        chatId: "oc_0",
        mode: "group",
        members: upTo(count).map((index) => `ou_${index}`),
        bot: false,
      }],
    }),
  },
  { line: "+flag-list", list: "flag_items", world: worldOf },
  { line: "+feed-shortcut-list", list: "shortcuts", world: worldOf },
  { line: "+feed-group-list", list: "groups", world: worldOf },
  { line: "+feed-group-list-item --feed-group-id ofg_0", list: "items", world: groupOf },
];

/** A line with a fixed number of records. */
interface FixedCase {
  readonly line: string;
  readonly records: number;
  readonly world: PlatformOptions;
  /** What every format shows. */
  readonly shows: string;
  readonly isRecord?: true;
}

/** A line that prints one record. */
const record = (line: string, world: PlatformOptions, shows: string): FixedCase => ({
  ...{ line, world, shows },
  records: 1,
  isRecord: true,
});

const IDS = "om_0,om_1,om_2";
const FIXED: readonly FixedCase[] = [
  { line: "+messages-mget --message-ids om_0", records: 1, world: worldOf(3), shows: "word 0" },
  { line: `+messages-mget --message-ids ${IDS}`, records: 3, world: worldOf(3), shows: "word 2" },
  { line: "+messages-mget --message-ids om_gone", records: 0, world: worldOf(3), shows: "" },
  { line: "+messages-read-status --message-ids om_0", records: 1, world: worldOf(3), shows: "om_0" },
  { line: `+messages-read-status --message-ids ${IDS}`, records: 3, world: worldOf(3), shows: "om_2" },
  {
    line: "+feed-group-query-item --feed-group-id ofg_0 --feed-id oc_0",
    records: 1,
    world: worldOf(3),
    shows: "oc_0",
  },
  {
    line: "+messages-recent --since 2026-05-01",
    records: 3,
    world: worldOf(3),
    shows: "word 2",
  },
  record("+messages-send --chat-id oc_0 --text x", worldOf(1), "om_"),
  record("+messages-reply --message-id om_0 --text x", worldOf(1), "om_"),
  record("+messages-forward --message-id om_0 --chat-id oc_0", worldOf(1), "om_"),
  record("+messages-edit --message-id om_mine --text x", readBy(0, "cli_demo"), "om_mine"),
  record(
    "+messages-resources-download --message-id om_0 --file-key file_0 --type file --original-name",
    withFile(),
    "ab",
  ),
  { line: "+chat-create --name x", records: 1, world: worldOf(1), shows: "oc_", isRecord: true },
  record("+chat-update --chat-id oc_0 --name x", worldOf(1), "oc_0"),
  { line: "+flag-create --message-id om_0", records: 1, world: worldOf(1), shows: "om_0", isRecord: true },
  { line: "+flag-cancel --message-id om_0", records: 2, world: worldOf(1), shows: "om_0" },
  { line: "+feed-shortcut-create --chat-id oc_0,oc_1", records: 2, world: worldOf(2), shows: "oc_1" },
  { line: "+feed-shortcut-remove --chat-id oc_0", records: 1, world: worldOf(2), shows: "oc_0" },
];

/** What a line prints in a format, and the data of the same line as JSON, in scenes of their own. */
async function printed(world: PlatformOptions, line: string, format: string, isTerminal = false) {
  let output = "";
  await inScene(world, async ({ run }) => {
    const words = [...line.split(" "), "--format", format];
    const { status, stdout, stderr } = await run(words, {
      isTerminal,
      env: { ...BOTH_TOKENS, NO_COLOR: "1" },
    });
    assertEquals(status, 0, stdout + stderr);
    output = stdout;
  });
  return output;
}

async function dataOfLine(world: PlatformOptions, line: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await printed(world, line, "json")).data;
}

/** The value without what every run makes anew. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) =>
    !/^(uuid|\w+_time\w*|saved_path|share_link)$/.test(key)
  );
  return Object.fromEntries(kept.map(([key, one]) => [key, steady(one)]));
}

/** Rows may say more than the record in the data, such as the message of a flag. */
function assertRecords(rows: readonly Record<string, unknown>[], records: unknown): void {
  assert(Array.isArray(records));
  assertEquals(rows.map(steady), records.map((record, index) => steady({ ...rows[index], ...record })));
}

function describeFormats(
  name: string,
  { line, world, records, shows, isRecord, list }: FixedCase & { readonly list?: string },
) {
  describe(name, () => {
    it("ndjson: the records, as JSON has them", async () => {
      const lines = (await printed(world, line, "ndjson")).split("\n").slice(0, -1);
      const rows: Record<string, unknown>[] = lines.map((row) => JSON.parse(row));
      assertEquals(rows.length, records);
      const data = await dataOfLine(world, line);
      if (list !== undefined) assertRecords(rows, data[list]);
      if (isRecord) assertRecords(rows, [data]);
    });

    it("csv: every text of every record", async () => {
      const text = await printed(world, line, "csv");
      const rows = csvRows(text);
      if (records === 0) return assertEquals(rows.length, 1, text);
      assertEquals(new Set(rows.map((row) => row.length)).size, 1, text);
      if (!isRecord) assertEquals(rows.length, records + 1);
      const cells = rows.flat().join("\n");
      const ndjson = (await printed(world, line, "ndjson")).split("\n").slice(0, -1);
      for (const one of ndjson.flatMap((row) => textsIn(steady(JSON.parse(row))))) {
        if (isRecord && /^(om|oc)_/.test(one)) continue;
        assert(cells.includes(one) || cells.includes(JSON.stringify(one).slice(1, -1)), one);
      }
    });

    for (const format of ["table", "pretty", "concise"]) {
      it(`${format}: shows them, passes nothing that moves a terminal, and no line is forged`, async () => {
        for (const isTerminal of [false, true]) {
          const text = await printed(world, line, format, isTerminal);
          assertStringIncludes(text, shows);
          assertEquals(terminalControls(text), []);
          assert(text.endsWith("\n"));
          assertEquals(text.split("\n").filter((one) => /^\s*(error: forged|ok)/.test(one)), []);
          assert(!text.trimStart().startsWith("{"), "that is JSON");
        }
      });
    }

    for (const format of ["csv", "ndjson"]) {
      it(`${format} on a terminal passes nothing that moves it`, async () => {
        const text = await printed(world, line, format, true);
        assertEquals(terminalControls(text), []);
      });
    }
  });
}

for (const { line, list, world } of LISTS) {
  // No thread is without its root.
  for (const count of world === inThread ? [1, 3] : [0, 1, 3]) {
    const id = count === 0
      ? ""
      : /search|messages/.test(line) && list === "messages"
      ? `word ${count - 1}`
      : "_";
    describeFormats(`im ${line}: ${count} records`, {
      ...{ line, list, world: world(count), records: count, shows: id },
    });
  }
}
for (const one of FIXED) describeFormats(`im ${one.line}`, one);

describe("every shortcut", () => {
  for (
    const { name } of COMMAND_NAMES.filter((one) => /^\+(?!chat-export)/.test(one.name))
  ) {
    it(`${name} is among the lines above`, () =>
      assert([...LISTS, ...FIXED].some(({ line }) => line.split(" ")[0] === name)));
  }
});
