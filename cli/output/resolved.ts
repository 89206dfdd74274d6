/**
 * Names that were given in place of ids, for people: what they stood for, and what they may stand for.
 *
 * @module
 */

import { stringAt } from "../../core/json/access.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { truncate } from "../../core/text/truncate.ts";
import type { ResolvedName } from "../command.ts";

/** What a name stood for: `--chat-id "release 2.4" is Release 2.4 (oc_…)`. */
export function resolvedLine({ param, query, id, name }: ResolvedName): string {
  return `${param} ${JSON.stringify(query)} is ${name ? `${name} (${id})` : id}`;
}

const MAX_DESCRIPTION = 60;

/** A candidate on one line: its name, its id, and what tells it from others. */
export function candidateLine(candidate: JsonObject): string {
  const description = stringAt(candidate, "description") ?? "";
  const facts = [
    ...candidateFacts(candidate),
    ...(description === "" ? [] : [truncate(description, MAX_DESCRIPTION)]),
  ];
  return `${stringAt(candidate, "name") || "(no name)"}  ${stringAt(candidate, "id") ?? ""}  ${
    facts.join(", ")
  }`;
}

/** What a candidate is, and what tells it from others of its name. */
export function candidateFacts(candidate: JsonObject): readonly string[] {
  const { type, chat_mode: mode, chats, external, joined } = candidate;
  const text = (key: string, before = "") => {
    const value = stringAt(candidate, key) ?? "";
    return value === "" ? [] : [before + value];
  };
  const direct = mode === "p2p" ? "direct chat" : "chat";
  return [
    type === "user" ? "person" : mode === "topic" ? "topic chat" : direct,
    ...text("department"),
    ...text("email"),
    ...(Array.isArray(chats) ? [`in ${chats.join(", ")}`] : []),
    ...(external === true ? ["external"] : []),
    ...(joined === false ? ["not joined"] : []),
    ...text("chat_status"),
    ...text("p2p_target_id", "with "),
  ];
}
