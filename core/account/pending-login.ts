/**
 * Logins that were begun in one run and are finished in another one: a file each below the root, for its owner only.
 *
 * @module
 */

import * as v from "valibot";
import { isInterrupted } from "../failure.ts";
import { tryParseJson } from "../json/json.ts";
import { isToken } from "../platform/tokens.ts";
import { toHex } from "../text/bytes.ts";
import type { World } from "../world.ts";
import type { DeviceCode } from "./device-flow.ts";
import {
  makeClosedDirectory,
  readPrivateFile,
  removePrivateFile,
  replacePrivateFile,
  type StorageWorld,
} from "./private-file.ts";
import { join } from "@std/path";

/** A login that was begun. */
export interface PendingLogin extends DeviceCode {
  readonly appId: string;
  /** Base URL of the open platform. */
  readonly host: string;
  /** Scopes that were asked for. */
  readonly scopes: readonly string[];
}

const schema = v.object({
  deviceCode: v.pipe(v.string(), v.check(isToken)),
  userCode: v.string(),
  verificationUrl: v.string(),
  expiresAt: v.pipe(v.number(), v.finite()),
  interval: v.pipe(v.number(), v.minValue(0), v.maxValue(60)),
  appId: v.string(),
  host: v.string(),
  scopes: v.array(v.string()),
});

const SUFFIX = ".json";

function directoryOf(root: string): string {
  return join(root, "pending-logins");
}

/** A code may hold what no file name may. */
async function pathOf(root: string, deviceCode: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(deviceCode));
  return join(directoryOf(root), toHex(new Uint8Array(hash, 0, 16)) + SUFFIX);
}

/**
 * Remembers a login, and forgets those that have expired.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function savePendingLogin(
  world: StorageWorld,
  root: string,
  login: PendingLogin,
): Promise<void> {
  await makeClosedDirectory(world, directoryOf(root));
  await removeExpired(world, root);
  await replacePrivateFile(world, await pathOf(root, login.deviceCode), JSON.stringify(login));
}

/** The login of a device code; `undefined` where none is remembered, or its file cannot be read. */
export async function readPendingLogin(
  world: Pick<World, "files">,
  root: string,
  deviceCode: string,
): Promise<PendingLogin | undefined> {
  const login = await readFile(world, await pathOf(root, deviceCode));
  return login?.deviceCode === deviceCode ? login : undefined;
}

async function readFile(world: Pick<World, "files">, path: string): Promise<PendingLogin | undefined> {
  const text = await readPrivateFile(world, path).catch((error) => {
    if (isInterrupted(error)) throw error;
    return undefined;
  });
  const login = tryParseJson(text ?? "");
  return v.is(schema, login) ? login : undefined;
}

/** Forgets it; nothing happens where it is not remembered, or cannot be forgotten: it expires anyway. */
export async function removePendingLogin(
  world: StorageWorld,
  root: string,
  deviceCode: string,
): Promise<void> {
  await removePrivateFile(world, await pathOf(root, deviceCode)).catch(() => {});
}

/** Only tidies up: errors are nobody's concern. */
async function removeExpired(world: StorageWorld, root: string): Promise<void> {
  try {
    for await (const { name } of world.files.readDir(directoryOf(root))) {
      if (!name.endsWith(SUFFIX)) continue;
      const path = join(directoryOf(root), name);
      const login = await readFile(world, path);
      if (login === undefined || login.expiresAt < world.clock.now()) await world.files.remove(path);
    }
  } catch {
    // They are found again next time.
  }
}
