import { createWaits, withWaits } from "../../../cli/output/waits.ts";
import { fakeClock, fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function scene(terminal?: number, isQuiet = false) {
  const clock = fakeClock();
  const stderr = fakeSink(terminal);
  const waits = createWaits({ clock, stderr }, isQuiet);
  return {
    clock,
    stderr,
    waits,
    lines: () => stderr.text().split(/\n|\r\u001b\[K/).filter((line) => line !== ""),
  };
}

describe("createWaits, on a terminal", () => {
  it("shows what lasts longer than a second, as long as it lasts", async () => {
    const { clock, waits, lines, stderr } = scene(80);
    waits.begin("short")();
    const end = waits.begin("long");
    await clock.advance(999);
    assertEquals(lines(), []);
    await clock.advance(1);
    assertEquals(lines(), ["long"]);
    end();
    await waits.end();
    assertEquals([stderr.text(), clock.pending()], ["\r\u001b[Klong\r\u001b[K", 0]);
  });

  it("shows at once what is known to last longer", async () => {
    const { waits, lines, clock } = scene(80);
    waits.begin("retrying in 2 s: HTTP 503", 2000);
    waits.begin("retrying in 1 s: HTTP 503", 300)();
    await waits.end();
    assertEquals([lines(), clock.pending()], [["retrying in 2 s: HTTP 503"], 0]);
  });

  it("passes no control characters on", async () => {
    const { waits, stderr } = scene(80);
    waits.begin("a\u001b[2J\nb", 1000);
    await waits.end();
    assertEquals(stderr.text(), "a b\n");
  });
});

describe("createWaits, without a terminal", () => {
  it("says nothing about what takes less than ten seconds", async () => {
    const { clock, waits, lines } = scene();
    waits.begin("retrying in 9 s: HTTP 503", 9000);
    await clock.advance(9999);
    await waits.end();
    assertEquals([lines(), clock.pending()], [[], 0]);
  });

  it("has a line at the start and at the end of what takes longer", async () => {
    const { clock, waits, lines } = scene();
    waits.begin("waiting for the service: GET /x");
    await clock.advance(25_000);
    await waits.end();
    assertEquals(lines(), ["still working after 10 s: waiting for the service: GET /x", "ended after 25 s"]);
  });

  it("names a long wait when it begins", async () => {
    const { clock, waits, lines } = scene();
    const end = waits.begin("retrying in 20 s: HTTP 429", 20_000);
    await clock.advance(1);
    assertEquals(lines(), ["retrying in 20 s: HTTP 429"]);
    end();
    await waits.end();
    assertEquals(lines().at(-1), "ended after 0 s");
  });
});

for (const terminal of [80, undefined]) {
  it(`createWaits: quiet takes all of it away (${terminal === undefined ? "no terminal" : "terminal"})`, async () => {
    const { clock, waits, lines } = scene(terminal, true);
    waits.begin("x", 60_000);
    await clock.advance(60_000);
    await waits.end();
    assertEquals(lines(), []);
  });
}

describe("standard input that is a terminal", () => {
  const typed = async (os: "linux" | "windows", terminal?: number, isQuiet = false) => {
    const { clock, stderr, waits, lines } = scene(terminal, isQuiet);
    const readStdin = () => Promise.resolve(new Uint8Array([104, 105]));
    const world = withWaits(fakeWorld({ os, clock, stderr, readStdin, stdinIsTerminal: true }), waits);
    assertEquals(await world.readStdin(9), new Uint8Array([104, 105]));
    await waits.end();
    return lines();
  };

  it("says at once that it is read, and how to end it", async () => {
    assertEquals(await typed("linux", 80), ["reading standard input; Ctrl-D on a line of its own ends it"]);
    assertEquals(await typed("windows", 80), [
      "reading standard input; Ctrl-Z and Enter on a line of its own ends it",
    ]);
  });

  it("says nothing where nobody sees it or wants it", async () => {
    assertEquals(await typed("linux", undefined), []);
    assertEquals(await typed("linux", 80, true), []);
  });
});

describe("withWaits", () => {
  it("shows what the world waits for: standard input and computations", async () => {
    const { clock, stderr, waits, lines } = scene(80);
    const never = () => new Promise<never>(() => {});
    const world = withWaits(fakeWorld({ clock, stderr, readStdin: never, compute: never }), waits);
    void world.readStdin(1);
    void world.compute("jq", {});
    await clock.advance(1000);
    assertEquals(lines(), ["reading standard input", "computing: jq"]);
  });
});
