import { invalidArgument } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../../core/json.ts";
import type { World } from "../../core/world.ts";
import { readTextInput } from "../writing/text-input.ts";

/**
 * The value of a flag that takes JSON: as typed, from a file with `@FILE`, from standard input with `-`. Single quotes
 * around it, which Windows' shell leaves there, are dropped.
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export async function readJsonFlag(
  world: World,
  name: string,
  typed: string | undefined,
): Promise<JsonValue | undefined> {
  const text = await readTextInput(world, name, typed, "json");
  if (text === undefined) return undefined;
  const bare = text.trim().replace(/^'(.*)'$/s, "$1");
  try {
    return parseJson(bare);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw invalidArgument(name, `${name} is no JSON: ${said}`, `write it like ${name} '{"name":"value"}'`);
  }
}

/** The same for an object. */
export async function readObjectFlag(
  world: World,
  name: string,
  typed: string | undefined,
): Promise<JsonObject | undefined> {
  const value = await readJsonFlag(world, name, typed);
  if (value === undefined || isJsonObject(value)) return value;
  throw invalidArgument(name, `${name} must be a JSON object`, `write it like ${name} '{"name":"value"}'`);
}

/** Standard input can be read once. */
export function checkOneStdin(values: Readonly<Record<string, string | undefined>>): void {
  const [first, second] = Object.keys(values).filter((name) =>
    /^([A-Za-z0-9_]+=)?-$/.test(values[name] ?? "")
  );
  if (first === undefined || second === undefined) return;
  throw invalidArgument(
    second,
    `${first} and ${second} cannot both read standard input`,
    `put one of them into a file: ${second} @FILE`,
  );
}
