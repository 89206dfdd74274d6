import { createLiveLines } from "../../../cli/output/live-lines.ts";
import { createWaits } from "../../../cli/output/waits.ts";
import { fakeClock, fakeSink } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What stands on a terminal of any width after a text with these signs was written to it. */
function screen(text: string): string[] {
  const lines = [""];
  let at = 0;
  for (const [part] of text.matchAll(/\r\u001b\[K|\u001b\[1A|\n|[^\r\n\u001b]+/g)) {
    if (part === "\r\u001b[K") lines[at] = "";
    else if (part === "\u001b[1A") at--;
    else if (part === "\n") lines[++at] ??= "";
    else lines[at] += part;
  }
  return lines;
}

describe("live lines", () => {
  const scene = (terminal?: number) => {
    const stderr = fakeSink(terminal);
    return { stderr, live: createLiveLines({ stderr }), shown: () => screen(stderr.text()) };
  };

  it("are drawn over, one or several", async () => {
    const { live, shown } = scene(80);
    live.show(["a", "b", "total"]);
    live.show(["b", "total 2"]);
    await live.settled();
    assertEquals(shown(), ["b", "total 2", ""]);
    live.show([]);
    await live.settled();
    assertEquals(shown().filter((line) => line !== ""), []);
  });

  it("stand below the lines of the log, which stay", async () => {
    const { live, shown } = scene(80);
    live.show(["a", "b"]);
    live.log("retrying in 3 s: HTTP 503");
    live.log("retrying in 6 s: HTTP 503");
    live.show(["a2", "b2"]);
    await live.settled();
    const log = ["retrying in 3 s: HTTP 503", "retrying in 6 s: HTTP 503"];
    assertEquals(shown(), [...log, "a2", "b2"]);
    live.show([]);
    await live.settled();
    assertEquals(shown().filter((line) => line !== ""), log);
  });

  it("have a line above them that says what is waited for, on one line of the terminal", async () => {
    const { live, shown } = scene(20);
    live.show(["[##--]  50%"]);
    live.status("reading page 2, waiting for the service");
    live.log("retrying in 3 s: HTTP 503");
    await live.settled();
    assertEquals(shown(), ["retrying in 3 s: HTTP 503", "reading page 2, wa…", "[##--]  50%"]);
    live.status(undefined);
    live.show([]);
    await live.settled();
    assertEquals(shown().filter((line) => line !== ""), ["retrying in 3 s: HTTP 503"]);
  });

  it("are lines that stay where nothing may be drawn over, none of them twice", async () => {
    const stderr = fakeSink(80);
    const live = createLiveLines({ stderr }, true);
    for (const line of ["page 1", "page 1, waiting", "page 1", "page 2", undefined]) live.status(line);
    live.show(["[##--]  50%"]);
    await live.settled();
    assertEquals(stderr.text(), "page 1\npage 1, waiting\npage 2\n");
  });

  it("are left out without a terminal; the log is plain there", async () => {
    const { live, stderr } = scene();
    live.show(["a"]);
    live.log("still working");
    live.show([]);
    await live.settled();
    assertEquals(stderr.text(), "still working\n");
  });

  it("obey nothing that others wrote", async () => {
    const { live, shown } = scene(80);
    live.log("retrying: \u001b[2Jboo\nfake line");
    await live.settled();
    assertEquals(shown(), ["retrying: boo fake line", ""]);
  });

  it("waits are told above them", async () => {
    const { live, stderr, shown } = scene(80);
    const clock = fakeClock();
    const waits = createWaits({ stderr, clock }, false, live);
    live.show(["[####----]  50%"]);
    waits.begin("retrying in 2 s: HTTP 503", 2000);
    await live.settled();
    assertEquals(shown(), ["retrying in 2 s: HTTP 503", "[####----]  50%"]);
  });
});
