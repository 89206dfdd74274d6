import { markup, type Part } from "./html.ts";
import { messageHtml, type SiteMessage } from "./message-html.ts";
import { countText, numberText } from "./numbers.ts";
import { linksFrom, type StaticPlaces } from "./static-links.ts";
import { IS_REPLY, PAGE, partFile, type StaticThread } from "./static-pages.ts";

/** A page of replies. */
export interface ThreadPage {
  readonly name: string;
  readonly main: Part;
  readonly messages: number;
}

/** Replies of one thread that stand on one page. */
interface Piece {
  readonly thread: StaticThread;
  /** Of how many replies the earlier pages have. */
  readonly from: number;
  readonly count: number;
}

/** The pages with the replies of the threads of a chat, at most 1000 on each. */
export function* threadPages(
  places: StaticPlaces,
  threads: readonly StaticThread[],
): IterableIterator<ThreadPage> {
  for (const [page, together] of Map.groupBy(threads, ({ page }) => page)) {
    const parts = Map.groupBy(together.flatMap(piecesOf), ({ part }) => part);
    for (const [part, pieces] of parts) {
      const read = pieces.map(({ piece }) => ({ piece, replies: repliesOf(places, piece) }));
      const own = new Set(read.flatMap(({ replies }) => replies.map(({ message }) => message.message_id)));
      yield {
        name: partFile(page, part),
        main: read.map(({ piece, replies }) => pieceHtml(places, piece, replies, own)),
        messages: own.size,
      };
    }
  }
}

/** Where pages end inside of a thread. */
function piecesOf(thread: StaticThread): readonly { readonly part: number; readonly piece: Piece }[] {
  const pieces: { part: number; piece: Piece }[] = [];
  for (let from = 0; from < thread.replies;) {
    const part = Math.floor((thread.offset + from) / PAGE);
    const count = Math.min(thread.replies - from, (part + 1) * PAGE - thread.offset - from);
    pieces.push({ part, piece: { thread, from, count } });
    from += count;
  }
  return pieces;
}

function repliesOf(
  { archive: { database }, data }: StaticPlaces,
  { thread, from, count }: Piece,
): readonly SiteMessage[] {
  return database.all<{ seq: number }>(
    `SELECT seq FROM message WHERE thread = ? AND ${IS_REPLY} ORDER BY sort_key LIMIT ? OFFSET ?`,
    ...[thread.n, count, from],
  ).map(({ seq }) => data.message(seq));
}

function pieceHtml(
  places: StaticPlaces,
  { thread, from }: Piece,
  replies: readonly SiteMessage[],
  own: ReadonlySet<string>,
): Part {
  const links = linksFrom(places, "../../", own);
  const root = replies[0]?.message.root_id;
  const address = root === undefined ? undefined : links.message(root);
  const title = from === 0
    ? countText(thread.replies, "reply", "replies")
    : `${countText(thread.replies, "reply", "replies")}, from ${numberText(from + 1)} on`;
  return markup`<section${from === 0 && markup` id="${thread.thread_id}"`}><h2>${title} to ${
    address === undefined
      ? "a message that is not in this archive"
      : markup`<a href="${address}">a message</a>`
  }${rootText(places, root)}</h2>
${replies.map((one) => messageHtml(one, links, { hasDate: true }))}</section>
`;
}

/** Characters of the first message that a heading repeats. */
const SHOWN = 80;

function rootText({ data }: StaticPlaces, root: string | undefined): Part {
  const one = root === undefined ? undefined : data.history(root);
  if (one === undefined) return undefined;
  const text = [...one.message.content.replace(/\s+/g, " ")].slice(0, SHOWN).join("");
  return [": ", markup`<span dir="auto">${text}</span>`];
}
