import type { Method, MethodExample, ObjectSchema } from "../../core/api/method.ts";
import { sampleValue } from "../../core/api/sample-value.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  stringifyJson,
  tryParseJson,
} from "../../core/json/json.ts";
import type { Example } from "../command.ts";
import { optionName } from "../options/option.ts";
import { parameterOptions } from "./parameters.ts";
import { methodCommandName } from "./resources.ts";

/** Lines that can be copied, each once: with typed options, with JSON, all pages, and a dry run. */
export function methodExamples(method: Method): readonly Example[] {
  const calls = methodCalls(method);
  const typed = calls.map((call) => ({ comment: call.comment, line: typedLine(method, call) }));
  const plain = typed[0]?.line ?? methodCommandName(method.id);
  const yes = method.risk === "high-risk-write" ? " --yes" : "";
  const examples = [
    ...typed.map(({ comment, line }) => ({ comment, line: line + yes })),
    ...calls.slice(0, 1).flatMap((call) => jsonLines(method, call)).map((line) => ({
      comment: "the same call with JSON",
      line: line + yes,
    })),
    ...(method.lists === undefined ? [] : [{ comment: "all pages", line: `${plain} --page-all` }]),
    { comment: "see the request without sending it", line: `${plain} --dry-run` },
  ];
  return examples.filter(({ line }, index) => examples.findIndex((one) => one.line === line) === index);
}

/** What is given in them. */
export function methodCalls(method: Method): readonly MethodExample[] {
  return method.examples ?? [sampleCall(method)];
}

/** What must be given, with sample values. */
function sampleCall(method: Method): MethodExample {
  return {
    comment: lowerFirst(method.summary),
    params: { ...sample(method.pathParams), ...sample(method.query) },
    body: bodyFor(method),
  };
}

/** A call by the options of its fields; what has none goes into `--data`. */
function typedLine(method: Method, { params = {}, body = {} }: MethodExample): string {
  const options = parameterOptions(method);
  const optionOf = (part: "params" | "body", field: string) =>
    options.find((one) => one.part === part && one.name === field);
  const rest = Object.entries(body).filter(([field]) => optionOf("body", field) === undefined);
  return [
    methodCommandName(method.id),
    ...Object.entries(params).flatMap(([field, value]) =>
      optionArguments(optionOf("params", field)?.key, value)
    ),
    ...Object.entries(body).flatMap(([field, value]) => optionArguments(optionOf("body", field)?.key, value)),
    ...(rest.length === 0 ? [] : ["--data", quoted(stringifyJson(Object.fromEntries(rest)))]),
    ...(method.file === undefined
      ? []
      : ["--file", method.file === "image" ? "./photo.png" : "./report.pdf"]),
  ].join(" ");
}

/** A call by `--params` and `--data`; none where it takes nothing, and none where a file is what counts. */
function jsonLines(method: Method, { params = {}, body = {} }: MethodExample): string[] {
  const parts = [
    ...(Object.keys(params).length === 0 ? [] : ["--params", quoted(stringifyJson(params))]),
    ...(Object.keys(body).length === 0 ? [] : ["--data", quoted(stringifyJson(withObjects(method, body)))]),
  ];
  if (parts.length === 0 || method.file !== undefined) return [];
  return [[methodCommandName(method.id), ...parts].join(" ")];
}

/** JSON texts as the objects that `--data` takes in their place: nobody likes to type JSON inside JSON. */
function withObjects({ body: schema }: Method, body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => {
      const isJson = schema?.properties[field]?.contentMediaType !== undefined && typeof value === "string";
      return [field, (isJson ? tryParseJson(value) : undefined) ?? value];
    }),
  );
}

function bodyFor(method: Method): JsonObject {
  const skipped = [method.file, ...Object.keys(method.filledIn ?? {})];
  const body = Object.fromEntries(
    Object.entries(sample(method.body)).filter(([field]) => !skipped.includes(field)),
  );
  if (method.body === undefined || method.file !== undefined || Object.keys(body).length > 0) return body;
  // Nothing is required, but a call without anything would be pointless.
  const [first, schema] = Object.entries(method.body.properties)[0] ?? [];
  return first === undefined || schema === undefined ? {} : { [first]: sampleValue(schema, first) };
}

function sample(schema: ObjectSchema | undefined): JsonObject {
  const value = schema === undefined ? {} : sampleValue(schema);
  return isJsonObject(value) ? value : {};
}

function optionArguments(key: string | undefined, value: JsonValue): string[] {
  if (key === undefined) return [];
  if (value === true) return [optionName(key)];
  return [optionName(key), quoted(Array.isArray(value) ? value.join(",") : String(value))];
}

function quoted(text: string): string {
  return /^[\w./@,:-]+$/.test(text) ? text : `'${text}'`;
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}
