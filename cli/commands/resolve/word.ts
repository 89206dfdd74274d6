import { parseChatId } from "../../../core/chat/chat-id.ts";
import { parseOpenId } from "../../../core/contact/person-id.ts";
import { invalidArgument } from "../../../core/failure.ts";
import type { NamedType } from "../../../core/resolve/candidate.ts";
import { isUrl } from "../../../core/text/link.ts";
import type { Kind } from "../../options/option.ts";

/** A word that stands for something. */
export interface ResolveWord {
  /** As it was typed, without blanks around it. */
  readonly text: string;
  /** The id that it is, or that the link has; absent for names. */
  readonly id?: { readonly type: NamedType; readonly value: string };
}

/** What a word is that begins like an id and is none of a chat or a person. */
const OTHERS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/^om_/, "it is the id of a message: im +messages-mget --message-ids shows it"],
  [/^omt_/, "it is the id of a thread: im +threads-messages-list --thread lists its messages"],
  [/^(oc|ou|on|cli|ofg)_/, "ids of chats begin with oc_, open ids of people with ou_"],
];

/** A name, an id, or a link of a chat or a person. */
export function resolveWord(summary: string): Kind<ResolveWord> {
  return {
    placeholder: "name|id|link",
    summary,
    parse(value, name) {
      const text = value.trim();
      const chat = parseChatId(text);
      if (chat !== undefined) return { text, id: { type: "chat", value: chat } };
      const person = parseOpenId(text);
      if (person !== undefined) return { text, id: { type: "user", value: person } };
      const [, hint] = OTHERS.find(([pattern]) => pattern.test(text)) ??
        (isUrl(text) ? [undefined, "links to chats and to people work"] : []);
      if (hint === undefined && text !== "") return { text };
      throw invalidArgument(
        name,
        `${name} must be names, ids or links of chats and people: ${JSON.stringify(value)}`,
        hint ?? "leave it out",
      );
    },
  };
}
