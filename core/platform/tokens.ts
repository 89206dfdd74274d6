/**
 * Access tokens as the client sees them.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { type Phrase, phrase, setting } from "../text/phrase.ts";
import type { Identity } from "./identity.ts";

/** What the environment offers (docs/contract.md, 2); each may be missing. */
export interface Credentials {
  readonly appId: string | undefined;
  readonly appSecret: string | undefined;
  readonly userToken: string | undefined;
  readonly botToken: string | undefined;
}

/**
 * Where a token comes from, which decides what a person can do about a bad one: the environment gave it, a person
 * logged in, or the app's secret is exchanged for it.
 */
export type TokenOrigin = "environment" | "login" | "app";

/** Gives the access tokens of a run. */
export interface TokenSource {
  /** @throws {Failure} where the identity has no token and none can be got. */
  token(identity: Identity): Promise<string>;
  /**
   * Another token in place of one that the service refused; `undefined` where none can be got.
   *
   * @throws {Failure} where getting it failed.
   */
  replace(identity: Identity, refused: string): Promise<string | undefined>;
  /** The scopes that a person granted to the login in use; `undefined` where they are not known. */
  grantedScopes(identity: Identity): Promise<readonly string[] | undefined>;
  /** Where the identity's token comes from; `undefined` where there is none. */
  origin(identity: Identity): TokenOrigin | undefined;
}

/** Most characters of a token; the service's own have less than a tenth of it. */
const MAX_TOKEN_LENGTH = 8192;

/** Whether a text fits a header and is no more than a token can be. */
export function isToken(text: string): boolean {
  return text.length <= MAX_TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(text);
}

/**
 * A ready-made token, without blanks around it. One that fits no header must not get near one: the runtime's error would
 * show it.
 *
 * @param key the setting that it comes from
 * @throws {Failure} `authentication`/`token_invalid`
 */
export function checkToken(key: string, token: string): string {
  const trimmed = token.trim();
  if (isToken(trimmed)) return trimmed;
  const message: Phrase = phrase`${setting(key)} has spaces or other characters that no token has`;
  throw new Failure({
    type: "authentication",
    subtype: "token_invalid",
    message,
    hint: phrase`set ${setting(key)} again`,
  });
}
