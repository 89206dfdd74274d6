import type { OutputFolder } from "../../../../core/archive/output-folder.ts";
import { countText, numberText } from "../../../../core/archive/site/numbers.ts";
import { createSite } from "../../../../core/archive/site/site.ts";
import { SEARCH_SCRIPT } from "../../../../core/archive/site/static-search.ts";
import { writeStaticSite } from "../../../../core/archive/site/static-site.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../../support/archives.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("numberText()", () => {
  const texts: readonly (readonly [count: number | bigint | string, text: string])[] = [
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [123456, "123,456"],
    [1234567, "1,234,567"],
    [12345678901234567890n, "12,345,678,901,234,567,890"],
    ["1234", "1,234"],
    ["", ""],
    ["many", "many"],
  ];
  for (const [count, text] of texts) it(`${count} is "${text}"`, () => assertEquals(numberText(count), text));

  it("has what it counts behind it", () => {
    assertEquals(countText(1, "reply", "replies"), "1 reply");
    assertEquals(countText(1234, "reply", "replies"), "1,234 replies");
  });
});

/** 1 234 messages, as many replies and gaps, and a long text. */
function fill({ archive: { database }, write }: TestArchive): void {
  const root = { thread_id: "omt_one" };
  const reply = { ...root, root_id: "om_0", parent_id: "om_0" };
  write(Array.from({ length: 1234 }, (_, n) => textRecord(n, "word", n === 0 ? root : {})));
  write(Array.from({ length: 1234 }, (_, n) => textRecord(2000 + n, "word", reply)));
  write([textRecord(9000, `${"x".repeat(99)}\n`.repeat(200))]);
  for (let n = 0; n < 1234; n++) {
    database.run(
      `INSERT INTO gap(kind, chat, item, code, reason, first_run, last_run, tries, final)
        VALUES('media', 'oc_one', ?, 234003, 'refused', 1, 1, 1, 1)`,
      `om_${n}/k`,
    );
  }
}

/** The texts of a page, without its markup. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, " ");

/** Numbers of four digits and more without groups, but for years. */
function ungroupedIn(html: string): readonly string[] {
  return [...textOf(html).matchAll(/(?<![\w,.:])\d{4,}(?![\w:-])/g)].flatMap(([number]) =>
    number === "2026" ? [] : [number]
  );
}

/** A folder that keeps its files in a record, by their paths. */
function memoryFolder(files: Map<string, string>, path = ""): OutputFolder {
  const put = (name: string, text: string) => {
    files.set(path + name, text);
    return true;
  };
  return {
    path,
    write: (name, pieces) => void put(name, [...pieces].join("")),
    update: put,
    folder: (name) => memoryFolder(files, `${path}${name}/`),
    ...{ names: () => [], prune: () => {}, copy: () => {} },
  };
}

describe("numbers on pages of an archive's site", () => {
  const served: readonly (readonly [target: string, text: string])[] = [
    ["/", "2,469 messages"],
    ["/chat/oc_one?at=om_0", "pictures and files (1,234)"],
    ["/chat/oc_one?at=om_0", "1,000 replies or more"],
    ["/chat/oc_one?at=om_9000", " more characters"],
    ["/days/oc_one", "1,235 messages"],
    ["/people/oc_one", "2,469 messages"],
    ["/search?q=word", "2,468 messages"],
  ];
  it("are in groups everywhere on the served site", () =>
    inArchive((test) => {
      fill(test);
      const open = { firstPath: "", admit: () => ({ kind: "pass" as const }) };
      const site = createSite(test.archive, "example.com", open, () => FIRST_TIME);
      for (const [target, text] of served) {
        const { status, body } = site({ method: "GET", target, host: "", cookie: "" });
        assertEquals([status, ungroupedIn(String(body))], [200, []], target);
        assert(textOf(String(body)).includes(text), `${target}: ${text}\n${textOf(String(body))}`);
      }
    }));

  it("are in groups everywhere on the site of files", () =>
    inArchive((test) => {
      fill(test);
      const files = new Map<string, string>();
      const options = { chatIds: [], linkHost: "example.com", mediaBase: "../", isSelfContained: false };
      writeStaticSite(test.archive, memoryFolder(files), options);
      const pages = [...files].filter(([name]) => name.endsWith(".html"));
      for (const [name, html] of pages) assertEquals(ungroupedIn(html), [], name);
      const all = pages.map(([, html]) => textOf(html)).join("\n");
      for (const text of ["2,469 messages", "(1,234)", "1,000 messages", "1,234 replies", "from 1,"]) {
        assert(all.includes(text), text);
      }
    }));

  it("are in the same groups in its search", () => {
    const [, grouped = ""] = /const grouped = (.*);/.exec(SEARCH_SCRIPT) ?? [];
    const [, pattern = "", flags = "", by = ""] = /replace\(\/(.*)\/(\w+), "(.*)"\)/.exec(grouped) ?? [];
    for (const count of [7, 999, 1000, 1234567]) {
      assertEquals(String(count).replace(new RegExp(pattern, flags), by), numberText(count));
    }
  });
});
