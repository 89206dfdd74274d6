/**
 * The configuration file: profiles, each an app with the people who logged in to it. It holds no secret; those are in the
 * secret store (`secret-store.ts`).
 *
 * @module
 */

import type { Brand } from "../platform/hosts.ts";

/** Somebody who logged in to an app. */
export interface ProfileUser {
  readonly openId: string;
  readonly name: string;
}

/** One app, and who uses it from here. */
export interface Profile {
  /** 1 to 64 characters; unique. */
  readonly name: string;
  /** `cli_…`. */
  readonly appId: string;
  readonly brand: Brand;
  /** Base URLs of a private deployment, in place of the brand's. */
  readonly baseUrl?: string;
  readonly accountsUrl?: string;
  readonly defaultAs?: "user" | "bot" | "auto";
  /** Where its secrets are; absent: wherever the system keeps secrets best. */
  readonly store?: "system" | "file";
  readonly users: readonly ProfileUser[];
  /** Open id of the one of them who acts; absent: the first. */
  readonly currentUser?: string;
}

/** What `config.json` holds. */
export interface Config {
  readonly version: 1;
  /** Name of the profile in use; absent: the first. */
  readonly currentProfile?: string;
  /** The one before it. */
  readonly previousProfile?: string;
  readonly profiles: readonly Profile[];
}
