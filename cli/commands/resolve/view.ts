import { stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { listing } from "../../output/listing.ts";
import { candidateFacts } from "../../output/resolved.ts";
import type { Line, Screen } from "../../screen.ts";

/** The columns of candidates. */
export const RESOLVE_COLUMNS: readonly string[] = [
  ...["query", "type", "name", "id", "chat_mode", "department", "email", "chats", "external", "joined"],
  ...["chat_status", "description", "owner_id", "chat_id", "p2p_target_id"],
];

/** Candidates for people: name, id and what tells them apart; with several words also which one each is for. */
export function prettyCandidates(
  candidates: readonly JsonObject[],
  isSingle: boolean,
  screen: Screen,
): readonly Line[] {
  const rows = candidates.map((candidate) => ({
    name: stringAt(candidate, "name") ?? "",
    id: stringAt(candidate, "id") ?? "",
    facts: factsOf(candidate, isSingle),
    notes: [stringAt(candidate, "description") ?? ""],
  }));
  return listing(rows, screen);
}

/** One line a candidate. */
export function conciseCandidates(candidates: readonly JsonObject[], isSingle: boolean): string {
  const lines = candidates.map((candidate) => {
    const [id, name] = [stringAt(candidate, "id") ?? "", stringAt(candidate, "name") ?? ""];
    return `- ${[name, id].filter((text) => text !== "").join(" ")} (${
      factsOf(candidate, isSingle).join(", ")
    })`;
  });
  return lines.map((line) => `${line.replaceAll(/\s+/g, " ")}\n`).join("");
}

function factsOf(candidate: JsonObject, isSingle: boolean): readonly string[] {
  return [...candidateFacts(candidate), ...(isSingle ? [] : [`for "${stringAt(candidate, "query") ?? ""}"`])];
}
