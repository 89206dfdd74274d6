import { renderMessage } from "../../message/render/render.ts";
import { readMessage } from "../../message/wire.ts";
import { createBatchReader } from "../batch.ts";
import { dropTexts } from "../forget.ts";
import { createTextIndex } from "../index-text.ts";
import type { SyncContext } from "./context.ts";

interface RecalledMessage {
  readonly seq: number;
  readonly sort_key: number;
  /** What it says now: that it was recalled. */
  readonly text: string;
}

/** Does with the last texts of recalled messages what the person wants, those of earlier runs included. */
export async function settleRecalled(context: SyncContext): Promise<void> {
  const { archive, world, options: { recalled } } = context;
  if (recalled === "keep") return;
  const messages = messagesWithText(context);
  if (messages.length === 0) return;
  if (recalled === "drop") return await dropTexts(world, archive, messages);
  const { database } = archive;
  const index = createTextIndex(database);
  database.transaction(() => {
    for (const { seq, sort_key, text } of messages) {
      database.run("UPDATE message SET text = ? WHERE seq = ?", text, seq);
      index.remove(sort_key);
      index.add(sort_key, text);
    }
  });
}

function messagesWithText(
  { archive, chatList, options: { recalled } }: SyncContext,
): readonly RecalledMessage[] {
  const recordAt = createBatchReader(archive);
  const rows = archive.database.all<
    RecalledMessage & { batch: number; batch_index: number; versions: number }
  >(
    `SELECT seq, sort_key, text, batch, batch_index, (SELECT count(*) FROM version WHERE message = seq) AS versions
      FROM message WHERE state = 'recalled' AND chat IN (${chatList})`,
  );
  return rows.flatMap(({ seq, sort_key, text: last, batch, batch_index, versions }) => {
    const text = renderMessage(readMessage(recordAt(batch, batch_index)));
    return text === last && (recalled === "mark" || versions === 0) ? [] : [{ seq, sort_key, text }];
  });
}
