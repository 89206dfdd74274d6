/**
 * The scopes that command lines need.
 *
 * @module
 */

import type { Identity } from "../core/platform/identity.ts";
import type { Command, ScopeNeeds } from "./command.ts";
import type { OptionSet, OptionValues } from "./options/option.ts";

/** The scopes that a command needs with these values as an identity. */
export async function scopeNeeds(
  command: Command,
  values: OptionValues<OptionSet>,
  identity: Identity,
): Promise<ScopeNeeds> {
  const { scopes, moreScopes = {} } = command;
  const { required, helpful } = await command.scopesFor?.(values, identity) ??
    { required: scopes.length === 0 ? [] : [scopes], helpful: moreScopes[identity] ?? [] };
  return { required: required.map((list) => ownScopes(list, identity)), helpful };
}

/** Scopes of which any one is enough, without those that only the other identity can have. */
function ownScopes(scopes: readonly string[], identity: Identity): readonly string[] {
  const other = identity === "user" ? /as_bot$/ : /(as|by)_user$/;
  const own = scopes.filter((scope) => !other.test(scope));
  return own.length === 0 ? scopes : own;
}

/** The scopes to ask for: of each list the first. */
export function scopesToAsk({ required, helpful }: ScopeNeeds): readonly string[] {
  return [...new Set([...required.flatMap(([first]) => first ?? []), ...helpful])];
}
