import { assertEquals } from "@std/assert";
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
});
