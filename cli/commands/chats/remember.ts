import type { KnownChat } from "../../../core/account/known-chats.ts";
import type { Chat } from "../../../core/chat/wire.ts";
import type { Runtime } from "../../command.ts";

/** Keeps ids and names of chats that were listed, for completion in shells. */
export async function rememberChats(runtime: Runtime, chats: readonly Chat[]): Promise<void> {
  const seen = chats.flatMap(({ chat_id: id, name }): KnownChat[] => id && name ? [{ id, name }] : []);
  if (seen.length === 0 || runtime.hosts === undefined) return;
  const { appId } = await runtime.account();
  const root = directoryOf(runtime);
  // What is only a convenience is no reason to ask the person for a permission.
  if (root === undefined || runtime.world.mayWrite?.(root) === false) return;
  const { accountKey, rememberChats: remember } = await import("../../../core/account/known-chats.ts");
  await remember(runtime.world, root, accountKey(runtime.hosts.open, appId), seen);
}

/** Where the system names no home, nothing is kept. */
function directoryOf(runtime: Runtime): string | undefined {
  try {
    return runtime.root();
  } catch {
    return undefined;
  }
}
