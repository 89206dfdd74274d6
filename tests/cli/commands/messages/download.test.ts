import { COMMAND, commandFor, fileOf } from "../../../support/downloads.ts";
import { usageError } from "../../../support/usage.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image" });
const file = fileOf(5000);

describe("+messages-resources-download: wrong values name the option and the value", () => {
  const values: [option: string, bad: string[]][] = [
    ["--workers", ["0", "9", "-1", "1.5", "x", "", "1e1", "0x4"]],
    ["--chunk-size", ["0", "65", "-1", "1.5", "x", "", "AUTO"]],
    ["--timeout", ["-1", "x", "", "0", "Infinity", "NaN"]],
    ["--retry-budget", ["-1", "x", "", "Infinity"]],
    ["--message-id", [
      "",
      " ",
      "xxx",
      "om_",
      "omt_x",
      "om_a/b",
      "om_../x",
      "om_a?b",
      "om_a#b",
      "om_%2e",
      "om_a\nb",
    ]],
    ["--file-key", [
      "",
      " ",
      ".",
      "..",
      "a/b",
      "a\\b",
      "a?b",
      "a#b",
      "a%2fb",
      "a\u0001b",
    ]],
  ];
  for (const [option, bad] of values) {
    for (const value of bad) {
      it(`${option} ${JSON.stringify(value)}`, async () => {
        const error = await usageError(commandFor(file, `${option}=${value}`));
        assertEquals([error["type"], error["param"]], ["validation", option]);
        if (value.trim() === "") return;
        assertStringIncludes(String(error["message"]), JSON.stringify(value).slice(1, -1));
      });
    }
  }

  it("several problems are reported at once", async () => {
    const { params } = await usageError([COMMAND, "--type", "audio", "--message-id", "x"]);
    assert(Array.isArray(params));
    assertEquals(params.map(({ name }) => name).sort(), ["--file-key", "--message-id", "--type"]);
  });

  it("several wrong values are one error, with what to write for each", async () => {
    const error = await usageError(commandFor(image, "--type", "movie", "--workers", "99"));
    assertEquals(error["params"], [
      { name: "--type", reason: '--type must be image or file: "movie"' },
      { name: "--workers", reason: '--workers must be a whole number from 1 to 8: "99"' },
    ]);
    assertEquals([error["param"], error["hint"]], [
      "--type",
      "write it like --type image; write it like --workers 8",
    ]);
  });

  const unknown: [args: string[], suggestion: string][] = [
    [commandFor(image, "--outptu", "x"), "--output"],
    [commandFor(image, "--overwrit"), "--overwrite"],
    [commandFor(image, "--fromat", "json"), "--format"],
    [["+messages-resource-download"], COMMAND],
    [["messages-resource-download"], COMMAND],
    [["+message-resources-downlod", "--message-id", "om_x"], COMMAND],
  ];
  for (const [args, suggestion] of unknown) {
    it(`${args.slice(-2).join(" ")}: did you mean ${suggestion}?`, async () => {
      assertStringIncludes(String((await usageError(args))["hint"]), suggestion);
    });
  }

  const others: [name: string, args: string[]][] = [
    ["a surplus word", commandFor(image, "surplus")],
    ["a flag without its value", [...commandFor(image), "--output"]],
    ["a value for a flag without one", commandFor(image, "--overwrite=maybe")],
    ["nothing like a flag of ours", commandFor(image, "--zzzzzzzz")],
    ["a one-letter flag that is none", commandFor(image, "-z")],
    ["only global flags", ["--format", "json"]],
  ];
  for (const [name, args] of others) {
    it(name, async () => assertEquals((await usageError(args))["type"], "validation"));
  }
});
