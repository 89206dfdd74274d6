import { Failure } from "../failure.ts";
import type { Identity } from "../platform/identity.ts";
import { counted } from "../text/count.ts";
import { action, input, type Phrase, phrase } from "../text/phrase.ts";
import type { Found, NamedType } from "./candidate.ts";

/** The most candidates that a failure lists. */
export const MAX_CANDIDATES = 10;

const NOUNS = { chat: ["chat", "chats"], user: ["person", "people"] } as const;

/** The failure of a name that nothing, or more than one thing, bears. */
export function notUnique(
  key: string,
  { type, name, identity }: { readonly type: NamedType; readonly name: string; readonly identity: Identity },
  { exact, near }: Found,
): Failure {
  const quoted = JSON.stringify(name);
  const [noun, nouns] = NOUNS[type];
  const message = exact.length === 0
    ? phrase`${input(key)}: no ${noun} has the name ${quoted}`
    : phrase`${input(key)}: ${counted(exact.length, noun, nouns)} have the name ${quoted}`;
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint: hintFor(type, identity, exact.length > 0 ? "several" : near.length > 0 ? "near" : "none"),
    input: key,
    candidates: (exact.length > 0 ? exact : near).slice(0, MAX_CANDIDATES),
  });
}

function hintFor(type: NamedType, identity: Identity, found: "several" | "near" | "none"): Phrase {
  if (found === "several") return "give the id of the one you mean: each candidate has it";
  const asUser = type === "user" && identity === "bot"
    ? phrase`; a bot finds the members of its chats only, ${
      input("as", "user")
    } everybody you can find in the app`
    : "";
  if (found === "near") {
    return phrase`a name counts to the letter: give that of a candidate, or its id${asUser}`;
  }
  const list = type === "chat"
    ? phrase`see ${action("chats/list")} and ${action("chats/search")}; direct chats have no name`
    : phrase`see ${action("chats/members")} for the members of a chat`;
  return phrase`${list}${asUser}`;
}
