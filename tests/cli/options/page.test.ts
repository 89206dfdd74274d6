import { spelled } from "../../../cli/spelling.ts";
import { optionName } from "../../../cli/options/option.ts";
import {
  describePages,
  isMultiPage,
  pageOptions,
  pageQuery,
  type PageValues,
} from "../../../cli/options/page.ts";
import type { PageOptions } from "../../../core/platform/pages.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const DEFAULTS = { size: 50, limit: 10, delay: 200 };
const OPTIONS = pageOptions(DEFAULTS);
type Key = keyof typeof OPTIONS;

/** The values for texts as typed. */
function read(texts: Partial<Record<Key, string>> = {}): PageValues {
  const one = <K extends Key>(key: K) => {
    const text = texts[key];
    return OPTIONS[key].read(text === undefined ? undefined : [text], optionName(key)) as PageValues[K];
  };
  return {
    pageSize: one("pageSize"),
    pageToken: one("pageToken"),
    pageAll: one("pageAll"),
    pageLimit: one("pageLimit"),
    pageDelay: one("pageDelay"),
  };
}

const ONE: PageOptions = { token: undefined, limit: 1, delay: 200 };

describe("pageOptions", () => {
  it("has the defaults of the list", () => {
    assertEquals(read(), {
      pageSize: 50,
      pageToken: undefined,
      pageAll: false,
      pageLimit: undefined,
      pageDelay: 200,
    });
    assertEquals(pageOptions({ size: 20, limit: 40, delay: 0 }).pageSize.read(undefined, "--page-size"), 20);
  });

  const bounds: readonly (readonly [key: Key, good: readonly string[], bad: readonly string[]])[] = [
    ["pageSize", ["1", "50"], ["0", "51", "-1", "1.5", "many", ""]],
    ["pageLimit", ["0", "1", "1000"], ["-1", "1001", "all"]],
    ["pageDelay", ["0", "60000"], ["-1", "60001", "1s"]],
  ];
  for (const [key, good, bad] of bounds) {
    for (const text of good) {
      it(`takes ${optionName(key)} ${text}`, () => assertEquals(read({ [key]: text })[key], Number(text)));
    }
    for (const text of bad) {
      it(`refuses ${optionName(key)} "${text}", naming option, value and range`, () => {
        const detail = detailOf(() => read({ [key]: text }));
        assertEquals([detail.type, detail.param], ["validation", optionName(key)]);
        assertStringIncludes(spelled(detail.message), `"${text}"`);
        assertStringIncludes(spelled(detail.message), `${good[0]} to ${good.at(-1)}`);
      });
    }
  }

  it("knows --limit and --max-results for --page-size", () =>
    assertEquals(OPTIONS.pageSize.aliases, ["limit", "max-results"]));
});

describe("pageQuery", () => {
  const cases: readonly (readonly [
    name: string,
    texts: Partial<Record<Key, string>>,
    wish: PageOptions,
    isWalk: boolean,
    described: string,
  ])[] = [
    ["is one page unless more is asked for", {}, ONE, false, "one page"],
    [
      "begins at the token, which asks for no walk",
      { pageToken: "t2" },
      { ...ONE, token: "t2" },
      false,
      "one page",
    ],
    ["is no walk for a delay alone", { pageDelay: "0" }, { ...ONE, delay: 0 }, false, "one page"],
    [
      "walks with --page-all to the list's own limit",
      { pageAll: "true" },
      { ...ONE, limit: 10 },
      true,
      "page after page, 10 at most",
    ],
    [
      "walks with --page-limit alone",
      { pageLimit: "3" },
      { ...ONE, limit: 3 },
      true,
      "page after page, 3 at most",
    ],
    [
      "walks with both to the limit given",
      { pageAll: "true", pageLimit: "1000" },
      { ...ONE, limit: 1000 },
      true,
      "page after page, 1000 at most",
    ],
    [
      "walks without limit for 0",
      { pageLimit: "0" },
      { ...ONE, limit: Infinity },
      true,
      "page after page, to the last one",
    ],
    [
      "walks without limit for --page-all and 0",
      { pageAll: "true", pageLimit: "0" },
      { ...ONE, limit: Infinity },
      true,
      "page after page, to the last one",
    ],
    ["is a walk of one page for 1", { pageLimit: "1" }, ONE, true, "one page"],
    [
      "resumes a walk",
      { pageAll: "true", pageToken: "t2", pageDelay: "5" },
      { token: "t2", limit: 10, delay: 5 },
      true,
      "page after page, 10 at most",
    ],
  ];
  for (const [name, texts, wish, walk, described] of cases) {
    it(name, () => {
      const values = read(texts);
      assertEquals(pageQuery(values, DEFAULTS), wish);
      assertEquals([isMultiPage(values), describePages(values, DEFAULTS)], [walk, described]);
    });
  }
});
