/**
 * Holds every document that a run prints to the shape that `im schema` gives for it.
 *
 * @module
 */

import { COMMANDS } from "../../cli/commands/mod.ts";
import { parseLine } from "../../cli/line.ts";
import { methodCommandName } from "../../cli/raw/resources.ts";
import { envelopeSchema, previewSchema } from "../../cli/schema/envelope.ts";
import { describeMethodTool, describeTool } from "../../cli/schema/tool.ts";
import { METHODS } from "../../core/api/catalogue/mod.ts";
import { isJsonObject, type JsonObject, type JsonValue, tryParseJson } from "../../core/json/json.ts";
import { anything } from "../../core/json/shape.ts";
import type { RunResult } from "./im.ts";
import { type Schema, Validator } from "@cfworker/json-schema";
import { assertEquals } from "@std/assert";

/**
 * The same result, whose documents have the shape that is promised, and no field that is not named in it; with
 * `hasUnnamedFields` those may be there, since the service sends them.
 */
export async function withPromisedShape<T extends Pick<RunResult, "stdout" | "stderr">>(
  args: readonly string[],
  result: T,
  { hasUnnamedFields = false }: { readonly hasUnnamedFields?: boolean } = {},
): Promise<T> {
  const documents = [result.stdout, result.stderr].flatMap(documentsIn);
  if (documents.length === 0) return result;
  const line = await describeLine(args);
  if (line.isFiltered) return result;
  for (const document of documents) {
    const problems = (await findProblems(document, line.name))
      .filter((problem) => !hasUnnamedFields || !problem.endsWith(UNNAMED));
    assertEquals(problems, [], `im ${args.join(" ")} printed what im schema does not promise`);
  }
  return result;
}

/** Documents with an envelope: alone, or behind lines for people. */
function documentsIn(text: string): readonly JsonObject[] {
  const start = text.search(/^\{/m);
  const value = start < 0 ? undefined : tryParseJson(text.slice(start));
  return isJsonObject(value) && typeof value["ok"] === "boolean" ? [value] : [];
}

/** What the words are about: the command's name, if they name one, and whether the output is the whole document. */
async function describeLine(args: readonly string[]): Promise<{ name?: string; isFiltered: boolean }> {
  const { command, options } = await parseLine(args);
  const isFiltered = options["jq"] !== undefined || options["fields"] !== undefined;
  if (command?.runsLine !== true) {
    return { ...(command === undefined ? {} : { name: command.name }), isFiltered };
  }
  const at = args.indexOf(command.name);
  return at + 1 < args.length && !args[at + 1]?.startsWith("-")
    ? await describeLine(args.slice(at + 1))
    : { name: command.name, isFiltered };
}

const validators = new Map<string, Promise<Validator>>();

/** What breaks the shape: places with the rules that they break. */
async function findProblems(document: JsonObject, name: string | undefined): Promise<readonly string[]> {
  const key = document["dry_run"] === true ? "--dry-run" : name ?? "";
  const known = validators.get(key) ?? validatorOf(key);
  validators.set(key, known);
  const { errors } = (await known).validate(plain(document));
  return errors.filter(({ keyword }) => !CONTAINERS.includes(keyword))
    .map(({ instanceLocation, keyword, error }) =>
      keyword === "false" ? instanceLocation + UNNAMED : `${instanceLocation} ${keyword}: ${error}`
    );
}

const UNNAMED = " is not named";

/** Rules that only repeat what is wrong inside. */
const CONTAINERS: readonly string[] = ["properties", "additionalProperties", "items", "if", "then", "$ref"];

async function validatorOf(key: string): Promise<Validator> {
  const schema = key === "--dry-run"
    ? previewSchema()
    : key === ""
    ? envelopeSchema(anything(), false)
    : await outputSchemaOf(key);
  return new Validator(closed(schema) as Schema, "2020-12", false);
}

async function outputSchemaOf(name: string): Promise<JsonObject> {
  const method = METHODS.find(({ id }) => methodCommandName(id) === name);
  if (method !== undefined) return describeMethodTool(method).outputSchema;
  const entry = COMMANDS.find((one) => one.name === name);
  if (entry === undefined) throw new Error(`no command is called ${name}`);
  return (await describeTool(await entry.load())).outputSchema;
}

/** The same shape, in which no object may have fields that are not named. */
export function closed(schema: JsonValue): JsonValue {
  if (!isJsonObject(schema)) return schema;
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items === undefined ? {} : { items: closed(items) }),
    ...(!isJsonObject(properties) ? {} : {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closed(one)])),
      additionalProperties: false,
    }),
  };
}

/** Integers as the library knows them. */
function plain(document: JsonObject): unknown {
  return JSON.parse(
    JSON.stringify(document, (_key, value) => typeof value === "bigint" ? Number(value) : value),
  );
}
