import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonValue } from "../../../../core/json.ts";
import { formatLongTime } from "../../../../core/message/render/format-long-time.ts";
import { localTime } from "./local-time.ts";

describe("formatLongTime", () => {
  const ms = 1779242400000;
  const cases: readonly (readonly [raw: JsonValue | undefined, text: string | undefined])[] = [
    ["1779242400000", localTime(ms)],
    [1779242400000, localTime(ms)],
    [1779242400000n, localTime(ms)],
    ["1779242400", localTime(ms)],
    [1779242400, localTime(ms)],
    ["", undefined],
    ["0", undefined],
    [0, undefined],
    ["tomorrow", undefined],
    [99999999999999999999999n, undefined],
    [null, undefined],
    [{}, undefined],
    [undefined, undefined],
  ];
  for (const [raw, text] of cases) {
    it(`makes ${text} of ${typeof raw} ${String(raw)}`, () => assertEquals(formatLongTime(raw), text));
  }
});
