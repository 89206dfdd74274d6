import { isInterrupted } from "../core/failure.ts";
import type { Identity } from "../core/platform/identity.ts";
import type { Runtime } from "./command.ts";

/**
 * The only identity that may act, where strict mode names one. A configuration that cannot be read names none: it must
 * not keep anybody from looking at what there is.
 */
export async function strictIdentity({ account }: Pick<Runtime, "account">): Promise<Identity | undefined> {
  try {
    const word = (await account()).strictMode?.trim();
    return word === "user" || word === "bot" ? word : undefined;
  } catch (error) {
    if (isInterrupted(error)) throw error;
    return undefined;
  }
}
