import { spelled } from "../../../cli/spelling.ts";
import { type Command, defineCommand } from "../../../cli/command.ts";
import { alias, onByDefault, optional, short, text, toggle } from "../../../cli/options/option.ts";
import { takeToggleValues } from "../../../cli/scan/toggle-values.ts";
import { parseLine } from "../../../cli/tree.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const flags = {
  loud: alias(toggle("loud"), "noisy"),
  note: short("n", optional(text("words", "a note"))),
};

const COMMANDS: readonly Command[] = ["+say", "chat.members create"].map((name) =>
  defineCommand({
    ...{ name, summary: "says", examples: [], identities: [], scopes: [], risk: "read", options: flags },
    run: () => Promise.resolve({ data: {} }),
  })
);

describe("takeToggleValues", () => {
  const cases: readonly (readonly [line: string, words: string, texts: Record<string, string[]>])[] = [
    ["+say --loud", "+say --loud", {}],
    ["+say --loud=true", "+say --loud", { loud: ["true"] }],
    ["+say --loud=false", "+say --loud", { loud: ["false"] }],
    ["+say --loud=", "+say --loud", { loud: [""] }],
    ["+say --noisy=false", "+say --noisy", { loud: ["false"] }],
    ["+say --loud=false --loud", "+say --loud --loud", { loud: ["false", "true"] }],
    ["--quiet=false +say", "--quiet +say", { quiet: ["false"] }],
    ["chat.members create --loud=no", "chat.members create --loud", { loud: ["no"] }],
    ["+say --note=--loud=true", "+say --note=--loud=true", {}],
    ["+say --note --loud=true", "+say --note --loud=true", {}],
    ["+say -n --loud=true", "+say -n --loud=true", {}],
    ["--format --quiet=true +say", "--format --quiet=true +say", {}],
    ["+say -- --loud=true", "+say -- --loud=true", {}],
    ["+say --other=true", "+say --other=true", {}],
    ["+other --loud=true", "+other --loud=true", {}],
  ];
  for (const [line, words, texts] of cases) {
    it(`reads "${line}"`, () => {
      const taken = takeToggleValues(line.split(" "), COMMANDS);
      assertEquals([taken.words.join(" "), taken.texts], [words, texts]);
    });
  }

  it("leaves a value that looks like a flag, also when another command is named in it", () => {
    const line = ["+say", "--note", "chat.members", "--note", "--loud=true"];
    assertEquals(takeToggleValues(line, COMMANDS).words, line);
  });
});

describe("letters of flags that are written together", () => {
  for (const word of ["-yq", "-nx", "-C/tmp"]) {
    it(`are refused: ${word}`, () => {
      const detail = detailOf(() => takeToggleValues(["+say", word], COMMANDS));
      assertEquals([detail.message, detail.param], [`unknown option "${word}"`, word]);
    });
  }
  it("are fine as a value", () =>
    assertEquals(takeToggleValues(["+say", "--note", "-yq"], COMMANDS).words, ["+say", "--note", "-yq"]));
});

describe("a flag without a value, given one", () => {
  it("has the last that was said of it", async () => {
    const parsed = await parseLine(["+say", "--loud", "--loud=false"], COMMANDS);
    assertEquals(flags.loud.read(parsed.options["loud"], "--loud"), false);
  });

  it("refuses what is neither true nor false", () =>
    assertStringIncludes(
      spelled(detailOf(() => flags.loud.read(["maybe"], "--loud")).message),
      '--loud must be true or false: "maybe"',
    ));
});

describe("switchedOn", () => {
  const cases: readonly (readonly [texts: string[] | undefined, value: boolean])[] = [
    [undefined, true],
    [["true"], true],
    [["false"], false],
    [["false", "true"], true],
  ];
  for (const [texts, value] of cases) {
    it(`is ${value} for ${JSON.stringify(texts)}`, () =>
      assertEquals(onByDefault("on").read(texts, "--x"), value));
  }
});
