/**
 * The variables of the environment, as far as the program may read them.
 *
 * @module
 */

import type { World } from "../core/world.ts";

/** If one of these may be read, the permission lists the variables that may. */
const LISTED = ["APP_ID", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN"]
  .flatMap((name) => [`IM_${name}`, `LARKSUITE_CLI_${name}`]);

/**
 * Reads variables; one that may not be read counts as absent. On a terminal Deno would ask for each of them: the
 * person is asked once for all, and not at all where a list says which ones may be read. Elsewhere nothing is asked before
 * a variable is read, which would take longer than to read it.
 */
export function environmentReader(
  { env, permissions }: Pick<typeof Deno, "env" | "permissions">,
  isAsking: boolean,
): Pick<World, "env" | "hasRefusedVariables"> {
  const mayRead = (variable: string) => permissions.querySync({ name: "env", variable }).state;
  let isAsked = false;
  let hasRefused = false;
  if (!isAsking) {
    return {
      env(name) {
        try {
          return env.get(name) || undefined;
        } catch {
          hasRefused = true;
          return undefined;
        }
      },
      hasRefusedVariables: () => hasRefused,
    };
  }
  return {
    env(name) {
      let state = mayRead(name);
      if (state === "prompt" && !isAsked) {
        isAsked = true;
        if (!LISTED.some((listed) => mayRead(listed) === "granted")) {
          state = permissions.requestSync({ name: "env" }).state;
        }
      }
      hasRefused ||= state !== "granted";
      return state === "granted" ? env.get(name) || undefined : undefined;
    },
    hasRefusedVariables: () => hasRefused,
  };
}
