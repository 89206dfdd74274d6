import type { JsonObject } from "../../core/json.ts";
import type { Command } from "../command.ts";
import { type Flag, flagName } from "../flags.ts";

/** A shortcut as `im schema` tells it, from its own definition. */
export function describeCommand(command: Command): JsonObject {
  const flags = Object.entries(command.flags);
  const needed = flags.filter(([, flag]) => flag.required).map(([key]) => flagName(key).slice(2));
  return {
    name: command.name,
    command: `im ${command.name}`,
    description: command.summary,
    ...(command.description === undefined ? {} : { notes: command.description.join(" ") }),
    identities: command.identities,
    scopes: command.scopes,
    ...(command.moreScopes === undefined ? {} : { more_scopes: { ...command.moreScopes } }),
    risk: command.risk,
    needs_yes: command.risk === "high-risk-write",
    flags: {
      type: "object",
      properties: Object.fromEntries(
        flags.map(([key, flag]) => [flagName(key).slice(2), describeFlag(key, flag)]),
      ),
      ...(needed.length === 0 ? {} : { required: needed }),
    },
    examples: command.examples.map(({ line }) => `im ${line}`),
  };
}

function describeFlag(key: string, flag: Flag<unknown>): JsonObject {
  const { range, fallback } = flag;
  const one: JsonObject = range !== undefined
    ? { type: "integer", minimum: range.min, maximum: range.max }
    : {
      type: flag.placeholder === undefined ? "boolean" : "string",
      ...(flag.choices === undefined ? {} : { enum: flag.choices }),
    };
  return {
    ...(flag.isList ? { type: "array", items: one } : one),
    description: flag.summary,
    flag: flagName(key),
    ...(fallback === undefined ? {} : { default: typedFallback(String(one["type"]), fallback) }),
    ...(flag.aliases === undefined ? {} : { aliases: flag.aliases.map((name) => `--${name}`) }),
  };
}

/** The default as a value of the flag's type. */
function typedFallback(type: string, fallback: string): string | number | boolean {
  if (type === "integer") return Number(fallback);
  return type === "boolean" ? fallback === "true" : fallback;
}
