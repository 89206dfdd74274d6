import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";

/** The keys of a field, from the record inwards. */
export type Path = readonly string[];

/**
 * The parts of an object that paths lead to, in the order of the paths. Lists on the way are passed through: `a.b` is `b`
 * of every object in the list `a`. A key with dots in its name is found, too.
 */
export function project(object: JsonObject, paths: readonly Path[]): JsonObject {
  const result: Record<string, JsonValue> = {};
  const names = paths.map((path) => ({ path, key: keyOf(object, path) }));
  for (const { key } of names) {
    if (key === undefined || key.name in result) continue;
    const inner = names.filter((one) => one.key?.name === key.name)
      .map((one) => one.path.slice(one.key?.length));
    const value = object[key.name] ?? null;
    const part = inner.some((path) => path.length === 0) ? value : projectValue(value, inner);
    if (part !== undefined) result[key.name] = part;
  }
  return result;
}

function projectValue(value: JsonValue, paths: readonly Path[]): JsonValue | undefined {
  if (Array.isArray(value)) {
    const entries = (value as readonly JsonValue[]).filter(isJsonObject);
    return entries.length === 0 ? undefined : entries.map((one) => project(one, paths));
  }
  if (!isJsonObject(value)) return undefined;
  const part = project(value, paths);
  return Object.keys(part).length === 0 ? undefined : part;
}

/** The key of an object at which a path begins, and how many words of the path it takes. */
function keyOf(
  object: JsonObject,
  path: Path,
): { readonly name: string; readonly length: number } | undefined {
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).join(".");
    if (Object.hasOwn(object, name)) return { name, length };
  }
  return undefined;
}

/** Whether a value has something under a path; `null` counts. */
export function hasPath(value: JsonValue, path: Path): boolean {
  if (path.length === 0) return true;
  if (Array.isArray(value)) return value.some((one: JsonValue) => hasPath(one, path));
  if (!isJsonObject(value)) return false;
  const key = keyOf(value, path);
  return key !== undefined && hasPath(value[key.name] ?? null, path.slice(key.length));
}

/** Levels of the fields that are listed for people. */
const MAX_LEVELS = 3;

/** The fields of some records, dotted, in order of appearance. */
export function pathsIn(values: readonly JsonValue[], above: Path = []): readonly string[] {
  const found = values.flatMap((value) => {
    const objects = Array.isArray(value) ? value.filter(isJsonObject) : isJsonObject(value) ? [value] : [];
    return objects.flatMap((object) =>
      Object.entries(object).flatMap(([key, inner]) => {
        const path = [...above, key];
        const deeper = path.length < MAX_LEVELS ? pathsIn([inner ?? null], path) : [];
        return deeper.length > 0 ? deeper : [path.join(".")];
      })
    );
  });
  return [...new Set(found)];
}
