import type { Pagination } from "../../../core/platform/pages.ts";
import { paginationDiagnostic, paginationLine } from "../../../cli/output/pagination.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const cases: readonly (readonly [name: string, pagination: Pagination, line: string, diagnostic: string])[] =
  [
    [
      "a complete list",
      { complete: true, pages: 1, items: 1 },
      "complete: 1 page, 1 item",
      '{"_diagnostic":"pagination","complete":true,"pages":1,"items":1}',
    ],
    [
      "a list that goes on",
      { complete: false, pages: 2, items: 100, next_token: "tok_2=" },
      "incomplete: 2 pages, 100 items; continue with --page-token tok_2=",
      '{"_diagnostic":"pagination","complete":false,"pages":2,"items":100,"next_token":"tok_2="}',
    ],
    [
      "an incomplete list that nobody can continue",
      { complete: false, pages: 2, items: 0, next_token: undefined },
      "incomplete: 2 pages, 0 items",
      '{"_diagnostic":"pagination","complete":false,"pages":2,"items":0}',
    ],
    [
      "a token of several lines",
      { complete: false, pages: 1, items: 3, next_token: "a\ncomplete: 1 page" },
      "incomplete: 1 page, 3 items; continue with --page-token 'a complete: 1 page'",
      '{"_diagnostic":"pagination","complete":false,"pages":1,"items":3,"next_token":"a\\ncomplete: 1 page"}',
    ],
    [
      "a token that a shell or terminal would obey",
      { complete: false, pages: 1, items: 3, next_token: "a'; rm -rf /\u001b[2J" },
      "incomplete: 1 page, 3 items; continue with --page-token 'a'\\''; rm -rf /'",
      '{"_diagnostic":"pagination","complete":false,"pages":1,"items":3,"next_token":"a\'; rm -rf /\\u001b[2J"}',
    ],
  ];

describe("paginationLine", () => {
  for (const [name, pagination, line] of cases) {
    it(`shows ${name}`, () => assertEquals(paginationLine(pagination), `${line}\n`));
  }
});

describe("paginationDiagnostic", () => {
  for (const [name, pagination, , diagnostic] of cases) {
    it(`shows ${name}`, () => assertEquals(paginationDiagnostic(pagination), `${diagnostic}\n`));
  }
});
