import { getBundle } from "../../message/requests.ts";
import { messageIdOf, readMessage } from "../../message/wire.ts";
import { Failure } from "../../failure.ts";
import { responseData } from "../../platform/response.ts";
import { closeGap } from "../gaps.ts";
import { chatOf, type SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { itemsOf, writePage } from "./write-page.ts";

/** Calls at a time. */
const MAX_CONCURRENT = 6;

interface BundleTask {
  readonly id: number;
  readonly chat: number;
  readonly message_id: string;
}

/** Fetches what forwarded bundles hold. */
export async function runBundleLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  const { database } = context.archive;
  await runLane<BundleTask>(context, {
    name: "bundle",
    concurrency: MAX_CONCURRENT,
    keyOf: ({ id }) => String(id),
    isFed,
    next: (count) =>
      database.all<BundleTask>(
        `SELECT task.id, task.chat, message_id FROM task JOIN message ON message.seq = task.id
          WHERE kind = 'bundle' AND task.chat IN (${context.chatList}) ORDER BY task.id LIMIT ?`,
        count,
      ),
    async work({ id, chat: n, message_id }) {
      const chat = chatOf(context, n);
      const drop = () => database.run("DELETE FROM task WHERE kind = 'bundle' AND id = ?", id);
      const place = { kind: "bundle" as const, chat: chat.chat_id, item: message_id };
      try {
        const items = await fetchBundle(context, message_id);
        const inside = items.filter((item) => messageIdOf(readMessage(item)) !== message_id);
        writePage(context, chat, inside, { kind: "bundle", upper: id }, (written) => {
          const messages = written.map(({ message }) => message);
          context.writer.renderBundle(id, message_id, messages);
          noteResources(context, id);
          closeGap(database, place);
          drop();
        });
      } catch (error) {
        if (context.refuse("bundle", error)) return;
        context.gap(place, error);
        drop();
      }
    },
  });
}

/** Pictures and files in a bundle are fetched under the bundle's own id. */
function noteResources({ archive: { database } }: SyncContext, seq: number): void {
  database.run(
    `INSERT OR IGNORE INTO resource(message, key, kind, name, state, chat, sort_key)
      SELECT ?1, r.key, r.kind, r.name, 'wanted', b.chat, b.sort_key FROM resource r
        JOIN message m ON m.seq = r.message JOIN message b ON b.seq = ?1 WHERE m.upper = ?1`,
    seq,
  );
  database.run(
    "DELETE FROM resource WHERE state = 'wanted' AND message IN (SELECT seq FROM message WHERE upper = ?)",
    seq,
  );
}

/** The parameter for cards is reported to make some bundles fail (unverified): the second try leaves it out. */
async function fetchBundle(context: SyncContext, id: string) {
  const fetch = async (cards: "raw" | "plain") =>
    itemsOf(responseData(await context.call("bundles", getBundle(id, cards)), ["items"]));
  try {
    return await fetch("raw");
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.subtype !== "server_error") throw error;
    return await fetch("plain");
  }
}
