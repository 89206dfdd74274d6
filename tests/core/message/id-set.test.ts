import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createIdSet } from "../../../core/message/id-set.ts";
import { seededRandom } from "../../support/fake-world.ts";

describe("createIdSet", () => {
  it("agrees with a set of strings, ids of every form included", () => {
    const random = seededRandom(7);
    const digits = (count: number) =>
      Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join("");
    // Few different endings, so that ids meet in the same slots.
    const ids = Array.from({ length: 5000 }, (_, index) => {
      if (index % 7 === 0) return `om_${index % 50}`;
      if (index % 11 === 0) return `om_${digits(24)}00000000`;
      return `om_${"0".repeat(20)}${digits(4)}0000${digits(2)}01`;
    });
    const all = [...ids, ...ids.toReversed(), "", "om_"];
    const expected = new Set<string>();
    const set = createIdSet();
    for (const id of all) {
      assertEquals(set.has(id), expected.has(id), id);
      assertEquals(set.add(id), !expected.has(id), id);
      expected.add(id);
      assertEquals(set.has(id), true, id);
    }
    assertEquals(ids.filter((id) => !set.has(id)), []);
  });

  const idOf = (index: number) => `om_${(index + 1).toString(16).padStart(32, "0")}`;

  it("of a walk remembers the latest ids, and few more", () => {
    for (const form of [idOf, (index: number) => `om_${index}`]) {
      const set = createIdSet(100);
      for (let index = 0; index < 1000; index++) assertEquals(set.add(form(index)), true);
      const known = Array.from({ length: 1000 }, (_none, index) => set.has(form(index)));
      assertEquals(known.slice(900).filter((isKnown) => !isKnown), []);
      assert(known.filter((isKnown) => isKnown).length <= 136);
    }
  });

  it("of a walk takes no id twice that it remembers", () => {
    const set = createIdSet(100);
    for (let index = 0; index < 150; index++) set.add(idOf(index));
    assertEquals([set.add(idOf(149)), set.add(idOf(51)), set.add(idOf(150))], [false, false, true]);
  });
});
