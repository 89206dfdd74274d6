import { createLineReader, readInput, type TerminalInput } from "../../cli/terminal-input.ts";
import { fakeSink } from "../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A terminal at which these pieces are typed, or pasted, one after the other. */
function terminal(pieces: readonly string[]) {
  const bytes = pieces.map((piece) => new TextEncoder().encode(piece));
  const modes: boolean[] = [];
  const input: TerminalInput = {
    read(buffer) {
      const next = bytes.shift();
      if (next === undefined) return Promise.resolve(null);
      buffer.set(next);
      return Promise.resolve(next.length);
    },
    setRaw: (isRaw) => void modes.push(isRaw),
  };
  return { input, modes };
}

const never = new AbortController().signal;

describe("a line that a person types", () => {
  const rows: readonly (readonly [
    pieces: readonly string[],
    hidden: boolean,
    lines: readonly (string | undefined)[],
  ])[] = [
    [["cli_1\n"], false, ["cli_1", undefined]],
    [["cli", "_1\r\n", "next\n"], false, ["cli_1", "next"]],
    [["one\ntwo\n"], false, ["one", "two"]],
    [["no end"], false, ["no end", undefined]],
    [["\n"], false, ["", undefined]],
    [["s3cret\r"], true, ["s3cret"]],
    [["s", "3", "\x7f", "4", "\r"], true, ["s4"]],
    [["密", "码", "\b", "\n"], true, ["密"]],
    [["wrong\x15right\r"], true, ["right"]],
    [["a\x1b[D\x1b[3~\x1bOHb\tc\r"], true, ["abc"]],
    [["\x04"], true, [undefined]],
    [["a\x04"], true, ["a"]],
    [["pasted\r\nmore\r\n"], true, ["pasted", "more"]],
  ];
  for (const [pieces, hidden, lines] of rows) {
    it(`is ${JSON.stringify(lines)} for ${JSON.stringify(pieces)}${hidden ? ", hidden" : ""}`, async () => {
      const ask = createLineReader(terminal(pieces).input, fakeSink(), never);
      for (const line of lines) assertEquals(await ask("> ", { hidden }), line);
    });
  }

  it("is put together of bytes that come apart", async () => {
    const [first, second] = [new Uint8Array([0xe5, 0xaf]), new Uint8Array([0x86, 0x0a])];
    const parts = [first, second];
    const read = (buffer: Uint8Array) => {
      const next = parts.shift() ?? new Uint8Array();
      buffer.set(next);
      return Promise.resolve(next.length);
    };
    const ask = createLineReader({ read, setRaw: () => {} }, fakeSink(), never);
    assertEquals(await ask("", { hidden: false }), "密");
  });

  it("that is hidden is read key by key; afterwards the terminal is as before", async () => {
    const { input, modes } = terminal(["secret\r"]);
    const shown = fakeSink(80);
    assertEquals(await createLineReader(input, shown, never)("app secret: ", { hidden: true }), "secret");
    assertEquals([modes, shown.text()], [[true, false], "app secret: \n"]);
  });

  it("is waited for no longer when the person ends the run, and the terminal is as before", async () => {
    const modes: boolean[] = [];
    const waiting: TerminalInput = {
      read: () => new Promise(() => {}),
      setRaw: (isRaw) => void modes.push(isRaw),
    };
    const interrupt = new AbortController();
    const answer = createLineReader(waiting, fakeSink(), interrupt.signal)("? ", { hidden: true }).catch((
      reason,
    ) => reason);
    await Promise.resolve();
    interrupt.abort("Ctrl-C");
    assertEquals([await answer, modes], ["Ctrl-C", [true, false]]);
  });

  it("Ctrl-D in the middle of a line ends it on the screen, too", async () => {
    const shown = fakeSink();
    assertEquals(
      await createLineReader(terminal(["ye"]).input, shown, never)("? ", { hidden: false }),
      "ye",
    );
    assertEquals(shown.text(), "? \n");
  });

  it("Ctrl-C at a question ends its line", async () => {
    const waiting = { read: () => new Promise<never>(() => {}), setRaw: () => {} };
    const interrupt = new AbortController();
    const shown = fakeSink();
    const asked = createLineReader(waiting, shown, interrupt.signal)("? ", { hidden: false });
    const answer = asked.catch((reason) => reason);
    await Promise.resolve();
    interrupt.abort("Ctrl-C");
    assertEquals([await answer, shown.text()], ["Ctrl-C", "? \n"]);
  });
});

describe("all that is typed at a terminal", () => {
  const cases: readonly (readonly [pieces: readonly string[], text: string, shown: string])[] = [
    [["om_1\n", "om_2\n"], "om_1\nom_2\n", ""],
    [["om_1"], "om_1", "\n"],
    [[], "", ""],
  ];
  for (const [pieces, text, written] of cases) {
    it(`is ${JSON.stringify(text)}, and ends its line`, async () => {
      const stdin = { ...terminal(pieces).input, isTerminal: () => true, readable: new ReadableStream() };
      const stderr = fakeSink(80);
      const typed = await readInput(stdin, 100, { stderr, interrupt: never });
      assertEquals([new TextDecoder().decode(typed), stderr.text()], [text, written]);
    });
  }

  it("ends its line at Ctrl-C", async () => {
    const interrupt = new AbortController();
    const read = () => new Promise<never>(() => {});
    const stdin = { read, isTerminal: () => true, readable: new ReadableStream() };
    const stderr = fakeSink(80);
    const reading = readInput(stdin, 100, { stderr, interrupt: interrupt.signal }).catch((reason) => reason);
    interrupt.abort("Ctrl-C");
    assertEquals([await reading, stderr.text()], ["Ctrl-C", "\n"]);
  });
});

const onLinux = Deno.build.os === "linux" ? describe : describe.skip;
onLinux("a hidden line at a real terminal", () => {
  it("is not on the screen", async () => {
    const module = new URL("../../cli/terminal-input.ts", import.meta.url).href;
    const code = `
      const { createLineReader } = await import("${module}");
      const shown = { write: (bytes) => Deno.stdout.write(bytes) };
      const ask = createLineReader(Deno.stdin, shown, new AbortController().signal);
      const [name, secret] = [await ask("name: ", { hidden: false }), await ask("secret: ", { hidden: true })];
      console.log("lengths", name.length, secret.length);`;
    const child = new Deno.Command("script", {
      args: ["-qec", `"$DENO" eval --quiet --no-lock "$CODE"`, "/dev/null"],
      env: { DENO: Deno.execPath(), CODE: code },
      ...{ stdin: "piped", stdout: "piped", stderr: "null" },
    }).spawn();
    const writer = child.stdin.getWriter();
    const decoder = new TextDecoder();
    let screen = "";
    for await (const bytes of child.stdout) {
      const before = screen;
      screen += decoder.decode(bytes);
      const appears = (text: string) => !before.includes(text) && screen.includes(text);
      if (appears("name: ")) await writer.write(new TextEncoder().encode("nobody\n"));
      if (appears("secret: ")) await writer.write(new TextEncoder().encode("geheim\r"));
      if (screen.includes("lengths 6 6")) break;
    }
    await writer.close().catch(() => {});
    await child.status;
    assert(screen.includes("nobody") && !screen.includes("geheim"), screen);
  });
});
