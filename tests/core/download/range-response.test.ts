import {
  hasValidator,
  judgeResponse,
  type KnownObject,
  mediaType,
  type ResponseExpectation,
  strongEtag,
  type Verdict,
} from "../../../core/download/range-response.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NAKED: KnownObject = { total: 1000, etag: undefined, lastModified: undefined, contentType: "" };
const TAGGED: KnownObject = { ...NAKED, etag: '"v1"' };
const WEAK: KnownObject = { ...NAKED, etag: 'W/"v1"' };
const DATED: KnownObject = { ...NAKED, lastModified: "Sun, 15 Jun 2025 15:00:00 GMT" };
const UNSIZED: KnownObject = { ...NAKED, total: undefined };

const PROBE: ResponseExpectation = { start: 0, end: 99 };
const later = (known: KnownObject): ResponseExpectation => ({ start: 100, end: 199, known });
const toEnd = (known: KnownObject): ResponseExpectation => ({ start: 100, known });
const WHOLE: ResponseExpectation = {};

type Heads = Readonly<Record<string, string>>;
const part = (start: number, end: number, total: number | "*" = 1000, more: Heads = {}): Heads => ({
  "content-range": `bytes ${start}-${end}/${total}`,
  ...more,
});

type Row = readonly [
  name: string,
  asked: ResponseExpectation,
  status: number,
  headers: Heads,
  kind: Verdict["kind"],
];

/** The verdict of each row is checked; what it carries is checked further down. */
function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [name, asked, status, headers, kind] of rows) {
      it(`${name}: ${kind}`, () => {
        const verdict = judgeResponse(asked, { status, headers: new Headers(headers) });
        assertEquals(verdict.kind, kind, Deno.inspect(verdict));
      });
    }
  });
}

table("judgeAnswer: 206", [
  ["the probe as asked", PROBE, 206, part(0, 99), "part"],
  ["the probe of a smaller object", PROBE, 206, part(0, 49, 50), "part"],
  ["a later range as asked", later(NAKED), 206, part(100, 199), "part"],
  ["the last range, cut at the end", { start: 900, end: 1099, known: NAKED }, 206, part(900, 999), "part"],
  ["an open range", toEnd(NAKED), 206, part(100, 999), "part"],
  ["the length of the span", PROBE, 206, part(0, 99, 1000, { "content-length": "100" }), "part"],
  ["identity as encoding", PROBE, 206, part(0, 99, 1000, { "content-encoding": "Identity" }), "part"],
  ["a total of * where it is known", later(NAKED), 206, part(100, 199, "*"), "part"],
  ["a total of * in the probe", PROBE, 206, part(0, 99, "*"), "invalid"],
  ["a start after the asked one", PROBE, 206, part(10, 99), "invalid"],
  ["a start before the asked one", later(NAKED), 206, part(90, 199), "invalid"],
  ["always the first range", later(NAKED), 206, part(0, 99), "invalid"],
  ["an end after the asked one", PROBE, 206, part(0, 109), "invalid"],
  ["an end before the requested one, honestly labelled", PROBE, 206, part(0, 89), "part"],
  [
    "an end before the requested one, of a body that does not end there",
    PROBE,
    206,
    part(0, 89, 1000, {
      "content-length": "100",
    }),
    "invalid",
  ],
  ["an open range that ends early, honestly labelled", toEnd(NAKED), 206, part(100, 899), "part"],
  ["no Content-Range", PROBE, 206, {}, "invalid"],
  ["an unsatisfied Content-Range", PROBE, 206, { "content-range": "bytes */1000" }, "invalid"],
  ["a malformed Content-Range", PROBE, 206, { "content-range": "bytes -1-99/1000" }, "invalid"],
  ["multipart", PROBE, 206, { "content-type": "multipart/byteranges; boundary=x" }, "invalid"],
  ["a length below the span", PROBE, 206, part(0, 99, 1000, { "content-length": "99" }), "invalid"],
  ["a length above the span", PROBE, 206, part(0, 99, 1000, { "content-length": "101" }), "invalid"],
  ["gzip", PROBE, 206, part(0, 99, 1000, { "content-encoding": "gzip" }), "invalid"],
  ["no range asked for", WHOLE, 206, part(0, 999), "invalid"],
  [
    "another media type",
    later({ ...NAKED, contentType: "video/mp4" }),
    206,
    part(100, 199, 1000, {
      "content-type": "text/html",
    }),
    "invalid",
  ],
  [
    "the media type with parameters",
    later({ ...NAKED, contentType: "text/plain" }),
    206,
    part(100, 199, 1000, {
      "content-type": "Text/Plain; charset=utf-8",
    }),
    "part",
  ],
]);

table("judgeAnswer: 206 of which object", [
  ["the same strong tag", later(TAGGED), 206, part(100, 199, 1000, { etag: '"v1"' }), "part"],
  ["the same weak tag", later(WEAK), 206, part(100, 199, 1000, { etag: 'W/"v1"' }), "part"],
  ["another strong tag", later(TAGGED), 206, part(100, 199, 1000, { etag: '"v2"' }), "changed"],
  ["another weak tag", later(WEAK), 206, part(100, 199, 1000, { etag: 'W/"v2"' }), "changed"],
  ["another tag and total", later(TAGGED), 206, part(100, 199, 2000, { etag: '"v2"' }), "changed"],
  ["another tag and wrong start", later(TAGGED), 206, part(0, 99, 1000, { etag: '"v2"' }), "changed"],
  ["a tag only now", later(NAKED), 206, part(100, 199, 1000, { etag: '"v1"' }), "part"],
  ["no tag any more", later(TAGGED), 206, part(100, 199), "part"],
  [
    "the same date",
    later(DATED),
    206,
    part(100, 199, 1000, { "last-modified": DATED.lastModified ?? "" }),
    "part",
  ],
  [
    "another date",
    later(DATED),
    206,
    part(100, 199, 1000, { "last-modified": "Mon, 16 Jun 2025 15:00:00 GMT" }),
    "changed",
  ],
  [
    "the same tag, another date",
    later({ ...TAGGED, lastModified: DATED.lastModified }),
    206,
    part(100, 199, 1000, {
      etag: '"v1"',
      "last-modified": "Mon, 16 Jun 2025 15:00:00 GMT",
    }),
    "part",
  ],
  ["another total without validator", later(NAKED), 206, part(100, 199, 1001), "changed"],
  ["another total under the same tag", later(TAGGED), 206, part(100, 199, 1001, { etag: '"v1"' }), "invalid"],
]);

table("judgeAnswer: 200", [
  ["to the probe", PROBE, 200, { "content-length": "1000" }, "whole"],
  ["to a plain request", WHOLE, 200, { "content-length": "1000" }, "whole"],
  ["without a length", WHOLE, 200, {}, "whole"],
  ["to a later range", later(NAKED), 200, { "content-length": "1000" }, "whole"],
  ["to If-Range, with another tag", later(TAGGED), 200, { "content-length": "5", etag: '"v2"' }, "whole"],
  ["with another tag and media type", later({ ...TAGGED, contentType: "a/b" }), 200, {
    "content-length": "5",
    "content-type": "c/d",
    etag: '"v2"',
  }, "whole"],
  [
    "of the same tag with another size",
    later(TAGGED),
    200,
    { "content-length": "5", etag: '"v1"' },
    "invalid",
  ],
  ["of another media type", later({ ...NAKED, contentType: "video/mp4" }), 200, {
    "content-type": "text/plain",
  }, "invalid"],
  ["with gzip", PROBE, 200, { "content-encoding": "gzip", "content-length": "10" }, "invalid"],
  ["a web page", PROBE, 200, { "content-type": "text/html; charset=utf-8" }, "invalid"],
  ["a stored web page", PROBE, 200, {
    "content-type": "text/html",
    "content-disposition": 'attachment; filename="a.html"',
  }, "whole"],
]);

table("judgeAnswer: 416 and others", [
  ["416 to the probe", PROBE, 416, {}, "no-range"],
  ["416 to the probe of an empty file", PROBE, 416, { "content-range": "bytes */0" }, "no-range"],
  ["416 to a plain request", WHOLE, 416, {}, "invalid"],
  ["416 at the end", { start: 1000, known: UNSIZED }, 416, { "content-range": "bytes */1000" }, "complete"],
  ["416 at the end without a total", { start: 1000, known: UNSIZED }, 416, {}, "complete"],
  ["416 in the middle of what we know", later(NAKED), 416, {}, "invalid"],
  ["416 in the middle, same total", later(NAKED), 416, { "content-range": "bytes */1000" }, "invalid"],
  ["416 because the object shrank", later(NAKED), 416, { "content-range": "bytes */50" }, "changed"],
  ["416 because it shrank to our offset", later(NAKED), 416, { "content-range": "bytes */100" }, "changed"],
  ["416 behind a shorter object of unknown size", { start: 1000, known: UNSIZED }, 416, {
    "content-range": "bytes */500",
  }, "changed"],
  ["a whole body of the known tag without a length", later(TAGGED), 200, { etag: '"v1"' }, "whole"],
  ["a whole body of the known tag, its size unknown so far", later({ ...UNSIZED, etag: '"v1"' }), 200, {
    etag: '"v1"',
    "content-length": "7",
  }, "whole"],
  ["204", PROBE, 204, {}, "invalid"],
  ["304", PROBE, 304, {}, "invalid"],
  ["302 without a location", PROBE, 302, {}, "invalid"],
]);

describe("judgeAnswer: what a verdict carries", () => {
  it("the span and the object of a part", () => {
    const headers = new Headers(part(100, 199, 1000, {
      etag: '"v1"',
      "last-modified": "x",
      "content-type": "Video/MP4; a=b",
    }));
    assertEquals(judgeResponse({ start: 100, end: 199 }, { status: 206, headers }), {
      kind: "part",
      span: { start: 100, end: 199 },
      object: { total: 1000, etag: '"v1"', lastModified: "x", contentType: "video/mp4" },
    });
  });

  it("the known total where the part names none", () => {
    const verdict = judgeResponse(later(NAKED), { status: 206, headers: new Headers(part(100, 199, "*")) });
    assertEquals(verdict.kind === "part" && verdict.object.total, 1000);
  });

  const bodies:
    readonly (readonly [name: string, headers: Heads, total: number | undefined, delimited: boolean])[] = [
      ["a length", { "content-length": "7" }, 7, true],
      ["a length of nothing", { "content-length": "0" }, 0, true],
      ["chunked coding", { "transfer-encoding": "chunked" }, undefined, true],
      ["neither", {}, undefined, false],
      ["a length that is none", { "content-length": "-1" }, undefined, false],
    ];
  for (const [name, headers, total, delimited] of bodies) {
    it(`where a whole body ends: ${name}`, () => {
      const verdict = judgeResponse(WHOLE, { status: 200, headers: new Headers(headers) });
      assert(verdict.kind === "whole");
      assertEquals([verdict.object.total, verdict.delimited], [total, delimited]);
    });
  }

  const changes:
    readonly (readonly [name: string, known: KnownObject, headers: Heads, byValidator: boolean])[] = [
      ["a validator", TAGGED, part(100, 199, 1000, { etag: '"v2"' }), true],
      ["the total alone", NAKED, part(100, 199, 1001), false],
    ];
  for (const [name, known, headers, byValidator] of changes) {
    it(`by what a change was seen: ${name}`, () => {
      const verdict = judgeResponse(later(known), { status: 206, headers: new Headers(headers) });
      assert(verdict.kind === "changed");
      assertEquals(verdict.byValidator, byValidator);
    });
  }

  const reasons:
    readonly (readonly [asked: ResponseExpectation, status: number, headers: Heads, reason: string])[] = [
      [PROBE, 206, part(10, 99), "content-range error: the range starts at 10 instead of 0"],
      [PROBE, 206, { "content-range": "x" }, 'content-range error: the header is "x"'],
      [PROBE, 206, {}, "content-range error: the header is missing"],
      [PROBE, 206, part(0, 99, 1000, { "content-length": "5" }), "file size mismatch"],
      [PROBE, 206, part(0, 99, 1000, { "content-encoding": "br" }), '"br"'],
      [PROBE, 204, {}, "HTTP 204"],
    ];
  for (const [asked, status, headers, reason] of reasons) {
    it(`why an answer is no good: ${reason}`, () => {
      const verdict = judgeResponse(asked, { status, headers: new Headers(headers) });
      assert(verdict.kind === "invalid");
      assertStringIncludes(verdict.reason, reason);
    });
  }
});

describe("strongTag", () => {
  for (
    const [etag, tag] of [['"v1"', '"v1"'], ['W/"v1"', undefined], ["v1", undefined], [undefined, undefined]]
  ) {
    it(`of ${etag} is ${tag}`, () => assertEquals(strongEtag({ ...NAKED, etag }), tag));
  }
  it("of nothing is nothing", () => assertEquals(strongEtag(undefined), undefined));
});

describe("hasValidator", () => {
  for (const [object, has] of [[NAKED, false], [TAGGED, true], [WEAK, true], [DATED, true]] as const) {
    it(`is ${has} for ${object.etag ?? object.lastModified}`, () => assertEquals(hasValidator(object), has));
  }
});

describe("mediaType", () => {
  for (const [header, type] of [["Text/HTML; charset=x", "text/html"], [" a/b ", "a/b"], ["", ""]] as const) {
    it(`of "${header}" is "${type}"`, () =>
      assertEquals(mediaType(new Headers({ "content-type": header })), type));
  }
  it("without a header is empty", () => assertEquals(mediaType(new Headers()), ""));
});
