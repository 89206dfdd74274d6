/**
 * What the calls have in common that deal with apps, logins and tokens rather than with messages.
 *
 * @module
 */

import type { Hosts } from "../platform/hosts.ts";
import type { Secrets } from "../text/redact.ts";
import type { World } from "../world.ts";

/** What every such call is made with. */
export interface AccountCall {
  readonly world: World;
  readonly hosts: Hosts;
  readonly userAgent: string;
  /** Longest time of one call, milliseconds. */
  readonly timeout: number;
  /** Learns every secret that passes, so that no error repeats one. */
  readonly secrets: Secrets;
  /** Redacted request log (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
}

/** An app and its secret. */
export interface AppCredentials {
  readonly appId: string;
  readonly appSecret: string;
}
