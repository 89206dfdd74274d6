/**
 * Options whose values are ids: one rule for all of them, single or in a list.
 *
 * @module
 */

import { parseChatId } from "../../core/chat/chat-id.ts";
import { parseOpenId } from "../../core/contact/person-id.ts";
import { invalidArgument } from "../../core/failure.ts";
import { checkPathId } from "../../core/platform/request.ts";
import type { NamedType } from "../../core/resolve/candidate.ts";
import { idInLink, isUrl, parseAppLink } from "../../core/text/link.ts";
import { action, type Phrase, phrase } from "../../core/text/phrase.ts";
import { commaList } from "./list.ts";
import { markName } from "./names.ts";
import type { Kind } from "./option.ts";

/** What an id must look like, and what is said when it does not. */
export interface IdFormat {
  /** What the id may begin with. */
  readonly prefixes: readonly string[];
  /** What it is, with its article: `a user id`. */
  readonly what: string;
  readonly hint: Phrase;
}

/** Whether a text is an id: one of the prefixes, then letters, digits, `_` and `-` only. */
export function isId(text: string, prefixes: readonly string[]): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) &&
    prefixes.some((prefix) => text.startsWith(prefix) && text.length > prefix.length);
}

/**
 * The id in a text, trimmed. An id that passes may stand in a path, a query or a body.
 *
 * @throws {Failure} `validation`/`invalid_argument` naming the option and the text.
 */
export function parseId(name: string, text: string, { prefixes, what, hint }: IdFormat): string {
  const id = text.trim();
  if (!isId(id, prefixes)) {
    throw invalidArgument(name, `${name} must be ${what}: ${JSON.stringify(text)}`, hint);
  }
  return id;
}

function idKind(placeholder: string, summary: string, format: IdFormat): Kind<string> {
  return { placeholder, summary, isId: true, parse: (value, name) => parseId(name, value, format) };
}

const MESSAGE_ID_FORMAT: IdFormat = {
  prefixes: ["om_"],
  what: "a message id",
  hint: "message ids begin with om_",
};

/** A message id (`om_…`), trimmed. */
export function messageId(summary: string): Kind<string> {
  return {
    placeholder: "om_id",
    summary,
    isId: true,
    parse(value, name) {
      const id = value.trim();
      if (!isId(id, ["omt_"])) return parseId(name, value, MESSAGE_ID_FORMAT);
      throw invalidArgument(
        name,
        `${name} has a thread id, not a message id: ${JSON.stringify(value)}`,
        phrase`list the messages of a thread with: ${action("messages/threads", { thread: id })}`,
      );
    },
  };
}

/** A comma list of message ids; blanks are dropped, repeated ids stay. */
export function messageIds(summary: string): Kind<readonly string[]> {
  return commaList("om_id,…", messageId(summary));
}

const THREAD_FORMAT: IdFormat = {
  prefixes: ["omt_", "om_"],
  what: "a thread id or a message id",
  hint: "thread ids begin with omt_, message ids with om_",
};

/** A thread id (`omt_…`), also out of a link to a message in it, or the id of such a message (`om_…`), trimmed. */
export function threadOrMessageId(summary: string): Kind<string> {
  return {
    placeholder: "omt_id|om_id",
    summary,
    isId: true,
    parse: (value, name) =>
      idInLink(parseAppLink(value), ["openthreadid"], /^omt_[A-Za-z0-9_-]+/) ??
        parseId(name, value, THREAD_FORMAT),
  };
}

/** How an option takes the id of a chat or a person. */
interface NamedFormat {
  /** The id in a text, which may be a link. */
  idIn(text: string): string | undefined;
  /** What begins like this is meant as an id, whatever follows, and is never a name. */
  readonly idStart: RegExp;
  readonly placeholder: string;
  readonly what: string;
  readonly hint: Phrase;
}

const FORMATS: Readonly<Record<NamedType, NamedFormat>> = {
  chat: {
    idIn: parseChatId,
    idStart: /^(oc|ou|om|omt|cli|ofg)_/,
    placeholder: "oc_id|name",
    what: "a chat id",
    hint: "chat ids begin with oc_; a link to the chat and its exact name work, too",
  },
  user: {
    idIn: parseOpenId,
    idStart: /^(oc|ou|on|om|omt|cli|ofg)_/,
    placeholder: "ou_id|name",
    what: "a user's open id",
    hint: "open ids of users begin with ou_; a link to the direct chat and the exact name work, too",
  },
};

/** An id, a link that has it, or a name, whose id is found later. */
function idOrName(type: NamedType, summary: string): Kind<string> {
  const { idIn, idStart, placeholder, what, hint } = FORMATS[type];
  return {
    placeholder,
    summary,
    isId: true,
    names: () => type,
    parse(value, name) {
      const id = idIn(value);
      if (id !== undefined) return id;
      const text = value.trim();
      if (text !== "" && !idStart.test(text) && !isUrl(text) && text.isWellFormed()) return markName(text);
      throw invalidArgument(name, `${name} must be ${what}: ${JSON.stringify(value)}`, hint);
    },
  };
}

/** A chat: its id (`oc_…`), a pasted link to it, or its name; the value is the id alone. */
export function chatId(summary: string): Kind<string> {
  return idOrName("chat", summary);
}

/** A chat for a command that finds it by itself: a name stays marked as one (`nameIn`). */
export function chatOrMarkedName(summary: string): Kind<string> {
  const { names: _names, ...kind } = chatId(summary);
  return kind;
}

/** A comma list of chats; blanks are dropped. */
export function chatIds(summary: string): Kind<readonly string[]> {
  return commaList("oc_id|name,…", chatId(summary));
}

/** A person: the open id (`ou_…`), a link to the direct chat, or the name; the value is the open id alone. */
export function userId(summary: string): Kind<string> {
  return idOrName("user", summary);
}

/** A comma list of people; blanks are dropped. */
export function userIds(summary: string): Kind<readonly string[]> {
  return commaList("ou_id|name,…", userId(summary));
}

/**
 * A person to write to: besides, what the service takes for a receiver, a union id (`on_…`) or an email address, and ids
 * of other kinds where another option says their kind. The command checks what is no name.
 *
 * @param typeKey the key of that option
 */
export function receiverId(summary: string, typeKey: string): Kind<string> {
  const { idIn, idStart, placeholder } = FORMATS.user;
  return {
    placeholder,
    summary,
    names: (values) =>
      [undefined, "open_id"].includes(values[typeKey] as string | undefined) ? "user" : undefined,
    parse(value) {
      const text = value.trim();
      if (text === "" || idStart.test(text) || text.includes("@")) return value;
      return idIn(value) ?? (isUrl(text) ? value : markName(value));
    },
  };
}

/** A comma list of app ids of bots (`cli_…`); blanks are dropped. */
export function appIds(summary: string): Kind<readonly string[]> {
  return commaList(
    "cli_id,…",
    idKind("cli_id", summary, {
      prefixes: ["cli_"],
      what: "an app id",
      hint: "app ids of bots begin with cli_",
    }),
  );
}

const FILE_KEY_FORMAT: IdFormat = {
  prefixes: ["file_"],
  what: "a file key",
  hint: "file keys begin with file_",
};

/** A comma list of file keys (`file_…`), at least one; blanks are dropped. */
export function fileKeys(summary: string): Kind<readonly string[]> {
  const list = commaList("file_key,…", idKind("file_key", summary, FILE_KEY_FORMAT));
  return {
    ...list,
    parse(value, name) {
      const keys = list.parse(value, name);
      // An empty value is most likely a variable that is not set.
      return keys.length > 0 ? keys : [parseId(name, value, FILE_KEY_FORMAT)];
    },
  };
}

/** The key of an image or file in a message, trimmed. The service has more forms of keys than `img_…` and `file_…`. */
export function resourceKey(summary: string): Kind<string> {
  return {
    placeholder: "key",
    summary,
    parse(value, name) {
      const key = value.trim();
      if (key !== "") return checkPathId(name, key);
      throw invalidArgument(
        name,
        `${name} is empty`,
        "copy the key from the message's content: img_… or file_…",
      );
    },
  };
}
