import { resolveLayer } from "../../../../cli/commands/flags/layer.ts";
import { Failure } from "../../../../core/failure.ts";
import { FLAG_TYPES, ITEM_TYPES } from "../../../../core/flag/layer.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What each pair of words means; the other pairs are refused. */
const MEANT: Readonly<Record<string, string>> = {
  "- -": "default message",
  "- message": "default message",
  "- feed": "detect",
  "default message": "default message",
  "thread feed": "thread feed",
  "msg_thread feed": "msg_thread feed",
};

describe("wishedLayer", () => {
  for (const itemType of [undefined, ...ITEM_TYPES]) {
    for (const flagType of [undefined, ...FLAG_TYPES]) {
      const words = `${itemType ?? "-"} ${flagType ?? "-"}`;
      const meant = MEANT[words];
      it(`${words}: ${meant ?? "refused, naming both flags"}`, () => {
        if (meant !== undefined) {
          const layer = resolveLayer({ itemType, flagType });
          assertEquals(layer === "detect" ? layer : `${layer.itemType} ${layer.flagType}`, meant);
          return;
        }
        const { detail } = assertThrows(() => resolveLayer({ itemType, flagType }), Failure);
        assertEquals([detail.type, detail.params?.map(({ name }) => name)], [
          "validation",
          ["--item-type", "--flag-type"],
        ]);
      });
    }
  }
});
