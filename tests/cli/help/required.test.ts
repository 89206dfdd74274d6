import { loadCommands } from "../../../cli/commands/mod.ts";
import { commandHelp } from "../../../cli/help/pages.ts";
import { runProgram } from "../../../cli/main.ts";
import { type Option, optionName } from "../../../cli/options/option.ts";
import type { Command } from "../../../cli/command.ts";
import { fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { usageError } from "../../support/usage.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await loadCommands();
const SHORT = { isShort: true, columns: 80 };

/** A value for an option, by what help writes for it. */
function sample(option: Option<unknown>): string {
  const [choice] = option.choices ?? [];
  if (choice !== undefined) return choice;
  const placeholder = option.placeholder ?? "";
  const id = /\b(om|oc|ou|omt|ofg|cli)_id\b/.exec(placeholder)?.[1];
  if (id !== undefined) return `${id}_1`;
  return /file_key/.test(placeholder) ? "file_v3_1" : "x";
}

function given(key: string, option: Option<unknown>): readonly string[] {
  return option.placeholder === undefined ? [optionName(key)] : [optionName(key), sample(option)];
}

/** A line with all that must be given; of each group in braces the first option, but none of `without`. */
function lineOf({ name, options, oneOf = [] }: Command, without?: readonly string[]): readonly string[] {
  const entries = Object.entries(options);
  const needed = entries.filter(([, { required, isPositional }]) => required && !isPositional);
  const chosen = oneOf.filter((keys) => keys !== without).map(([first = ""]) => first);
  return [
    ...name.split(" "),
    ...needed.flatMap(([key, option]) => given(key, option)),
    ...chosen.flatMap((key) => options[key] === undefined ? [] : given(key, options[key])),
  ];
}

describe("-h shows what must be given", () => {
  for (const command of COMMANDS) {
    const { name, options, oneOf = [] } = command;
    const page = commandHelp(command, SHORT).replace(/\n {4}(?=[|{[-])/g, " ");

    it(`${name}: what is required stands in the usage and is marked`, () => {
      for (const [key, option] of Object.entries(options)) {
        if (!option.required) continue;
        const usage = option.isPositional ? `<${option.placeholder}>` : `${optionName(key)} <`;
        assertStringIncludes(page, usage);
        assertStringIncludes(page.replace(/\s+/g, " "), `${option.summary} (required)`);
      }
    });

    for (const keys of oneOf) {
      it(`${name}: one of ${keys.map(optionName).join(", ")}`, async () => {
        assertStringIncludes(page, "{…}: one of these options is required");
        const [, braces = ""] =
          /\{(--[^}]*)\}/.exec(page.slice(page.indexOf(`{${optionName(keys[0] ?? "")}`))) ?? [];
        assertEquals(braces.split(" | ").map((one) => one.split(" ")[0]), keys.map(optionName));
        const { message, hint } = await usageError(lineOf(command, keys));
        for (const key of keys) assertStringIncludes(`${message} ${hint}`, optionName(key));
      });
    }

    if (command.identities.length === 0 || Object.values(options).some(({ isPositional }) => isPositional)) {
      continue;
    }
    it(`${name}: a line with just that can be run`, async () => {
      const stderr = fakeSink();
      const as = command.identities[0] ?? "user";
      const variables = { IM_USER_ACCESS_TOKEN: "u-1", IM_TENANT_ACCESS_TOKEN: "t-1", IM_AS: as };
      const line = name === "+messages-search" ? [name, "--query", "x"] : lineOf(command);
      const status = await runProgram([...line, "--dry-run"], fakeWorld({ stderr, variables }));
      assert(status === 0, stderr.text());
    });
  }
});
