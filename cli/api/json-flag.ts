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
  const value = parsed(name, text.trim().replace(/^'(.*)'$/s, "$1"));
  if (hasInfinity(value)) {
    throw invalidArgument(name, `${name} has a number that is too large to be sent`, "write it as text");
  }
  return value;
}

function parsed(name: string, text: string): JsonValue {
  try {
    const value = parseJson(text);
    checkDepth(value, 0);
    return value;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw invalidArgument(name, `${name} is no JSON: ${said}`, `write it like ${name} '{"name":"value"}'`);
  }
}

/** What is nested deeper than that is no request, and would exhaust the stack on its way. */
const MOST_DEPTH = 500;

function checkDepth(value: JsonValue, depth: number): void {
  if (depth > MOST_DEPTH) throw new RangeError(`it is nested more than ${MOST_DEPTH} deep`);
  if (typeof value !== "object" || value === null) return;
  for (const one of Object.values(value)) checkDepth(one, depth + 1);
}

/** Whether a number such as 1e400 is in it, which would go out as null. */
function hasInfinity(value: JsonValue): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasInfinity);
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
