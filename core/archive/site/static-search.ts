import { markup, type Part } from "./html.ts";

/** What the search knows of a message. */
export interface ShardRow {
  readonly message_id: string;
  readonly created_ms: number;
  readonly name: string | null;
  readonly chat: string;
  readonly text: string;
  readonly page: string;
}

/** A piece of the search as a script: files cannot be read otherwise by a page that is a file itself. */
export function shardText(rows: readonly ShardRow[]): string {
  const list = rows.map(({ message_id, page, created_ms, name, chat, text }) =>
    JSON.stringify([message_id, page, created_ms, name ?? "", chat, text])
  );
  return `imShard([\n${list.join(",\n").replaceAll("<", "\\u003c")}\n]);\n`;
}

/** The page of the search. */
export function searchMain(shards: number): Part {
  return markup`<p id="state" aria-live="polite" data-shards="${shards}">Type words; all of them must be there, in any case.</p><div id="hits"></div>`;
}

/** Looks through all messages, piece by piece, the latest pieces first. */
export const SEARCH_SCRIPT = `"use strict";
(() => {
  const state = document.getElementById("state");
  const hits = document.getElementById("hits");
  const field = document.getElementById("q");
  const query = new URLSearchParams(location.search).get("q") || "";
  field.value = query;
  const normal = (text) => text.normalize("NFKC").toLowerCase();
  const words = (query.match(/"[^"]*"|\\S+/g) || []).map((word) => normal(word.replace(/^"|"$/g, ""))).filter((word) => word !== "");
  if (words.length === 0) return;
  const found = [];
  let left = Number(state.dataset.shards);
  const show = (isEnd) => {
    found.sort((a, b) => b[2] - a[2]);
    state.textContent = (isEnd ? "" : "Searching: ") + found.length + " found" + (found.length > 200 ? ", the newest 200 are shown" : "");
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
      body.textContent = text.length > 600 ? text.slice(0, 600) + " …" : text;
      entry.append(head, body);
      return entry;
    }));
  };
  globalThis.imShard = (rows) => {
    for (const row of rows) {
      const text = normal(row[5]);
      if (words.every((word) => text.includes(word))) found.push(row);
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
