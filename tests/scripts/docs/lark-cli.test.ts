import type { Command } from "../../../cli/command.ts";
import { allCommands } from "../../../cli/commands/mod.ts";
import { GLOBAL_OPTIONS } from "../../../cli/options/global.ts";
import { type Option, optionNames } from "../../../cli/options/option.ts";
import {
  FORMER_COMMANDS,
  FORMER_OPTIONS,
  formerOption,
  OWN_COMMANDS,
} from "../../../scripts/docs/lark-cli.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What `docs/from-lark-cli.md` says about each option of lark-cli is true of the definitions of ours. */

type Named = readonly [name: string, option: Option<unknown>];
const COMMANDS: readonly Command[] = await allCommands();

function namesOf(options: Readonly<Record<string, Option<unknown>>>): readonly Named[] {
  return Object.entries(options).flatMap(([key, option]): Named[] => {
    if (option.isPositional) return [];
    const { own, others } = optionNames(key, option);
    return [...own, ...others].map((name) => [name, option]);
  });
}

/** What is wrong with what is said about an option. */
function problems(former: ReturnType<typeof formerOption>, options: readonly Named[]): readonly string[] {
  const { name, placeholder, choices, fallback, verdict } = former;
  const found = options.find(([other]) => other === name)?.[1];
  if (verdict === "absent") {
    const isThere = found !== undefined &&
      (choices.length === 0 || choices.some((word) => takes(found, word)));
    return isThere ? [`${name} ${choices.join("|")} is there`] : [];
  }
  if (found === undefined) return [`${name} is missing`];
  const wrong: string[] = [];
  if ((placeholder === undefined) !== (found.placeholder === undefined)) {
    wrong.push(`${name} takes ${found.placeholder === undefined ? "no value" : "a value"}`);
  }
  for (const word of choices) if (!takes(found, word)) wrong.push(`${name} refuses ${word}`);
  if (fallback !== undefined && verdict === "same" && found.fallback !== fallback) {
    wrong.push(`${name} is ${found.fallback ?? "nothing"} unless given, not ${fallback}`);
  }
  return wrong;
}

function takes(option: Option<unknown>, word: string): boolean {
  try {
    option.read([word], "--it");
    return true;
  } catch {
    return false;
  }
}

describe("the comparison with lark-cli", () => {
  it("All commands: options are as described", () => {
    const options = namesOf(GLOBAL_OPTIONS);
    const confirmed = namesOf(COMMANDS.find(({ name }) => name === "messages delete")?.options ?? {});
    assertEquals(FORMER_OPTIONS.flatMap((option) => problems(option, [...options, ...confirmed])), []);
  });

  for (const { name, options, absent } of FORMER_COMMANDS) {
    const command = COMMANDS.find((one) => one.name === name);
    it(`${name}: ${absent === undefined ? "options are as described" : "is absent"}`, () => {
      assertEquals(command === undefined, absent !== undefined);
      const known = [...namesOf(command?.options ?? {}), ...namesOf(GLOBAL_OPTIONS)];
      const isAs = (former: ReturnType<typeof formerOption>) => former.name === "--as";
      assertEquals(options.filter((one) => !isAs(one)).flatMap((one) => problems(one, known)), []);
      for (const { choices, verdict } of options.filter(isAs)) {
        assertEquals(
          choices.some((word) => command?.identities.some((one) => one === word)),
          verdict !== "absent",
        );
      }
    });
  }

  it("names every shortcut of ours", () => {
    const named = new Set([...FORMER_COMMANDS.map(({ name }) => name), ...OWN_COMMANDS]);
    const shortcuts = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith("+"));
    assertEquals(shortcuts.filter((name) => !named.has(name)), []);
  });

  it("has those that are only here on the page", async () => {
    const page = await Deno.readTextFile(new URL("../../../docs/from-lark-cli.md", import.meta.url));
    assertEquals(OWN_COMMANDS.filter((name) => !page.includes(`\`${name}\``)), []);
  });

  it("says why something is absent, different or better", () => {
    const all = [...FORMER_OPTIONS, ...FORMER_COMMANDS.flatMap(({ options }) => options)];
    assertEquals(all.filter(({ verdict, note }) => (verdict === "same") !== (note === undefined)), []);
  });

  it("a wrong statement is noticed", () => {
    const option = namesOf(GLOBAL_OPTIONS);
    assertEquals(problems(formerOption("--as user|root", "same"), option), ["--as refuses root"]);
    assertEquals(problems(formerOption("--json TEXT", "same"), option), ["--json takes no value"]);
    assertEquals(problems(formerOption("--as user", "absent: no"), option), ["--as user is there"]);
    assertEquals(problems(formerOption("--lang NAME", "same"), option), ["--lang is missing"]);
    assertEquals(problems(formerOption("--retry-budget N (20)", "same"), option), [
      "--retry-budget is 30 unless given, not 20",
    ]);
  });
});
