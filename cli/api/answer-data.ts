import { isJsonObject, type JsonObject } from "../../core/json.ts";

/** What an answer carries: its `data`, or else everything but `code` and `msg` (platform sheet 7). */
export function answerData(body: JsonObject): JsonObject {
  const { code: _code, msg: _msg, ...rest } = body;
  return isJsonObject(rest["data"]) ? rest["data"] : rest["data"] === null ? {} : rest;
}
