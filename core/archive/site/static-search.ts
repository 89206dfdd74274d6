/**
 * The search of a site of files: all texts as scripts, since a page that is a file can read nothing else, and one that looks
 * through them.
 *
 * @module
 */

import { markup, type Part, visibleName } from "./html.ts";
import { fileAt, type StaticPlaces } from "./static-links.ts";

/** Messages of a piece. */
const SHARD = 20_000;

interface Row {
  readonly message_id: string;
  readonly created_ms: number;
  readonly name: string | null;
  readonly chat_name: string;
  readonly text: string;
  readonly chat: number;
  readonly chatId: string;
  readonly mode: string;
  readonly key: number;
  readonly thread: number | null;
  readonly isReply: number;
}

/** Writes the pieces; answers with their names. */
export function writeShards(
  places: StaticPlaces,
  write: (name: string, text: string) => void,
): readonly string[] {
  const { archive: { database }, plans } = places;
  const last = database.get<{ last: number | null }>("SELECT max(seq) AS last FROM message")?.last ?? 0;
  return Array.from({ length: Math.ceil(last / SHARD) }, (_, shard) => {
    // What was forwarded is found in the text of its bundle.
    const rows = database.all<Row>(
      `SELECT m.message_id, m.created_ms, p.name, coalesce(c.name, o.name, c.chat_id) AS chat_name, m.text, m.chat,
          c.chat_id AS chatId, c.mode, m.sort_key AS key, m.thread,
          m.root IS NOT NULL AND m.root <> m.message_id AS isReply
        FROM message m JOIN chat c ON c.n = m.chat LEFT JOIN person p ON p.n = m.sender
          LEFT JOIN person o ON o.id = c.partner
        WHERE m.seq > ? AND m.seq <= ? AND m.upper IS NULL ORDER BY m.seq`,
      ...[shard * SHARD, (shard + 1) * SHARD],
    ).filter(({ chat }) => plans.has(chat));
    const name = `${shard}.js`;
    write(name, shardText(rows.map((row) => rowText(places, row))));
    return name;
  });
}

function rowText(places: StaticPlaces, row: Row): string {
  const { message_id, created_ms, name, chat_name, text, mode, thread, isReply } = row;
  const isInThread = isReply === 1 && thread !== null && mode !== "topic";
  const file = fileAt(places, { ...row, thread: isInThread ? thread : undefined }) ?? "";
  return JSON.stringify([
    message_id,
    file,
    created_ms,
    visibleName(name ?? ""),
    visibleName(chat_name),
    text,
  ]);
}

function shardText(rows: readonly string[]): string {
  return `imShard([\n${rows.join(",\n").replaceAll("<", "\\u003c")}\n]);\n`;
}

/** The page of the search. */
export function searchMain(shards: number): Part {
  return markup`<p id="state" aria-live="polite" data-shards="${shards}">Type words; all of them must be there, in any case. \
"Exact text" keeps blanks, -word excludes; from:NAME, in:CHAT, after:2026-05-20 and before:2026-05-21 narrow it.</p><noscript><p>The search of this site needs JavaScript; the pages do not.</p></noscript>\
<div id="hits"></div>`;
}

/** Looks through all messages, piece by piece, the latest pieces first. */
export const SEARCH_SCRIPT = `"use strict";
(() => {
  const state = document.getElementById("state");
  const hits = document.getElementById("hits");
  const field = document.getElementById("q");
  const query = new URLSearchParams(location.search).get("q") || "";
  field.value = query;
  // As numbers.ts does.
  const grouped = (count) => String(count).replace(/\\d(?=(?:\\d{3})+$)/g, "$&,");
  const normal = (text) => text.normalize("NFKC").toLowerCase();
  const tests = [];
  const words = [];
  for (const [whole, minus, key, quoted, plain] of query.matchAll(/(-?)(?:(from|in|after|before):)?(?:"([^"]*)"?|(\\S+))/giu)) {
    const value = normal(quoted ?? plain ?? whole);
    const time = new Date(value + "T00:00").getTime();
    const kind = (key ?? "").toLowerCase();
    if (value === "") continue;
    if (kind === "from") tests.push((row) => normal(row[3]).includes(value));
    else if (kind === "in") tests.push((row) => normal(row[4]).includes(value) || row[1].startsWith("chat/" + value + "/"));
    else if (kind === "after") tests.push((row) => row[2] >= time);
    else if (kind === "before") tests.push((row) => row[2] < time);
    else {
      tests.push((row, text) => text.includes(value) !== (minus === "-"));
      if (minus !== "-") words.push(value);
    }
  }
  if (tests.length === 0) return;
  const found = [];
  let left = Number(state.dataset.shards);
  const show = (isEnd) => {
    found.sort((a, b) => b[2] - a[2]);
    state.textContent = (isEnd ? "" : "Searching: ") + grouped(found.length) + " found" + (found.length > 200 ? ", the newest 200 are shown" : "");
    hits.replaceChildren(...found.slice(0, 200).map(([id, page, time, name, chat, text]) => {
      const entry = document.createElement("article");
      entry.className = "message";
      const head = document.createElement("p");
      head.className = "note";
      const link = document.createElement("a");
      link.href = page + "#" + encodeURIComponent(id);
      link.textContent = new Date(time).toLocaleString();
      head.append(link, " · " + name + " · " + chat);
      const body = document.createElement("div");
      body.className = "text";
      body.dir = "auto";
      const at = text.length > 600 && words.length > 0 ? Math.max(0, normal(text).indexOf(words[0]) - 200) : 0;
      body.textContent = (at > 0 ? "… " : "") + text.slice(at, at + 600) + (text.length > at + 600 ? " …" : "");
      entry.append(head, body);
      return entry;
    }));
  };
  globalThis.imShard = (rows) => {
    for (const row of rows) {
      const text = normal(row[5]);
      if (tests.every((test) => test(row, text))) found.push(row);
    }
  };
  const next = () => {
    if (left === 0) return show(true);
    left--;
    const script = document.createElement("script");
    script.src = "shards/" + left + ".js";
    script.onload = () => { show(false); next(); };
    script.onerror = () => { state.textContent = "A part of the search is missing: shards/" + left + ".js"; };
    document.body.append(script);
  };
  next();
})();
`;
