import { frontText } from "../../cli/front.ts";
import { runProgram } from "../../cli/main.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a line that is answered before the program is loaded gets the program's text", () => {
  for (const words of [[], ["-h"], ["--help"], ["help"], ["--version"]]) {
    for (const columns of [40, 80, 100]) {
      it(`im ${words.join(" ")} in ${columns} columns`, async () => {
        const stdout = fakeSink();
        const world = fakeWorld({ stdout, variables: { COLUMNS: `${columns}` } });
        assertEquals(await runProgram(words, world), 0);
        assertEquals(await frontText(words, world), stdout.text());
      });
    }
  }
});

describe("every other line is left to the program", () => {
  const others = [
    ["--help", "-h"],
    ["help", "--all"],
    ["help", "messages"],
    ["--version", "--verbose"],
    ["+chat-list", "--help"],
    ["-q"],
    ["--"],
    [""],
  ];
  for (const words of others) {
    it(`im ${words.join(" ")}`, async () => {
      assertEquals(await frontText(words, fakeWorld({})), undefined);
    });
  }
});
