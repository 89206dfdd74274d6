/**
 * What forwarded bundles say once some of their messages are taken out of the archive.
 *
 * @module
 */

import { renderContent } from "../message/render/render.ts";
import { resourceRefsOf } from "../message/resources.ts";
import { messageIdOf, type RawMessage, readMessage } from "../message/wire.ts";
import { createBatchReader } from "./batch.ts";
import { type Database, readableText } from "./database.ts";
import type { Archive } from "./directory.ts";
import { nameOfPerson } from "./people.ts";

/** The text of a bundle with its messages. */
export function bundleText(database: Database, id: string, items: readonly RawMessage[]): string {
  const nameOf = (person: string) => nameOfPerson(database, person);
  return readableText(renderContent({
    ...{ type: "merge_forward", content: "", mentions: [], deleted: false },
    bundle: { id, items, nameOf },
  }));
}

interface Item {
  readonly seq: number;
  readonly message: RawMessage;
}

/** The messages of a bundle, at every depth. */
function itemsOf(archive: Archive, bundle: number): readonly Item[] {
  const recordAt = createBatchReader(archive);
  return archive.database.all<{ seq: number; batch: number; batch_index: number }>(
    "SELECT seq, batch, batch_index FROM message WHERE upper = ? ORDER BY seq",
    bundle,
  ).map(({ seq, batch, batch_index }) => ({ seq, message: readMessage(recordAt(batch, batch_index)) }));
}

/** Bundles that hold some of these messages and are not among them. */
export function bundlesOf({ database }: Archive, seqs: ReadonlySet<number>): readonly number[] {
  const uppers = new Set<number>();
  for (const seq of seqs) {
    const upper = database.get<{ upper: number | null }>("SELECT upper FROM message WHERE seq = ?", seq)
      ?.upper;
    if (upper !== null && upper !== undefined && !seqs.has(upper)) uppers.add(upper);
  }
  return [...uppers];
}

/** Adds what inner bundles hold that are among these messages. */
export function addInnerMessages(archive: Archive, seqs: Set<number>): void {
  for (const bundle of bundlesOf(archive, seqs)) {
    const items = itemsOf(archive, bundle);
    const gone = new Set(items.filter(({ seq }) => seqs.has(seq)).map(({ message }) => messageIdOf(message)));
    for (let size = -1; size !== gone.size;) {
      size = gone.size;
      for (const { seq, message } of items) {
        if (!gone.has(message.upper_message_id ?? "")) continue;
        gone.add(messageIdOf(message));
        seqs.add(seq);
      }
    }
  }
}

/** Writes the texts of bundles again, and drops the files of messages that they no longer hold. */
export function reduceBundles(archive: Archive, bundles: readonly number[]): void {
  const { database } = archive;
  for (const bundle of bundles) {
    const id = database.get<{ message_id: string }>("SELECT message_id FROM message WHERE seq = ?", bundle)
      ?.message_id;
    if (id === undefined) continue;
    const items = itemsOf(archive, bundle).map(({ message }) => message);
    const text = bundleText(database, id, items);
    database.run("UPDATE message SET text = ? WHERE seq = ?", text, bundle);
    database.run("UPDATE version SET text = ? WHERE message = ?", text, bundle);
    const kept = new Set(items.flatMap((item) => resourceRefsOf(item)).map(({ key }) => key));
    for (
      const { key } of database.all<{ key: string }>("SELECT key FROM resource WHERE message = ?", bundle)
    ) {
      if (kept.has(key)) continue;
      database.run("DELETE FROM resource WHERE message = ? AND key = ?", bundle, key);
      database.run("DELETE FROM gap WHERE item = ?", `${id}/${key}`);
    }
  }
}
