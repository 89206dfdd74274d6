/**
 * Which scopes a login asks for: named ones, those of command lines, those of reading.
 *
 * @module
 */

import { type Failure, invalidArgument, invalidInput } from "../../../core/failure.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import type { Program } from "../../command.ts";
import { scopesToAsk } from "../../scopes.ts";
import { listOf } from "../../options/list.ts";
import { type Kind, type OptionValues, text, toggle } from "../../options/option.ts";

/** Names of scopes, with blanks or commas between them. */
export const scopeNames: Kind<readonly string[]> = {
  placeholder: "scopes",
  summary: "scopes to ask for, separated by spaces or commas",
  parse(value, name) {
    const scopes = value.split(/[\s,]+/).filter((scope) => scope !== "");
    const wrong = scopes.find((scope) => !/^[\w.:*/-]{1,200}$/.test(scope));
    if (wrong === undefined) return scopes;
    throw invalidArgument(
      name,
      `${name} takes names of scopes, but this is not one: "${wrong}"`,
      "write it as in the developer console, such as im:message:readonly",
    );
  },
};

const lines: Kind<readonly string[]> = {
  ...text("command line", 'ask for the scopes that a command line needs, such as "+chat-list"'),
  parse: (value) => [value],
};

/** The options that choose scopes; they add up. */
export const scopeOptions = {
  scope: listOf(scopeNames),
  for: listOf(lines),
  recommend: toggle("ask for the scopes of all commands that only read"),
  exclude: listOf({ ...scopeNames, summary: "scopes to leave out of the chosen ones" }),
};

/** Values of these options. */
export type ScopeValues = OptionValues<typeof scopeOptions>;

/** A scope without which the service gives no refresh token; it is asked for in any case. */
const OFFLINE_ACCESS = "offline_access";

/** Whether anything chooses scopes. */
export function choosesScopes({ scope, for: lines, recommend }: ScopeValues): boolean {
  return scope.length > 0 || lines.length > 0 || recommend;
}

/**
 * The scopes to ask for, each once, in order.
 *
 * @throws {Failure} exit 2 for a command line that needs no login, for a scope to leave out that is not among the others,
 * and where none is left.
 */
export async function chosenScopes(program: Program, values: ScopeValues): Promise<readonly string[]> {
  const { scope, exclude, recommend } = values;
  const needed: string[] = [];
  for (const line of values.for) needed.push(...await scopesOfLine(program, line));
  const recommended = recommend ? await recommendedScopes(program) : [];
  const all = [...new Set([...scope, ...needed, ...recommended])].filter((name) => name !== OFFLINE_ACCESS);
  const unknown = exclude.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw invalidInput(
      "exclude",
      phrase`${input("exclude")} names a scope that is not asked for: "${unknown}"`,
      phrase`asked for: ${all.join(" ")}`,
    );
  }
  const left = all.filter((name) => !exclude.includes(name));
  if (left.length === 0 && exclude.length > 0) {
    throw invalidInput(
      "exclude",
      phrase`${input("exclude")} leaves no scope to ask for`,
      phrase`asked for: ${all.join(" ")}`,
    );
  }
  return left;
}

async function scopesOfLine(program: Program, line: string): Promise<readonly string[]> {
  const { command, needs } = await program.describe(line);
  const scopes = needs.user === undefined ? undefined : scopesToAsk(needs.user);
  if (scopes?.length === 0) {
    throw invalidInput(
      "for",
      `the scopes of "${line}" are not known`,
      phrase`name them with ${input("scope")}`,
    );
  }
  if (scopes !== undefined) return scopes;
  throw invalidInput(
    "for",
    needs.bot === undefined
      ? `${command.name} calls no service, so it needs no login`
      : `"${line}" runs as a bot, which needs no login`,
    phrase`leave ${input("for")} out, or name a command that runs as a user`,
  );
}

/** The scopes of all shortcuts that only read, as a person; what sends or changes is to be asked for by name. */
async function recommendedScopes(program: Program): Promise<readonly string[]> {
  const commands = await program.commands();
  const readers = commands.filter(({ risk, identities, name }) =>
    risk === "read" && identities.includes("user") && name.startsWith("+")
  );
  const described = await Promise.all(readers.map(({ name }) => program.describe(name)));
  return described.flatMap(({ needs: { user } }) => user === undefined ? [] : scopesToAsk(user));
}

/** The failure of a login that chooses no scopes where nobody can be asked. */
export function noScopes(): Failure {
  return invalidInput(
    "scope",
    phrase`${input("scope")} is missing: a login asks for chosen scopes only`,
    phrase`add ${input("for", "+chat-messages-list")} for what a command needs, ${
      input("recommend")
    } for reading, or ${input("scope", "<scopes>")}`,
  );
}
