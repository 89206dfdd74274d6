/**
 * The chats that an account has seen last, with their names: what completion in a shell offers, which must not wait for
 * the network. Losing it loses nothing.
 *
 * @module
 */

import { arrayAt, objectAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "../json/json.ts";
import {
  makePrivateDirectory,
  readPrivateFile,
  replacePrivateFile,
  type StorageWorld,
} from "./private-file.ts";
import { join } from "@std/path";

/** A chat by its id and name. */
export interface KnownChat {
  readonly id: string;
  readonly name: string;
}

/** Chats of an account, and accounts, that are kept: those seen last. */
const MOST_CHATS = 500;
const MOST_ACCOUNTS = 10;

/** The file in the configuration directory. */
export function knownChatsPath(root: string): string {
  return join(root, "chats.json");
}

/** What tells accounts apart: the host and the app. */
export function accountKey(host: string, appId: string | undefined): string {
  return `${new URL(host).host} ${appId ?? ""}`.trim();
}

/** The chats of an account, those seen last first; none where the file is missing or cannot be read. */
export async function readKnownChats(
  world: Pick<StorageWorld, "files">,
  root: string,
  account: string,
): Promise<readonly KnownChat[]> {
  return chatsOf(await readAccounts(world, root), account);
}

/** Adds chats that were seen. What goes wrong is nobody's concern: they are seen again. */
export async function rememberChats(
  world: StorageWorld,
  root: string,
  account: string,
  seen: readonly KnownChat[],
): Promise<void> {
  if (seen.length === 0) return;
  try {
    const accounts = await readAccounts(world, root);
    const known = chatsOf(accounts, account);
    const chats = [...new Map([...known, ...seen].map((chat) => [chat.id, chat])).values()];
    const isNew = ({ id, name }: KnownChat) => !known.some((one) => one.id === id && one.name === name);
    if (!seen.some(isNew)) return;
    const others = Object.entries(accounts).filter(([key]) => key !== account).slice(0, MOST_ACCOUNTS - 1);
    const lately = [...seen, ...chats.filter(({ id }) => !seen.some((one) => one.id === id))];
    const kept: JsonObject = Object.fromEntries([
      [account, lately.slice(0, MOST_CHATS).map(({ id, name }) => ({ id, name }))],
      ...others,
    ]);
    await makePrivateDirectory(world, root);
    const text = stringifyJson({ version: 1, accounts: kept }, 2);
    await replacePrivateFile(world, knownChatsPath(root), `${text}\n`);
  } catch {
    // A read-only or full disk takes no part of the command's result away.
  }
}

async function readAccounts(world: Pick<StorageWorld, "files">, root: string): Promise<JsonObject> {
  try {
    const file = parseJson(await readPrivateFile(world, knownChatsPath(root)) ?? "{}");
    return (isJsonObject(file) ? objectAt(file, "accounts") : undefined) ?? {};
  } catch {
    return {};
  }
}

function chatsOf(accounts: JsonObject, account: string): readonly KnownChat[] {
  return arrayAt(accounts, account).flatMap((entry) => {
    const chat = isJsonObject(entry) ? entry : undefined;
    const [id, name] = [stringAt(chat, "id") ?? "", stringAt(chat, "name") ?? ""];
    return /^oc_[\w-]+$/.test(id) && name !== "" ? [{ id, name }] : [];
  });
}
