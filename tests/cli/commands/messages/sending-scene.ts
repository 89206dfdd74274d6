/**
 * A directory with files to send, and messages made of them.
 *
 * @module
 */

import type { OutgoingDraft } from "../../../../cli/commands/messages/sending.ts";
import { compose } from "../../../../core/compose/composition.ts";
import type { ContentInput } from "../../../../core/compose/draft.ts";
import { type Receiver, sendMessage } from "../../../../core/message/write-requests.ts";
import type { World } from "../../../../core/world.ts";
import { contentInput } from "../../../core/compose/content-input.ts";
import { bytesOf } from "../../../support/bytes.ts";
import { fakeWorld } from "../../../support/fake-world.ts";
import { inTemporaryDirectory, trackOpened } from "../../../support/files.ts";
import { join } from "@std/path";

/** A picture of one point. */
export const GIF = bytesOf("GIF89a", 1, 0, 1, 0);
/** Where messages go. */
export const CHAT: Receiver = { type: "chat_id", id: "oc_1" };

/** A directory with a few files, and what was opened in it. */
export async function inFiles<T>(
  use: (world: World, opened: readonly Deno.FsFile[]) => Promise<T>,
): Promise<T> {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, "a.gif"), GIF);
    await Deno.writeFile(join(cwd, "b.gif"), GIF);
    await Deno.writeFile(join(cwd, "c.gif"), bytesOf(GIF, 0));
    await Deno.writeFile(join(cwd, "a.bin"), GIF);
    await Deno.writeFile(join(cwd, "b.bin"), GIF);
    const { world, opened } = trackOpened(fakeWorld({ cwd }));
    return await use(world, opened);
  });
}

/** A message that lacks its key only. */
export async function messageOf(
  world: World,
  parts: Partial<ContentInput>,
  to: Receiver = CHAT,
): Promise<OutgoingDraft> {
  const composition = await compose(world, contentInput(parts), "im/1.0.0");
  return {
    composition,
    isSplit: false,
    target: to.id,
    endpoint: "send",
    request: (message) => sendMessage(to, message),
  };
}
