import { spelled } from "../../../cli/spelling.ts";
import {
  choice,
  integer,
  type Option,
  optional,
  optionName,
  required,
  seconds,
  short,
  text,
  toggle,
  withDefault,
} from "../../../cli/options/option.ts";
import { Failure } from "../../../core/failure.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A kind of flag with texts that it takes and texts that it refuses. */
interface Case {
  readonly flag: Option<unknown>;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  text: {
    flag: optional(text("t", "s")),
    good: [["", ""], [" a ", " a "], ["-", "-"], ["图", "图"]],
    bad: [],
  },
  choice: {
    flag: optional(choice(["image", "file"], "s")),
    good: [["image", "image"], ["file", "file"]],
    bad: ["", "Image", "video", "image,file", "imag"],
  },
  integer: {
    flag: optional(integer(1, 8, "s")),
    good: [["1", 1], ["8", 8], ["+3", 3], [" 4 ", 4], ["007", 7]],
    bad: ["", "0", "9", "-1", "1.5", "1e0", "0x4", "four", "4 5", "Infinity", "NaN", "٤"],
  },
  seconds: {
    flag: optional(seconds(0.1, 3600, "s")),
    good: [["0.1", 0.1], ["30", 30], ["2.5", 2.5], ["3600", 3600]],
    bad: ["", "0", "-1", "3601", "1e3", "5s", ".5.", "Infinity", "1,5"],
  },
  toggle: {
    flag: toggle("s"),
    good: [
      ["true", true],
      ["1", true],
      ["Yes", true],
      [" on ", true],
      ["false", false],
      ["0", false],
      ["no", false],
      ["OFF", false],
    ],
    bad: ["", "2", "maybe", "truee"],
  },
};

for (const [kind, { flag, good, bad }] of Object.entries(CASES)) {
  describe(`flags: ${kind}`, () => {
    for (const [given, value] of good) {
      it(`takes ${JSON.stringify(given)}`, () => assertEquals(flag.read([given], "--some-flag"), value));
    }
    for (const given of bad) {
      it(`refuses ${JSON.stringify(given)} and names flag and value`, () => {
        const detail = detailOf(() => flag.read([given], "--some-flag"));
        assertEquals([detail.type, detail.subtype, detail.param], [
          "validation",
          "invalid_argument",
          "--some-flag",
        ]);
        assertStringIncludes(spelled(detail.message), "--some-flag");
        const quoted = [given, given.trim()].flatMap((one) => [`"${one}"`, JSON.stringify(one)]);
        const named = quoted.some((one) => detail.message.includes(one)) ||
          /is empty/.test(spelled(detail.message));
        assertEquals(named, true, spelled(detail.message));
      });
    }
  });
}

describe("flags: given or not", () => {
  it("a required one must be there", () => {
    const detail = detailOf(() => required(text("path", "s")).read(undefined, "--output"));
    assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", "--output"]);
    assertStringIncludes(spelled(detail.hint ?? ""), "--output <path>");
  });

  const absent: readonly (readonly [name: string, flag: Option<unknown>, value: unknown])[] = [
    ["an optional one", optional(text("t", "s")), undefined],
    ["one with a default", withDefault(integer(1, 8, "s"), 1), 1],
    ["a toggle", toggle("s"), false],
  ];
  for (const [name, flag, value] of absent) {
    it(`${name} is ${value} when it is left out`, () => assertEquals(flag.read(undefined, "--x"), value));
  }

  const repeated: readonly (readonly [name: string, flag: Option<unknown>, value: unknown])[] = [
    ["a required one", required(integer(1, 8, "s")), 2],
    ["an optional one", optional(integer(1, 8, "s")), 2],
    ["one with a default", withDefault(integer(1, 8, "s"), 1), 2],
  ];
  for (const [name, flag, value] of repeated) {
    it(`the last counts when ${name} is given twice`, () =>
      assertEquals(flag.read(["7", "2"], "--x"), value));
  }

  it("a default can be described in other words than its value", () =>
    assertEquals(withDefault(integer(1, 9, "s"), 8, "eight").fallback, "eight"));

  it("a short name changes nothing else", () => {
    const flag = optional(text("dir", "s"));
    assertEquals({ ...short("C", flag), read: undefined }, { ...flag, short: "C", read: undefined });
  });
});

describe("flagName", () => {
  for (
    const [key, name] of [["type", "--type"], ["messageId", "--message-id"], [
      "retryBudget",
      "--retry-budget",
    ]] as const
  ) {
    it(`of ${key} is ${name}`, () => assertEquals(optionName(key), name));
  }
});

describe("a choice in any case", () => {
  const format = withDefault(choice(["json", "pretty"], "output format", { anyCase: true }), "json");

  it("takes the word in capitals", () => assertEquals(format.read(["Pretty"], "--format"), "pretty"));

  it("refuses other words", () => {
    assertThrows(() => format.read(["yaml"], "--format"), Failure, "--format must be json or pretty");
  });

  it("suggests the word that was meant", () => {
    const failure = assertThrows(() => format.read(["jso"], "--format"), Failure);
    assertEquals(failure.detail.hint, "did you mean json?");
  });
});
