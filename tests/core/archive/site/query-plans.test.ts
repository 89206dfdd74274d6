import type { Value } from "../../../../core/archive/database.ts";
import type { Archive } from "../../../../core/archive/directory.ts";
import type { Context } from "../../../../core/archive/site/answer.ts";
import { createSiteData } from "../../../../core/archive/site/site-data.ts";
import {
  chatPage,
  daysPage,
  galleryPage,
  historyPage,
  messagePage,
  threadPage,
} from "../../../../core/archive/site/site-pages.ts";
import { inArchive, textRecord, watchedDatabase } from "../../../support/archives.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const pages: Readonly<Record<string, (context: Context) => unknown>> = {
  "the end of a chat": (context) => chatPage(context, "oc_one", new URLSearchParams()),
  "a page in the middle": (context) => chatPage(context, "oc_one", new URLSearchParams("before=3000000000")),
  "a day": (context) => chatPage(context, "oc_one", new URLSearchParams("day=2026-05-20")),
  "a deep link": (context) => chatPage(context, "oc_one", new URLSearchParams("at=om_3")),
  "the address of a message": ({ data }) => messagePage(data, "om_3"),
  "a chat of topics": (context) => chatPage(context, "oc_topics", new URLSearchParams()),
  "the days": (context) => daysPage(context, "oc_one", new URLSearchParams()),
  "the days of a chat of topics": (context) => daysPage(context, "oc_topics", new URLSearchParams()),
  "pictures and files": (context) => galleryPage(context, "oc_one", new URLSearchParams()),
  "a thread beside its chat": (context) => chatPage(context, "oc_one", new URLSearchParams("thread=omt_one")),
  "a thread": ({ data }) => threadPage(data, "omt_one", new URLSearchParams("at=om_5")),
  "a history": ({ data }) => historyPage(data, "om_3"),
};

describe("pages of the site", () => {
  for (const [name, show] of Object.entries(pages)) {
    it(`read ${name} by indexes alone, whatever the size of the chat`, () =>
      inArchive(({ archive, write }) => {
        const { database } = archive;
        database.run(
          "INSERT INTO chat(chat_id, mode, first_run, last_run) VALUES('oc_topics', 'topic', 1, 1)",
        );
        write([
          ...[1, 2, 3].map((n) => textRecord(n, "text")),
          textRecord(4, "root", { thread_id: "omt_one" }),
          textRecord(5, "reply", { thread_id: "omt_one", root_id: "om_4", parent_id: "om_4" }),
          textRecord(6, "", { msg_type: "image", body: { content: '{"image_key":"img_one"}' } }),
        ]);
        database.exec(`INSERT INTO media VALUES(x'00', 1, '.png', 'image/png', 1);
          UPDATE resource SET media = x'00', bytes = 1, state = 'saved'`);
        const asked = new Map<string, readonly Value[]>();
        const seen: Archive = { ...archive, database: watchedDatabase(database, asked) };
        show({ archive: seen, data: createSiteData(seen, "example.com"), people: () => [], now: () => 0 });
        assert(asked.size > 0);
        const slow = [...asked].flatMap(([sql, values]) =>
          database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
            .filter(({ detail }) => isSlow(sql, detail))
            .map(({ detail }) => `${detail}: ${sql}`)
        );
        assertEquals(slow, []);
      }));
  }
});

/** What would cost more in a larger chat. */
function isSlow(sql: string, detail: string): boolean {
  return /^SCAN (?!\(subquery)/.test(detail) ||
    // Pages with a limit come in the order of an index; what is sorted would be read whole first.
    /\bLIMIT\b/.test(sql) && /TEMP B-TREE/.test(detail) ||
    // A chat of few messages and many replies has an index of its own.
    /chat = \?.*thread IS NULL/.test(sql) && /^SEARCH message /.test(detail) && !/message_top/.test(detail);
}
