import type { CommandResult } from "../../../cli/command.ts";
import type { Format } from "../../../cli/options/global.ts";
import { compileJq } from "../../../cli/output/jq.ts";
import { type Printer, printResult, resultDocument } from "../../../cli/output/print.ts";
import { Failure } from "../../../core/failure.ts";
import { stringifyJson } from "../../../core/json/json.ts";
import { FILE_SCREEN } from "../../support/screens.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("resultDocument", () => {
  it("is ok, identity, data, in this order", () =>
    assertEquals(
      stringifyJson(resultDocument("bot", { data: { saved_path: "/a", size_bytes: 5 } })),
      '{"ok":true,"identity":"bot","data":{"saved_path":"/a","size_bytes":5}}',
    ));

  it("leaves out an identity that there is none of", () =>
    assertEquals(stringifyJson(resultDocument(undefined, { data: {} })), '{"ok":true,"data":{}}'));

  it("keeps the order of keys", () =>
    assertEquals(Object.keys(resultDocument("user", { data: { z: 1, a: 2 } })["data"] ?? {}), ["z", "a"]));

  it("says how far a list was read, and the warnings", () =>
    assertEquals(
      resultDocument("user", {
        data: {},
        pagination: { complete: false, pages: 2, items: 9, next_token: "tok" },
        warnings: [{ key: "page_limit_reached", detail: "there is more" }],
      })["meta"],
      {
        pagination: { complete: false, pages: 2, items: 9, next_token: "tok" },
        warnings: [{ key: "page_limit_reached", detail: "there is more" }],
      },
    ));

  it("is not ok when only part could be done, and says why behind the data", () => {
    const failure = new Failure({
      type: "network",
      subtype: "timeout",
      message: "no answer",
      hint: "check the network",
    });
    const document = resultDocument("user", { data: { messages: [] }, failure });
    assertEquals(
      stringifyJson(document["error"]),
      '{"type":"network","subtype":"timeout","message":"no answer","hint":"check the network"}',
    );
    assertEquals(Object.keys(document), ["ok", "identity", "data", "error"]);
    assertEquals(document["ok"], false);
  });
});

const MESSAGES = [{ message_id: "om_1", content: "<a & b>", n: 7234567890123456789n }, {
  message_id: "om_2",
  content: "two",
}];
const RESULT: CommandResult = {
  rows: MESSAGES,
  data: {
    messages: MESSAGES,
    total: 2,
  },
  pagination: { complete: false, pages: 1, items: 2, next_token: "tok" },
  warnings: [{ key: "some_key", detail: "a detail\u001b[31m\nwith a break" }],
  pretty: () => ["pretty line"],
  concise: () => "# Messages\n",
};
const GLOBALS = { compact: false, quiet: 0 as const, columns: [], csvSafe: false };
const FAILURE = new Failure({ type: "network", subtype: "timeout", message: "page 2 did not come" });

async function print(format: Format, result: CommandResult, more: Partial<Printer> = {}) {
  const texts = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({
    isTerminal: false,
    columns: () => 80,
    write(bytes: Uint8Array) {
      texts[name] += new TextDecoder().decode(bytes);
      return Promise.resolve();
    },
  });
  const printer: Printer = {
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    format,
    jq: undefined,
    identity: "user",
    globals: GLOBALS,
    columns: undefined,
    names: {},
    screens: { stdout: FILE_SCREEN, stderr: FILE_SCREEN },
    ...more,
  };
  await printResult(printer, result);
  return texts;
}

describe("printResult", () => {
  it("prints one JSON document with one record a line, with unescaped < > & and all digits", async () => {
    const { stdout } = await print("json", RESULT);
    assertStringIncludes(stdout, '\n  "identity": "user",\n');
    assertStringIncludes(stdout, '"<a & b>"');
    assertStringIncludes(stdout, '"n":7234567890123456789');
    assertEquals(stdout.endsWith("}\n"), true);
  });

  it("prints the document on one line with --compact", async () => {
    const { stdout } = await print("json", RESULT, { globals: { ...GLOBALS, compact: true } });
    assertEquals(stdout.trimEnd().split("\n").length, 1);
  });

  it("prints each warning on a line of its own, without control characters", async () =>
    assertEquals((await print("json", RESULT)).stderr, "warning: some_key: a detail with a break\n"));

  it("prints no warnings when quiet", async () =>
    assertEquals(
      (await print("json", RESULT, { globals: { ...GLOBALS, quiet: 1 as const } })).stderr,
      "",
    ));

  it("prints one row a record as ndjson, and how far it read on stderr", async () => {
    const { stdout, stderr } = await print("ndjson", { ...RESULT, warnings: [] });
    assertEquals(stdout.trimEnd().split("\n").map((line) => JSON.parse(line).message_id), ["om_1", "om_2"]);
    assertEquals(JSON.parse(stderr), {
      _diagnostic: "pagination",
      complete: false,
      pages: 1,
      items: 2,
      next_token: "tok",
    });
  });

  it("prints csv likewise", async () => {
    const { stdout, stderr } = await print("csv", { ...RESULT, warnings: [] });
    assertEquals(stdout, "content,message_id,n\n<a & b>,om_1,7234567890123456789\ntwo,om_2,\n");
    assertStringIncludes(stderr, '"_diagnostic":"pagination"');
  });

  for (const format of ["table", "pretty"] as const) {
    it(`ends ${format} with a line that says how far it read`, async () =>
      assertStringIncludes(
        (await print(format, RESULT)).stdout,
        "incomplete: 1 page, 2 items; continue with --page-token tok\n",
      ));
  }

  it("prints the concise view", async () =>
    assertEquals((await print("concise", RESULT)).stdout, "# Messages\n\nnext_token: tok\n"));

  it("prints what a jq expression makes of the document", async () => {
    const jq = await compileJq(".data.messages[].message_id, .meta.pagination.items");
    assertEquals((await print("json", RESULT, { jq })).stdout, "om_1\nom_2\n2\n");
  });

  it("shows in the document why only part was done, and nothing on stderr", async () => {
    const { stdout, stderr } = await print("json", { ...RESULT, warnings: [], failure: FAILURE });
    const document = JSON.parse(stdout);
    assertEquals([document.ok, document.error.subtype, stderr], [false, "timeout", ""]);
    assertEquals(document.data.messages.length, 2);
  });

  it("shows it on stderr in the other formats: as JSON for programs, as text for people", async () => {
    const rows = await print("ndjson", { ...RESULT, warnings: [], failure: FAILURE });
    assertEquals(JSON.parse(rows.stderr.slice(rows.stderr.indexOf("\n"))).error.subtype, "timeout");
    const table = await print("table", { ...RESULT, warnings: [], failure: FAILURE });
    assertStringIncludes(table.stderr, "error: page 2 did not come\n");
  });

  it("shows the failure on stderr where jq shows only part of the document", async () => {
    const jq = await compileJq(".data.total");
    const { stdout, stderr } = await print("json", { ...RESULT, warnings: [], failure: FAILURE }, { jq });
    assertEquals(stdout, "2\n");
    assertEquals(JSON.parse(stderr).error.subtype, "timeout");
  });
});
