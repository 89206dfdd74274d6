/**
 * Logins that were begun in one run and are finished in another one: a file each below the root, for its owner only.
 *
 * @module
 */

import type { World } from "../world.ts";
import type { DeviceCode } from "./device-flow.ts";

/** A login that was begun. */
export interface PendingLogin extends DeviceCode {
  readonly appId: string;
  /** Base URL of the open platform. */
  readonly host: string;
  /** Scopes that were asked for. */
  readonly scopes: readonly string[];
}

/**
 * Remembers a login, and forgets those that have expired.
 *
 * @throws {Failure} `internal`/`storage`
 */
export function savePendingLogin(_world: World, _root: string, _login: PendingLogin): Promise<void> {
  throw new Error("not there yet");
}

/** The login of a device code; undefined where none is remembered, or its file cannot be read. */
export function readPendingLogin(
  _world: World,
  _root: string,
  _deviceCode: string,
): Promise<PendingLogin | undefined> {
  throw new Error("not there yet");
}

/** Forgets it; nothing happens where it is not remembered. */
export function removePendingLogin(_world: World, _root: string, _deviceCode: string): Promise<void> {
  throw new Error("not there yet");
}
