import { allCommands } from "../../../cli/commands/mod.ts";
import { GLOBAL_OPTIONS, variableName } from "../../../cli/options/global.ts";
import { type Option, optionName, type OptionSet } from "../../../cli/options/option.ts";
import { spellDetail } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await allCommands();

/** Values that no number, choice, id, time, size or list of them takes. */
const NONSENSE = ["", " ", "0", "-1", "999999999", "1e3", "zzz", "?!", "om_", "a,,b", "../x"];

/** Texts that an option refuses, with what it says to them. */
function refusals(name: string, option: Option<unknown>) {
  return [undefined, ...NONSENSE].flatMap((text) => {
    try {
      option.read(text === undefined ? undefined : [text], name);
      return [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [{ text, detail: spellDetail(error.detail) }];
    }
  });
}

/** The value of the example that a hint gives, if it gives one. */
function exampleIn(hint: string, name: string): string | undefined {
  const line = new RegExp(`write it like ${name}[ =](\\S+)$`).exec(hint);
  return line?.[1];
}

function checkOptions(set: OptionSet, nameOf: (key: string) => string): void {
  for (const [key, option] of Object.entries(set)) {
    const name = nameOf(key);
    for (const { text, detail } of refusals(name, option)) {
      const { message, hint = "" } = detail;
      assert(message.includes(name), `${name} "${text}": ${message}`);
      assert(hint !== "" && hint !== message, `${name} "${text}" has no hint: ${message}`);
      assertEquals([detail.type, Reflect.get(detail, "param")], ["validation", name], message);
      const example = exampleIn(hint, name);
      if (example !== undefined) option.read([example], name);
    }
  }
}

describe("a value that an option does not take is named, with what to write instead", () => {
  it("for options of all commands", () => {
    checkOptions(GLOBAL_OPTIONS, optionName);
  });

  it("for their variables", () => {
    checkOptions(GLOBAL_OPTIONS, variableName);
  });

  for (const { name, options } of COMMANDS) {
    it(`for ${name}`, () => {
      const own = Object.entries(options).filter(([, { isPositional }]) => !isPositional);
      checkOptions(Object.fromEntries(own), optionName);
    });
  }

  it("so that most options refuse something", () => {
    const refusing = Object.entries(GLOBAL_OPTIONS).filter(([key, option]) =>
      refusals(key, option as Option<unknown>).length > 0
    );
    assertEquals(refusing.map(([key]) => key), [
      "as",
      "format",
      "csvSafe",
      "color",
      "json",
      "compact",
      "maxTokens",
      "dryRun",
      "exactIds",
      "noInput",
      "timeout",
      "limitRate",
      "retryBudget",
      "quiet",
      "progress",
      "verbose",
      "help",
      "version",
    ]);
  });

  const examples: readonly (readonly [key: keyof typeof GLOBAL_OPTIONS, text: string, hint: string])[] = [
    ["timeout", "-1", "write it like --timeout 30"],
    ["color", "blue", "write it like --color auto"],
    ["color", "alway", "did you mean always?"],
    ["progress", "bars", "write it like --progress auto"],
    ["limitRate", "0", "write it like --limit-rate 2M"],
    ["limitRate", "fast", "write it like --limit-rate 2M"],
    ["as", "me", "write it like --as user"],
    ["format", "xml", "write it like --format json"],
    ["quiet", "maybe", "write --quiet once or twice, or --quiet=false"],
  ];
  for (const [key, text, hint] of examples) {
    it(`${optionName(key)} ${text}: ${hint}`, () => {
      const [said] = refusals(optionName(key), {
        ...GLOBAL_OPTIONS[key],
        read: (texts, name) => GLOBAL_OPTIONS[key].read(texts && [text], name),
      } as Option<unknown>).slice(-1);
      assertStringIncludes(said?.detail.hint ?? "", hint);
    });
  }
});
