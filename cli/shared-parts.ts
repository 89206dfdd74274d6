import { stringifyJson } from "../core/json/json.ts";
import { createLimiter, type Limiter } from "../core/platform/limiter.ts";
import type { Secrets } from "../core/text/redact.ts";
import type { World } from "../core/world.ts";
import { type Access, createAccess } from "./access.ts";
import type { Settings } from "./options/read.ts";

/** What the runs of a process that serves others have together: their calls count as one, and so do their tokens. */
export interface SharedParts {
  readonly limiter: Limiter;
  /** The way to the account as it is now. @throws {Failure} where it cannot be found out. */
  access(): Promise<Access>;
  /** Something may have changed that only a new look shows: what was granted, who is logged in, which app. */
  forget(): void;
}

/**
 * Makes what runs with the same settings have together. The account is looked up for every run, since people log in and
 * out meanwhile; tokens stay as long as it is the same.
 */
export function shareParts(world: World, settings: Settings, secrets: Secrets): SharedParts {
  let current: { readonly account: string; readonly access: Access } | undefined;
  return {
    limiter: createLimiter(world.clock),
    async access() {
      const access = createAccess(world, settings, secrets);
      const account = stringifyJson(await access.account());
      if (current?.account !== account) current = { account, access };
      return current.access;
    },
    forget() {
      current = undefined;
    },
  };
}
