import { formatRecord, formatSpans, parseRecord, type PartialRecord } from "../../../core/download/record.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const RECORD: PartialRecord = {
  resource: { host: "https://open.feishu.cn", message_id: "om_1", file_key: "file_v3_1", type: "file" },
  object: {
    total: 5_000_000_000,
    etag: '"v1"',
    lastModified: "Sun, 15 Jun 2025 15:00:00 GMT",
    contentType: "video/mp4",
  },
  done: [{ start: 0, end: 131_071 }, { start: 8_519_680, end: 4_999_999_999 }],
};
const TEXT = formatRecord(RECORD);

/** The record with some of its fields replaced. */
const changed = (fields: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(TEXT), ...fields });

describe("record", () => {
  it("comes back as it was written", () => assertEquals(parseRecord(TEXT, RECORD.resource), RECORD));

  it("comes back without what is unknown", () => {
    const bare: PartialRecord = {
      ...RECORD,
      object: { total: undefined, etag: undefined, lastModified: undefined, contentType: "" },
      done: [{ start: 0, end: 9 }],
    };
    assertEquals(parseRecord(formatRecord(bare), RECORD.resource), bare);
  });

  it("is one line", () => assertEquals(TEXT.indexOf("\n"), TEXT.length - 1));

  const more = formatSpans([{ start: 0, end: 200_000 }]) + formatSpans([{ start: 0, end: 300_000 }]);

  it("has the spans of its last line", () =>
    assertEquals(parseRecord(TEXT + more, RECORD.resource)?.done, [{ start: 0, end: 300_000 }]));

  it("does not count a line that was cut off", () => {
    for (const cut of [1, 2, 5]) {
      const text = (TEXT + more).slice(0, -cut);
      assertEquals(parseRecord(text, RECORD.resource)?.done, [{ start: 0, end: 200_000 }]);
    }
  });

  const others: readonly (readonly [key: string, value: string])[] = [
    ["host", "https://open.larksuite.com"],
    ["message_id", "om_2"],
    ["file_key", "file_v3_2"],
    ["type", "image"],
  ];
  for (const [key, value] of others) {
    it(`of another ${key} counts as none`, () =>
      assertEquals(parseRecord(TEXT, { ...RECORD.resource, [key]: value }), undefined));
  }

  const damaged: readonly (readonly [name: string, text: string])[] = [
    ["empty", ""],
    ["full of zeroes", "\0".repeat(200)],
    ["cut off", TEXT.slice(0, -20)],
    ["doubled", TEXT + TEXT],
    ["with a further line that is none", TEXT + "x\n"],
    ["with a further line beyond the size", TEXT + "[[0,5000000000]]\n"],
    ["with a further line of zeroes", TEXT + "\0\0\0\n"],
    ["not an object", "[]"],
    ["null", "null"],
    ["of another version", changed({ version: 2 })],
    ["without a version", changed({ version: undefined })],
    ["with a negative size", changed({ size: -1 })],
    ["with a size that is text", changed({ size: "5" })],
    ["with a broken size", changed({ size: 1.5 })],
    ["with a size beyond exact numbers", TEXT.replace("5000000000", "50000000000000000000")],
    ["with a span beyond the size", changed({ size: 100, done: [[0, 100]] })],
    ["with a span that ends before its start", changed({ done: [[9, 5]] })],
    ["with overlapping spans", changed({ done: [[0, 9], [5, 20]] })],
    ["with spans in disorder", changed({ done: [[50, 60], [0, 9]] })],
    ["with touching spans", changed({ done: [[0, 9], [10, 20]] })],
    ["with a negative position", changed({ done: [[-1, 9]] })],
    ["with half a span", changed({ done: [[0]] })],
    ["without spans", changed({ done: undefined })],
    ["with a tag that is a number", changed({ etag: 5 })],
    ["with a tag that no header can carry", changed({ etag: "a\nb" })],
  ];
  for (const [name, text] of damaged) {
    it(`${name} counts as none`, () => assertEquals(parseRecord(text, RECORD.resource), undefined));
  }
});
