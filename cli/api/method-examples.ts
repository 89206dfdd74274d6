import type { Method } from "../../core/api/method.ts";
import { sampleValue } from "../../core/api/sample-value.ts";
import type { ObjectSchema } from "../../core/api/schema.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json.ts";
import type { Example } from "../command.ts";
import { flagName } from "../flags.ts";
import { methodWords } from "./method-words.ts";
import { parameterFlags } from "./parameter-flags.ts";

/** Lines that can be copied: with typed flags, with JSON, and a dry run. */
export function methodExamples(method: Method): readonly Example[] {
  const name = methodWords(method.id);
  const flags = parameterFlags(method);
  const params = { ...sample(method.pathParams), ...sample(method.query) };
  const body = bodyFor(method);
  const flagOf = (part: "params" | "body", field: string) =>
    flags.find((one) => one.part === part && one.name === field);
  const typed = [
    ...Object.entries(params).flatMap(([field, value]) => words(flagOf("params", field)?.key, value)),
    ...Object.entries(body).flatMap(([field, value]) => words(flagOf("body", field)?.key, value)),
  ];
  const rest = Object.entries(body).filter(([field]) => flagOf("body", field) === undefined);
  const line = [
    name,
    ...typed,
    ...(rest.length === 0 ? [] : ["--data", quoted(stringifyJson(Object.fromEntries(rest)))]),
    ...(method.file === undefined
      ? []
      : ["--file", method.file === "image" ? "./photo.png" : "./report.pdf"]),
  ];
  const asJson = [
    name,
    ...(Object.keys(params).length === 0 ? [] : ["--params", quoted(stringifyJson(params))]),
    ...(Object.keys(body).length === 0 ? [] : ["--data", quoted(stringifyJson(body))]),
  ];
  const yes = method.risk === "high-risk-write" ? " --yes" : "";
  return [
    { comment: lowerFirst(method.summary), line: line.join(" ") + yes },
    ...(asJson.length === 1 || method.file !== undefined
      ? []
      : [{ comment: "the same in JSON", line: asJson.join(" ") + yes }]),
    ...(method.lists === undefined ? [] : [{ comment: "all pages", line: `${line.join(" ")} --page-all` }]),
    { comment: "see the request without sending it", line: `${line.join(" ")} --dry-run` },
  ];
}

function bodyFor(method: Method): JsonObject {
  const { [method.file ?? ""]: _file, ...body } = sample(method.body);
  if (method.body === undefined || Object.keys(body).length > 0) {
    // Name and type of a file are taken from the file.
    if (method.file === "file") return {};
    return body;
  }
  // Nothing is required, but a call without anything would be pointless.
  const [first, schema] = Object.entries(method.body.properties)[0] ?? [];
  return first === undefined || schema === undefined ? {} : { [first]: sampleValue(schema, first) };
}

function sample(schema: ObjectSchema | undefined): JsonObject {
  const value = schema === undefined ? {} : sampleValue(schema);
  return isJsonObject(value) ? value : {};
}

function words(key: string | undefined, value: JsonValue): string[] {
  if (key === undefined) return [];
  if (value === true) return [flagName(key)];
  return [flagName(key), quoted(Array.isArray(value) ? value.join(",") : String(value))];
}

function quoted(text: string): string {
  return /^[\w./@,:-]+$/.test(text) ? text : `'${text}'`;
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}
