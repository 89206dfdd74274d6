import { runProgram } from "../../../cli/main.ts";
import { type Method, recordsKey } from "../../../core/api/method.ts";
import { sampleValue } from "../../../core/api/sample-value.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import { fakeFetch, fakeSink, fakeWorld, json } from "../../support/fake-world.ts";
import { BOTH_TOKENS, JSON_METHODS, jsonArgs, samplesOf } from "../../support/raw-methods.ts";
import { csvRows, HOSTILE, terminalControls, textsIn } from "../../support/rows.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The value with hostile texts behind its own. */
function hostile(value: JsonValue, mark: string): JsonValue {
  if (typeof value === "string") return `${value}${mark}${HOSTILE}`;
  if (Array.isArray(value)) return value.map((one: JsonValue) => hostile(one, mark));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hostile(one, mark)]));
}

/** Data of a response with so many records, and these records. */
function responseOf(method: Method, count: number): { data: JsonObject; records: readonly JsonValue[] } {
  const sample = method.response === undefined ? {} : sampleValue(method.response, "", true) as JsonObject;
  const left = ["has_more", "page_token", ...method.failed ?? []];
  const facts = Object.fromEntries(Object.entries(sample).filter(([name]) => !left.includes(name)));
  const key = recordsKey(method);
  if (key === undefined) {
    const data = count === 0 ? {} : hostile(facts, "-0-") as JsonObject;
    return { data, records: [data] };
  }
  const [entry = {}] = sample[key] as readonly JsonValue[];
  const records = Array.from({ length: count }, (_, index) => hostile(entry, `-${index}-`));
  const others = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, count === 0 && Array.isArray(value) ? [] : value]),
  );
  return { data: { ...others, [key]: records }, records };
}

/** A run whose calls are all answered with this data, on a terminal or in a pipe. */
async function runWith(method: Method, data: JsonObject, format: string, isTerminal: boolean) {
  const [stdout, stderr] = isTerminal ? [fakeSink(120), fakeSink(120)] : [fakeSink(), fakeSink()];
  const { fetch } = fakeFetch(json({ code: 0, data }));
  const words = [...jsonArgs(method, samplesOf(method, false)), "--format", format];
  const world = fakeWorld({ fetch, variables: { ...BOTH_TOKENS, NO_COLOR: "1" }, stdout, stderr, cwd: "/" });
  const status = await runProgram(words, world);
  assertEquals(status, 0, stdout.text() + stderr.text());
  return stdout.text();
}

/** Rows of the lists beside the first one are marked with its name. */
function furtherRows(method: Method, data: JsonObject): readonly JsonValue[] {
  const key = recordsKey(method);
  if (key === undefined) return [];
  return Object.entries(data).filter(([name, value]) => name !== key && Array.isArray(value))
    .flatMap(([list, value]) =>
      (value as JsonValue[]).map((one) => isJsonObject(one) ? { ...one, list } : { value: one, list })
    );
}

for (const method of JSON_METHODS) {
  describe(`im ${method.id} in every format`, () => {
    for (const count of recordsKey(method) === undefined ? [0, 1] : [0, 1, 3]) {
      const { data, records } = responseOf(method, count);
      const rows = [...records, ...furtherRows(method, data)];

      it(`${count} records: json is the response, ndjson the records in it`, async () => {
        const end = method.lists === undefined ? {} : { has_more: false, page_token: "" };
        assertEquals(JSON.parse(await runWith(method, data, "json", false)).data, { ...data, ...end });
        const lines = (await runWith(method, data, "ndjson", false)).split("\n").slice(0, -1);
        assertEquals(lines.map((line) => JSON.parse(line)), rows);
      });

      it(`${count} records: csv has every text of every record`, async () => {
        const [head = [], ...lines] = csvRows(await runWith(method, data, "csv", false));
        if (recordsKey(method) !== undefined) {
          assertEquals(lines.length, rows.length);
          for (const line of lines) assertEquals(line.length, head.length);
          assertEquals(new Set(head).size, head.length);
        }
        const cells = lines.flat().join("\n");
        for (const text of rows.flatMap(textsIn)) {
          assert(cells.includes(text) || cells.includes(JSON.stringify(text).slice(1, -1)), text);
        }
      });

      for (const format of ["table", "pretty"]) {
        it(`${count} records: ${format} shows them and passes nothing that moves a terminal`, async () => {
          for (const isTerminal of [true, false]) {
            const text = await runWith(method, data, format, isTerminal);
            assertEquals(terminalControls(text), []);
            assertEquals(text.split("\n").filter((line) => /^\s*error: forged/.test(line)), []);
            for (const [index] of records.entries()) {
              if (textsIn(records[index]).length > 0) assertStringIncludes(text, `-${index}-`);
            }
            assert(text.endsWith("\n"));
          }
        });
      }

      for (const format of ["csv", "ndjson"]) {
        it(`${count} records: ${format} on a terminal passes nothing that moves it`, async () => {
          const text = await runWith(method, data, format, true);
          assertEquals(terminalControls(text.replaceAll(/\r?\n/g, "\n")), []);
        });
      }
    }
  });
}
