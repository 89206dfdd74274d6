import { objectAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { documentOf, ok, runLine } from "../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["api", "GET", "/open-apis/im/v1/things"];

describe("im api: one page of a list", () => {
  const cases:
    readonly (readonly [name: string, page: JsonObject, status: number, pagination: object | undefined])[] = [
      ["the last one", { has_more: false, page_token: "t" }, 0, { complete: true, pages: 1, items: 2 }],
      ["one of several", { has_more: true, page_token: "t" }, 0, {
        complete: false,
        pages: 1,
        items: 2,
        next_token: "t",
      }],
      ["one that does not say how it goes on", { has_more: true, page_token: "" }, 5, {
        complete: false,
        pages: 1,
        items: 2,
      }],
      ["what is no list", {}, 0, undefined],
    ];
  for (const [name, page, status, pagination] of cases) {
    it(name, async () => {
      const result = await runLine(LINE, [ok({ items: [{ id: 1 }, { id: 2 }], ...page })]);
      const found = objectAt(objectAt(documentOf(result), "meta"), "pagination");
      assertEquals([result.status, found], [status, pagination]);
    });
  }
});

describe("im api: a response that is no JSON", () => {
  it("is saved as it came, by the request that was made", () =>
    inTemporaryDirectory(async (cwd) => {
      const bytes = () =>
        new Response(new Blob(["bytes"]).stream(), {
          headers: { "content-type": "application/octet-stream", "content-length": "5" },
        });
      const result = await runLine(LINE, [bytes], { cwd });
      const { size_bytes: size, requests } = objectAt(documentOf(result), "data") ?? {};
      assertEquals([result.status, size, requests, result.seen.length], [0, 5, 1, 1]);
    }));
});
