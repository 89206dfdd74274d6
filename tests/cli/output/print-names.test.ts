import type { CommandResult } from "../../../cli/command.ts";
import type { Format } from "../../../cli/options/global.ts";
import { previewDocument, previewText, printResult } from "../../../cli/output/print.ts";
import { Failure } from "../../../core/failure.ts";
import { stringifyJson } from "../../../core/json/json.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { FILE_SCREEN } from "../../support/screens.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const names = { pageSize: "--limit" };

async function print(format: Format, result: CommandResult) {
  const texts = { stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") => ({
    isTerminal: false,
    columns: () => 80,
    write: (bytes: Uint8Array) => Promise.resolve(void (texts[name] += new TextDecoder().decode(bytes))),
  });
  const globals = { compact: false, quiet: 0 as const, columns: [], csvSafe: false };
  const screens = { stdout: FILE_SCREEN, stderr: FILE_SCREEN };
  const streams = { stdout: sink("stdout"), stderr: sink("stderr") };
  await printResult({
    ...streams,
    screens,
    format,
    jq: undefined,
    identity: "user",
    globals,
    columns: undefined,
    names,
  }, result);
  return texts;
}

describe("inputs in messages", () => {
  const detail = phrase`${input("pageSize")} was too large`;
  const warnings = [{ key: "some_key", detail }];
  const failure = new Failure({
    type: "validation",
    subtype: "invalid_argument",
    input: "pageSize",
    message: detail,
  });

  it("have the names that the line used: in warnings and failures of a result", async () => {
    const { stdout, stderr } = await print("json", { data: {}, warnings, failure });
    assertStringIncludes(stderr, "warning: some_key: --limit was too large\n");
    const { meta, error } = JSON.parse(stdout);
    assertEquals(meta.warnings, [{ key: "some_key", detail: "--limit was too large" }]);
    assertEquals([error.param, error.message], ["--limit", "--limit was too large"]);
    const text = await print("table", { data: {}, failure });
    assertStringIncludes(text.stderr, "error: --limit was too large\n");
  });

  it("have the names that the line used: in previews", () => {
    const preview = { description: detail, api: [], context: {} };
    assertStringIncludes(stringifyJson(previewDocument("bot", preview, names)), "--limit was too large");
    assertStringIncludes(previewText(preview, names), "# --limit was too large\n");
  });
});
