/**
 * Words that name no command but say what is meant: verbs that other tools have, and ids without an option.
 *
 * @module
 */

import type { Command } from "./command.ts";
import { optionName, type OptionSet } from "./options/option.ts";

/** Commands for words that people try, the likeliest first. */
const LEADS: Readonly<Record<string, readonly string[]>> = {
  send: ["+messages-send"],
  post: ["+messages-send"],
  say: ["+messages-send"],
  reply: ["+messages-reply"],
  answer: ["+messages-reply"],
  edit: ["+messages-edit"],
  update: ["+messages-edit", "+chat-update", "upgrade"],
  search: ["+messages-search", "+chat-search"],
  find: ["resolve", "+messages-search", "+chat-search"],
  grep: ["+messages-search"],
  download: ["+messages-resources-download"],
  fetch: ["+messages-resources-download", "+chat-messages-list"],
  read: ["+chat-messages-list"],
  show: ["+messages-mget", "+chat-messages-list"],
  history: ["+chat-messages-list"],
  list: ["+chat-list", "+chat-messages-list"],
  ls: ["+chat-list", "+chat-messages-list"],
  members: ["+chat-members-list"],
  users: ["resolve", "+chat-members-list"],
  people: ["resolve", "+chat-members-list"],
  contacts: ["resolve"],
  lookup: ["resolve"],
  whois: ["resolve"],
  create: ["+chat-create"],
  rename: ["+chat-update"],
  upload: ["+messages-send", "images create", "files create"],
  bookmark: ["+flag-create"],
  bookmarks: ["+flag-list"],
  flag: ["+flag-create"],
  flags: ["+flag-list"],
  delete: ["messages delete"],
  remove: ["messages delete"],
  recall: ["messages delete"],
  login: ["auth login"],
  logout: ["auth logout"],
  setup: ["config init"],
  init: ["config init"],
  completion: ["completions"],
};

/** The commands that a word leads to. */
export function leadsFrom(word: string, commands: readonly Command[]): readonly Command[] {
  const names = Object.hasOwn(LEADS, word.toLowerCase()) ? LEADS[word.toLowerCase()] : undefined;
  return (names ?? []).flatMap((name) => commands.find((command) => command.name === name) ?? []);
}

/** Options and pages of help for words that some programs have as commands. */
const OPTION_LEADS: Readonly<Record<string, string>> = {
  version: "show the version: im --version; newer ones: im upgrade --check",
  commands: "list every command: im help --all",
  man: "show help: im help, im help --all",
  manual: "show help: im help, im help --all",
  examples: "a command's -h has examples: im +chat-list -h",
  env: "list the variables: im help environment",
};

/** What to say about a word that is an option or a page of help here; `undefined` for other words. */
export function optionLead(word: string): string | undefined {
  return Object.hasOwn(OPTION_LEADS, word.toLowerCase()) ? OPTION_LEADS[word.toLowerCase()] : undefined;
}

/** A command with what it does: `send a message: im +messages-send`. */
export function leadText({ name, summary }: Command): string {
  return `${summary.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}: im ${name}`;
}

/** A kind of id by its beginning: what it is, the keys of options that take it, and what shows the thing itself. */
interface IdKind {
  readonly pattern: RegExp;
  readonly what: string;
  readonly keys: readonly string[];
  readonly line?: readonly [name: string, key: string];
}

const ID_KINDS: readonly IdKind[] = [
  {
    pattern: /^oc_[\w-]+$/,
    what: "a chat",
    keys: ["chatId", "chatIds", "feedId", "containerId", "receiveId"],
    line: ["+chat-messages-list", "chatId"],
  },
  {
    pattern: /^om_[\w-]+$/,
    what: "a message",
    keys: ["messageId", "messageIds", "thread", "messageIdList"],
    line: ["+messages-mget", "messageIds"],
  },
  {
    pattern: /^omt_[\w-]+$/,
    what: "a thread",
    keys: ["thread", "threadId", "containerId", "receiveId"],
    line: ["+threads-messages-list", "thread"],
  },
  {
    pattern: /^ou_[\w-]+$/,
    what: "a person",
    keys: ["userId", "memberIds", "users", "userIdList", "idList", "sender", "receiveId"],
    line: ["+chat-messages-list", "userId"],
  },
  { pattern: /^cli_[\w-]+$/, what: "an app", keys: ["bots", "botIdList"] },
  {
    pattern: /^ofg_[\w-]+$/,
    what: "a feed group",
    keys: ["feedGroupId"],
    line: ["+feed-group-list-item", "feedGroupId"],
  },
  { pattern: /^(img|file)_[\w-]+$/, what: "a resource of a message", keys: ["fileKey"] },
];

/** What to say about an id that stands where a command is expected; `undefined` for other words. */
export function idLead(word: string): string | undefined {
  const kind = ID_KINDS.find(({ pattern }) => pattern.test(word));
  if (kind?.line === undefined) return undefined;
  const [name, key] = kind.line;
  return `"${word}" is ${kind.what}: im ${name} ${optionName(key)} ${word}`;
}

/** What to say about an id that stands behind a command without an option; `undefined` where none takes it. */
export function idOptionLead(word: string, options: OptionSet): string | undefined {
  const kind = ID_KINDS.find(({ pattern }) => pattern.test(word));
  const key = kind?.keys.find((one) => options[one] !== undefined);
  if (kind === undefined || key === undefined) return undefined;
  return `"${word}" is ${kind.what}; an id needs its option: ${optionName(key)} ${word}`;
}
