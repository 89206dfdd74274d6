import { formatBytes } from "../../../core/text/size.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

describe("formatBytes", () => {
  const rows: readonly (readonly [bytes: number, text: string])[] = [
    [0, "0 B"],
    [1, "1 B"],
    [999.6, "1000 B"],
    [1023, "1023 B"],
    [1023.6, "1.0 KiB"],
    [KIB, "1.0 KiB"],
    [1234, "1.2 KiB"],
    [99.94 * KIB, "99.9 KiB"],
    [99.96 * KIB, "100 KiB"],
    [1023 * KIB, "1023 KiB"],
    [MIB - 1, "1.0 MiB"],
    [24 * MIB, "24.0 MiB"],
    [100 * MIB, "100 MiB"],
    [5 * GIB, "5.0 GiB"],
    [2 * KIB * GIB, "2.0 TiB"],
    [2048 * KIB * GIB, "2048 TiB"],
  ];
  for (const [bytes, text] of rows) {
    it(`of ${bytes} is ${text}`, () => assertEquals(formatBytes(bytes), text));
  }

  const above: readonly (readonly [bytes: number, text: string])[] = [
    [1023, "1023 B"],
    [KIB, "1.0 KiB"],
    [KIB + 1, "1.1 KiB"],
    [10 * MIB, "10.0 MiB"],
    [10 * MIB + 1, "10.1 MiB"],
    [100 * MIB, "100 MiB"],
    [100 * MIB + 1, "101 MiB"],
  ];
  for (const [bytes, text] of above) {
    it(`of ${bytes}, rounded up, is ${text}`, () => assertEquals(formatBytes(bytes, "up"), text));
  }
});
