import { allCommands } from "../../../cli/commands/mod.ts";
import { COMMON_OPTIONS, GLOBAL_OPTIONS } from "../../../cli/options/global.ts";
import { optionNames } from "../../../cli/options/option.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await allCommands();

/** Every name of every option, with the commands where it takes a value and those where it does not. */
const uses = [{ name: "every command", options: COMMON_OPTIONS }, ...COMMANDS].flatMap(({ name, options }) =>
  Object.entries(options).filter(([, { isPositional }]) => !isPositional).flatMap(([key, option]) => {
    const { own, others } = optionNames(key, option);
    return [...own, ...others].map((one) => ({
      one,
      name,
      key,
      takesValue: option.placeholder !== undefined,
    }));
  })
);

describe("names of options", () => {
  it("take a value in every command or in none, so that they can stand before its name", () => {
    const odd = uses.filter(({ one, takesValue }) =>
      uses.some((other) => other.one === one && other.takesValue !== takesValue)
    );
    assertEquals(odd, []);
  });

  it("have other keys than the global ones", () => {
    const twice = COMMANDS.flatMap(({ options }) =>
      Object.keys(options).filter((key) => key in GLOBAL_OPTIONS)
    );
    assertEquals(twice, []);
  });

  it("are there once in a command", () => {
    const twice = uses.filter(({ one, name, key }) =>
      uses.some((other) => other.one === one && other.name === name && other.key !== key)
    );
    assertEquals(twice, []);
  });

  it("are lower-case words with dashes, or one letter", () => {
    const wrong = uses.filter(({ one }) => !/^(-[A-Za-z]|--[a-z]+(-[a-z0-9]+)*)$/.test(one));
    assertEquals(wrong.map(({ one }) => one), []);
  });
});
