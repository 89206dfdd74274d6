import { spelled } from "../../../cli/spelling.ts";
import { byteRate, byteSize, chunkSize } from "../../../cli/options/size.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("byteSize", () => {
  const good: readonly (readonly [text: string, bytes: number])[] = [
    ["0", 0],
    ["4096", 4096],
    ["4096B", 4096],
    ["1KB", 1000],
    ["500MB", 500_000_000],
    ["2GB", 2_000_000_000],
    ["1KiB", 1024],
    ["1MiB", 1_048_576],
    ["1GiB", 1_073_741_824],
    ["1.5GiB", 1_610_612_736],
    ["0.0015KB", 1],
    ["1K", 1024],
    ["2m", 2_097_152],
    ["1.5G", 1_610_612_736],
    ["1mb", 1_000_000],
    ["1mib", 1_048_576],
    [" 1 MB ", 1_000_000],
  ];
  for (const [text, bytes] of good) {
    it(`reads "${text}"`, () => assertEquals(byteSize("s").parse(text, "--download-limit"), bytes));
  }

  const bad = [
    "",
    " ",
    "MB",
    "-1",
    "+1",
    "1.",
    ".5",
    "1e3",
    "0x10",
    "1TB",
    "1T",
    "1 M B",
    "1,5GB",
    "1MB2",
    "all",
  ];
  for (const text of [...bad, "constructor", "1constructor", "1__proto__"]) {
    it(`refuses "${text}" with option, value and an example`, () => {
      const detail = detailOf(() => byteSize("s").parse(text, "--download-limit"));
      assertEquals([detail.type, detail.subtype, detail.param], [
        "validation",
        "invalid_argument",
        "--download-limit",
      ]);
      assertStringIncludes(spelled(detail.message), `"${text}"`);
      assertStringIncludes(spelled(detail.hint ?? ""), "500MB");
    });
  }
});

describe("byteRate", () => {
  const good: readonly (readonly [text: string, bytes: number])[] = [
    ["2M", 2_097_152],
    ["2MiB/s", 2_097_152],
    ["500KB/s", 500_000],
    ["1k", 1024],
    ["4096", 4096],
  ];
  for (const [text, bytes] of good) {
    it(`reads "${text}"`, () => assertEquals(byteRate("s").parse(text, "--limit-rate"), bytes));
  }

  for (const text of ["", "0", "1023", "-2M", "2M/h", "fast", "/s", "99999999G"]) {
    it(`refuses "${text}" with an example that it takes`, () => {
      const detail = detailOf(() => byteRate("s").parse(text, "--limit-rate"));
      assertEquals([detail.param, detail.hint], ["--limit-rate", "write it like --limit-rate 2M"]);
      assertStringIncludes(spelled(detail.message), `"${text}"`);
    });
  }
});

describe("chunkSize", () => {
  const good: readonly (readonly [text: string, value: number | "auto"])[] = [
    ["auto", "auto"],
    ["1", 1_048_576],
    ["64", 67_108_864],
    ["8M", 8_388_608],
    ["8m", 8_388_608],
    ["8MiB", 8_388_608],
    ["8 mib", 8_388_608],
  ];
  for (const [text, value] of good) {
    it(`reads "${text}"`, () => assertEquals(chunkSize("s").parse(text, "--chunk-size"), value));
  }

  for (const text of ["", "0", "65", "65MiB", "1.5", "8MB", "8K", "MiB", "AUTO", "-1"]) {
    it(`refuses "${text}"`, () =>
      assertEquals(detailOf(() => chunkSize("s").parse(text, "--chunk-size")).param, "--chunk-size"));
  }
});
