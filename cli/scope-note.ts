import { Failure } from "../core/failure.ts";
import { action, phrase } from "../core/text/phrase.ts";
import type { Warning } from "../core/warning.ts";
import type { Command, Runtime } from "./command.ts";
import { scopeNeeds } from "./scopes.ts";

/**
 * What a preview says about a login that lacks scopes: the run would be refused. Nothing where that is not known; a
 * preview needs no login.
 */
export async function missingScopeNote(
  command: Command,
  input: Parameters<Command["run"]>[0],
  runtime: Runtime,
): Promise<readonly Warning[]> {
  if (runtime.actsAs !== "user" || command.scopes.length === 0) return [];
  const granted = await grantedScopes(runtime);
  if (granted === undefined) return [];
  const { required } = await scopeNeeds(command, input, "user");
  const lacking = required.filter((list) => !list.some((scope) => granted.includes(scope)));
  const scopes = lacking.flatMap(([first]) => first ?? []);
  if (scopes.length === 0) return [];
  const { globals: { profile }, origins } = runtime;
  const logIn = action("auth/login", {
    scope: scopes.join(" "),
    ...(profile !== undefined && origins.profile === "option" ? { profile } : {}),
  });
  const detail = phrase`the run would be refused: the login lacks ${scopes.join(", ")}; ask for it: ${logIn}`;
  return [{ key: "missing_scope", detail }];
}

async function grantedScopes({ tokens }: Runtime): Promise<readonly string[] | undefined> {
  try {
    return await (await tokens()).grantedScopes("user");
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    return undefined;
  }
}
