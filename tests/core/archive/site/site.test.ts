import { createSite, type Site } from "../../../../core/archive/site/site.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../../support/archives.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The site of an archive, for somebody who is in. */
function siteOf({ archive }: TestArchive): Site {
  const open = { firstPath: "", admit: () => ({ kind: "pass" as const }) };
  return createSite(archive, "example.com", open, () => FIRST_TIME);
}

function get(site: Site, target: string): string {
  const { status, body } = site({ method: "GET", target, host: "", cookie: "" });
  assertEquals([status, typeof body], [200, "string"], target);
  return String(body);
}

const idsIn = (html: string) => [...html.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id);
const linkIn = (html: string, rel: string) =>
  new RegExp(`<a href="([^"]+)" rel="${rel}">`).exec(html)?.[1]?.replaceAll("&amp;", "&");

/** The pages from one on, following a link. */
function walk(site: Site, from: string, rel: string): readonly string[] {
  const pages: string[] = [];
  for (
    let at: string | undefined = from;
    at !== undefined && pages.length < 100;
    at = linkIn(pages.at(-1) ?? "", rel)
  ) {
    pages.push(get(site, at));
  }
  return pages;
}

const reply = (n: number, more: JsonObject = {}) =>
  textRecord(n, `reply ${n}`, { thread_id: "omt_one", root_id: "om_0", parent_id: "om_0", ...more });
const image = (n: number, keys: readonly string[]): JsonObject =>
  textRecord(n, "", {
    msg_type: "post",
    body: { content: JSON.stringify({ content: [keys.map((image_key) => ({ tag: "img", image_key }))] }) },
  });

/** Marks all files as saved, each as one of its own. */
function saveAll({ archive: { database } }: TestArchive): void {
  const rows = database.all<{ message: number; key: string }>("SELECT message, key FROM resource");
  for (const [n, { message, key }] of rows.entries()) {
    const hash = new Uint8Array(32).fill(n % 256);
    hash[0] = n >> 8;
    database.run("INSERT INTO media VALUES(?, 1, '.png', 'image/png', 1)", hash);
    database.run(
      "UPDATE resource SET media = ?, bytes = 1, state = 'saved' WHERE message = ? AND key = ?",
      ...[hash, message, key],
    );
  }
}

describe("createSite()", () => {
  it("says why it lets somebody not in, on a page without links that would not be let in either", () =>
    inArchive(({ archive }) => {
      const closed = { firstPath: "", admit: () => ({ kind: "refuse", reason: "no <entry>" }) as const };
      const site = createSite(archive, "example.com", closed, () => FIRST_TIME);
      const { status, body } = site({ method: "GET", target: "/", host: "", cookie: "" });
      assertEquals(status, 403);
      assert(String(body).includes("no &lt;entry&gt;") && !/<(?:a|link|script|form)\b/.test(String(body)));
    }));

  it("divides a long thread into pages, from its first message on, without loss or repetition", () =>
    inArchive((test) => {
      test.write([
        textRecord(0, "root", { thread_id: "omt_one" }),
        ...Array.from({ length: 250 }, (_, n) => reply(n + 1)),
      ]);
      const site = siteOf(test);
      const pages = walk(site, "/thread/omt_one", "next").map(idsIn);
      assertEquals(pages.map((ids) => ids.length), [100, 100, 51]);
      assertEquals(pages.flat(), Array.from({ length: 251 }, (_, n) => `om_${n}`));
      assertEquals(
        walk(site, linkIn(get(site, "/thread/omt_one"), "last") ?? "", "prev").flatMap(idsIn).length,
        251,
      );
      assert(idsIn(get(site, "/thread/omt_one?at=om_200")).includes("om_200"));
      assertEquals(idsIn(get(site, "/chat/oc_one")), ["om_0"]);
      assert(get(site, "/chat/oc_one").includes(">250 replies<"));
    }));

  it("goes on where a page is empty: nothing is lost at the ends", () =>
    inArchive((test) => {
      test.write([textRecord(0, "one")]);
      const site = siteOf(test);
      const { key } = test.archive.database.get<{ key: number }>("SELECT sort_key AS key FROM message") ??
        { key: 0 };
      assertEquals(idsIn(get(site, linkIn(get(site, `/chat/oc_one?after=${key}`), "prev") ?? "")), ["om_0"]);
      assertEquals(idsIn(get(site, linkIn(get(site, `/chat/oc_one?before=${key}`), "next") ?? "")), ["om_0"]);
    }));

  it("shows each file of a chat once, also where a page ends at a message with several", () =>
    inArchive((test) => {
      test.write(Array.from({ length: 130 }, (_, n) => image(n, [`img_${n}a`, `img_${n}b`])));
      saveAll(test);
      const names = walk(siteOf(test), "/gallery/oc_one", "next")
        .flatMap((html) => [...html.matchAll(/ alt="([^"]+)"/g)].map(([, name]) => name));
      assertEquals(names.length, 260);
      assertEquals(new Set(names).size, 260);
    }));

  it("lists the days of a year with their numbers of messages, and leads to the other years", () =>
    inArchive((test) => {
      const at = (time: string) => ({ create_time: String(new Date(time).getTime()) });
      test.write([
        textRecord(1, "a", at("2024-12-31T23:59:59")),
        textRecord(2, "b", at("2026-01-01T00:00:00")),
        textRecord(3, "c", at("2026-03-05T10:00:00")),
        textRecord(4, "d", at("2026-03-05T11:00:00")),
      ]);
      const site = siteOf(test);
      const days = (html: string) =>
        [...html.matchAll(/\?day=([\d-]+)">[^<]*<span class="note">([^<]*)/g)].map((
          [, day, count],
        ) => [day, count]);
      const html = get(site, "/days/oc_one");
      assertEquals(days(html), [["2026-01-01", "1 message"], ["2026-03-05", "2 messages"]]);
      assertEquals(days(get(site, linkIn(html, "bookmark") ?? "")), [["2024-12-31", "1 message"]]);
      assertEquals(idsIn(get(site, "/chat/oc_one?day=2026-03-05")), ["om_3", "om_4"]);
      assertEquals(idsIn(get(site, "/chat/oc_one?day=2025-06-01")), ["om_2", "om_3", "om_4"]);
    }));

  it("names a chat of two after the other person", () =>
    inArchive((test) => {
      test.write([textRecord(1, "hello")]);
      test.archive.database.run(
        "INSERT INTO chat(chat_id, mode, partner, first_run, last_run) VALUES('oc_two', 'p2p', 'ou_ana', 1, 1)",
      );
      const site = siteOf(test);
      assert(/href="\/chat\/oc_two"[^>]*>Ana</.test(get(site, "/")));
      assert(get(site, "/chat/oc_two").includes(">Ana</h1>"));
      assert(get(site, "/search").includes('<option value="oc_two">Ana</option>'));
    }));

  it("says where a message that somebody replied to is, and repeats its beginning", () =>
    inArchive((test) => {
      test.write([
        textRecord(1, `first\n${"word ".repeat(50)}`),
        textRecord(2, "second", { parent_id: "om_1", root_id: "om_1" }),
        textRecord(3, "third", { parent_id: "om_gone", root_id: "om_gone" }),
      ]);
      const html = get(siteOf(test), "/chat/oc_one");
      assert(
        /<a href="\/message\/om_1">reply to <span dir="auto">Ana: first word [^<]{40,80}…<\/span>/.test(html),
        html,
      );
      assert(html.includes("reply to om_gone, which is not in this archive"));
    }));

  it("says what of a chat could not be had, and that an empty chat is empty", () =>
    inArchive((test) => {
      test.archive.database.run(
        "INSERT INTO gap(kind, chat, item, code, reason, first_run, last_run, tries, final) VALUES('members', 'oc_one', '', 1, 'a <reason>', 1, 1, 1, 1)",
      );
      const html = get(siteOf(test), "/chat/oc_one");
      assert(html.includes("members (1): a &lt;reason&gt;") && html.includes("No messages here."));
      assert(get(siteOf(test), "/gallery/oc_one").includes("No pictures or files are archived."));
    }));
});
