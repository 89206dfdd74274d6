import { parseChatId } from "../../core/chat/chat-id.ts";
import { invalidArgument } from "../../core/failure.ts";
import { splitList } from "./list.ts";
import type { Kind } from "./option.ts";

/** What an id must look like, and what is said when it does not. */
export interface IdFormat {
  /** What the id may begin with. */
  readonly prefixes: readonly string[];
  /** What it is, with its article: `a user id`. */
  readonly what: string;
  readonly hint: string;
}

/**
 * The id in a text, trimmed: one of the prefixes, then letters, digits, `_` and `-` only, so that
 * it may stand in a path, a query or a body.
 *
 * @throws {Failure} `validation`/`invalid_argument` naming the flag and the text.
 */
export function parseId(name: string, text: string, { prefixes, what, hint }: IdFormat): string {
  const id = text.trim();
  const hasPrefix = prefixes.some((prefix) => id.startsWith(prefix) && id.length > prefix.length);
  if (!hasPrefix || !/^[A-Za-z0-9_-]+$/.test(id)) {
    throw invalidArgument(name, `${name} must be ${what}: "${text}"`, hint);
  }
  return id;
}

const MESSAGE_ID_FORMAT = {
  prefixes: ["om_"],
  what: "a comma-separated list of message ids",
  hint: "message ids begin with om_",
};

/** A comma list of message ids (`om_…`); blanks are dropped, repeated ids stay. */
export function messageIds(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "om_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => parseMessageId(name, entry)),
  };
}

function parseMessageId(name: string, entry: string): string {
  if (entry.startsWith("omt_")) {
    throw invalidArgument(
      name,
      `${name} has a thread id, not a message id: "${entry}"`,
      "list the messages of a thread with: im +threads-messages-list --thread omt_id",
    );
  }
  return parseId(name, entry, MESSAGE_ID_FORMAT);
}

const THREAD_OR_MESSAGE_ID_FORMAT = {
  prefixes: ["omt_", "om_"],
  what: "a thread id or a message id",
  hint: "thread ids begin with omt_, message ids with om_",
};

/** A thread id (`omt_…`), or the id of a message in the thread (`om_…`), trimmed. */
export function threadOrMessageId(summary: string): Kind<string> {
  return {
    placeholder: "omt_id|om_id",
    summary,
    parse: (value, name) => parseId(name, value, THREAD_OR_MESSAGE_ID_FORMAT),
  };
}

/** A chat id (`oc_…`), also out of a pasted link to the chat; the value is the id alone. */
export function chatId(summary: string): Kind<string> {
  return {
    placeholder: "oc_id",
    summary,
    parse(value, name) {
      const id = parseChatId(value);
      if (id === undefined) {
        throw invalidArgument(
          name,
          `${name} must be a chat id: "${value}"`,
          "chat ids begin with oc_; a link to the chat works, too, if it contains the id",
        );
      }
      return id;
    },
  };
}

/** A comma list of chat ids or links to chats; blanks are dropped. */
export function chatIds(summary: string): Kind<readonly string[]> {
  const one = chatId(summary);
  return {
    placeholder: "oc_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => one.parse(entry, name)),
  };
}

const USER_ID_FORMAT = {
  prefixes: ["ou_"],
  what: "a user's open id",
  hint: "open ids of users begin with ou_",
};

/** The open id of a user (`ou_…`), trimmed. */
export function userId(summary: string): Kind<string> {
  return { placeholder: "ou_id", summary, parse: (value, name) => parseId(name, value, USER_ID_FORMAT) };
}

/** A comma list of open ids of users; blanks are dropped. */
export function userIds(summary: string): Kind<readonly string[]> {
  const one = userId(summary);
  return {
    placeholder: "ou_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => one.parse(entry, name)),
  };
}

const APP_ID_FORMAT = {
  prefixes: ["cli_"],
  what: "a comma-separated list of app ids",
  hint: "app ids of bots begin with cli_",
};

/** A comma list of app ids of bots (`cli_…`); blanks are dropped. */
export function appIds(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "cli_id,…",
    summary,
    parse: (value, name) => splitList(value).map((entry) => parseId(name, entry, APP_ID_FORMAT)),
  };
}

const FILE_KEY_FORMAT = {
  prefixes: ["file_"],
  what: "a comma-separated list of file keys",
  hint: "file keys begin with file_",
};

/** A comma list of file keys (`file_…`). */
export function fileKeys(summary: string): Kind<readonly string[]> {
  return {
    placeholder: "file_key,…",
    summary,
    parse: (value, name) => {
      const keys = splitList(value).map((entry) => parseId(name, entry, FILE_KEY_FORMAT));
      return keys.length > 0 ? keys : [parseId(name, value, FILE_KEY_FORMAT)];
    },
  };
}
