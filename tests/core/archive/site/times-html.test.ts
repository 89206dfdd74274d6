import { createSite } from "../../../../core/archive/site/site.ts";
import { foundText } from "../../../../core/archive/site/times-html.ts";
import { firstSortKey } from "../../../../core/archive/sort-key.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../../support/archives.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Asks the site of an archive, as somebody who is in. */
function ask({ archive }: TestArchive, target: string): string {
  const open = { firstPath: "", admit: () => ({ kind: "pass" as const }) };
  const site = createSite(archive, "example.com", open, () => FIRST_TIME);
  const { status, body } = site({ method: "GET", target, host: "", cookie: "" });
  assertEquals([status, typeof body], [200, "string"], target);
  return String(body);
}

/** A message at a local time. */
const at = (n: number, time: string, text = "word") =>
  textRecord(n, text, { create_time: String(new Date(time).getTime()) });

const foundIn = (html: string) => /role="status"[^>]*>([^<]*)/.exec(html)?.[1];

/** The bars of a page: where each leads, and what it says. */
function barsIn(html: string): readonly (readonly [href: string | undefined, label: string])[] {
  return [
    ...html.matchAll(
      /<li>(?:<a href="([^"]*)">)?<span class="bar bar-\d+"><\/span><span class="label">([^<]*)/g,
    ),
  ]
    .map(([, href, label = ""]) => [href?.replaceAll("&amp;", "&"), label]);
}

describe("the times of what a search found", () => {
  it("lead from months to days, each to as many messages as it says, whatever the search is narrowed to", () =>
    inArchive((test) => {
      test.write([
        ...Array.from(
          { length: 60 },
          (_, n) => at(n, `2026-0${1 + n % 5}-${String(1 + n % 28).padStart(2, "0")}T10:00`),
        ),
        at(61, "2026-03-01T00:00"),
        at(62, "2026-02-28T23:59:59"),
        at(63, "2026-03-10T12:00", "other"),
        ...Array.from({ length: 4 }, (_, n) => at(64 + n, `2026-0${1 + n}-10T12:00`, "word or not")),
      ]);
      const queries = [
        "q=word",
        "q=word&after=2026-02-10&before=2026-05-03",
        `q=${encodeURIComponent("word after:2026-02-10T10:00 before:2026-05-03T10:00")}`,
        // What is open at the end of the words does not reach the times.
        `q=${encodeURIComponent('"word')}`,
        `q=${encodeURIComponent("word OR")}`,
        `q=${encodeURIComponent("word after:2026-02-10")}&after=2026-01-01`,
      ];
      for (const query of queries) {
        const months = barsIn(ask(test, `/search?${query}`));
        assert(months.length >= 3, query);
        for (const [href, label] of months) {
          const html = ask(test, href ?? "");
          assertEquals(foundIn(html)?.replace(/;.*/, ""), label.replace(/^.*: /, ""), `${query}: ${label}`);
          for (const [day, name] of barsIn(html)) {
            if (day === undefined) assert(name.endsWith(": 0 messages"), name);
            else assertEquals(foundIn(ask(test, day)), name.replace(/^.*: /, ""), `${query}: ${name}`);
          }
        }
      }
    }));

  it("are of all that was found, on each of its pages, and lead to the first page", () =>
    inArchive((test) => {
      test.write(Array.from({ length: 120 }, (_, n) => at(n, `2026-05-${n < 90 ? 20 : 21}T10:00`)));
      const first = ask(test, "/search?q=word");
      const next = /<a href="([^"]+)" rel="next">/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
      for (const html of [first, ask(test, next)]) {
        assertEquals(foundIn(html), "120 messages; 50 on this page, newest first");
        assertEquals(barsIn(html), [
          ["/search?q=word&after=2026-05-20&before=2026-05-21", "Wed 20 May 2026: 90 messages"],
          ["/search?q=word&after=2026-05-21&before=2026-05-22", "Thu 21 May 2026: 30 messages"],
        ]);
      }
    }));

  it("are not drawn where there is one day, and can be left", () =>
    inArchive((test) => {
      test.write([at(1, "2026-05-20T10:00"), at(2, "2026-05-21T10:00")]);
      const html = ask(test, "/search?q=word&after=2026-05-21");
      assertEquals([barsIn(html), foundIn(html)], [[], "1 message"]);
      assert(html.includes('<a href="/search?q=word">Any time</a>'));
    }));

  for (
    const [expected, count] of [
      ["Nothing found.", { atLeast: 0, atMost: 0 }],
      ["1 message", { atLeast: 1, atMost: 1 }],
      ["294,501 messages", { atLeast: 294_501, atMost: 294_501 }],
      ["At least 10,000 and at most 294,501 messages", { atLeast: 10_000, atMost: 294_501 }],
      ["At least 7 messages, counted back to Wed 20 May 2026", {
        atLeast: 7,
        since: firstSortKey(new Date("2026-05-20T10:00").getTime()),
      }],
    ] as const
  ) {
    it(`say how much is known: ${expected}`, () => assertEquals(foundText(count), expected));
  }
});
