import {
  arrayAt,
  nonBlank,
  nonEmptyStringAt,
  objectAt,
  objectsAt,
  stringAt,
} from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const OBJECT: JsonObject = {
  text: "a",
  empty: "",
  blank: " \n",
  number: 1,
  big: 10n,
  yes: true,
  nothing: null,
  list: [1, { a: 1 }, null, [{ b: 2 }], "x", {}],
  object: { a: 1 },
};

type Reader = (object: JsonObject | undefined, key: string) => unknown;

describe("reading JSON of others", () => {
  const readers:
    readonly (readonly [name: string, read: Reader, found: Record<string, unknown>, absent: unknown])[] = [
      ["stringAt", stringAt, { text: "a", empty: "", blank: " \n" }, undefined],
      ["filledStringAt", nonEmptyStringAt, { text: "a" }, undefined],
      ["objectAt", objectAt, { object: { a: 1 } }, undefined],
      ["arrayAt", arrayAt, { list: OBJECT["list"] }, []],
      ["objectsAt", objectsAt, { list: [{ a: 1 }, {}] }, []],
    ];
  for (const [name, read, found, absent] of readers) {
    it(`${name} finds its own type and counts every other as absent`, () => {
      for (const key of [...Object.keys(OBJECT), "missing"]) {
        assertEquals(read(OBJECT, key), key in found ? found[key] : absent, key);
      }
    });

    it(`${name} finds nothing in nothing`, () => assertEquals(read(undefined, "text"), absent));
  }

  for (const text of [undefined, null, "", " \n"]) {
    it(`takes ${JSON.stringify(text)} for no text`, () => assertEquals(nonBlank(text), undefined));
  }

  it("keeps a filled text as it is", () => assertEquals(nonEmptyStringAt({ a: " b " }, "a"), " b "));
});
