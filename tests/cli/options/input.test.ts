import { spelled } from "../../../cli/spelling.ts";
import { readJsonOption, readTextInput } from "../../../cli/options/input.ts";
import { rejectionOf } from "../../core/detail-of.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory, stillOpen, trackOpened } from "../../support/files.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "note.md": "  from a file\n",
  "my note.md": "blanks in its name",
  "team": "no dot in its name",
  "team lunch": "neither",
  "marked.txt": "\ufeffmark",
  "empty.txt": "",
  "blank.txt": " \n",
  "latin.txt": new Uint8Array([0x66, 0xfc, 0x72]),
  "message.json": '{"text":"hi"}',
};

/** What a flag's text comes to beside the files above. */
async function read(
  typed: string | undefined,
  form: "text" | "json" = "text",
  stdin: string | Uint8Array = "",
) {
  return await inTemporaryDirectory(async (cwd) => {
    for (const [name, content] of Object.entries(FILES)) {
      await Deno.writeFile(join(cwd, name), typeof content === "string" ? bytesOf(content) : content);
    }
    await Deno.mkdir(join(cwd, "dir.d"));
    await Deno.writeTextFile(join(cwd, "dir.d", "inner"), "inside");
    await Deno.symlink("/etc/hostname", join(cwd, "out.txt"));
    const readStdin = () => Promise.resolve(typeof stdin === "string" ? bytesOf(stdin) : stdin.slice());
    return await readTextInput(fakeWorld({ cwd, readStdin }), "text", typed, form);
  });
}

function bytesOf(text: string) {
  return new TextEncoder().encode(text);
}

describe("readTextInput: standard input without end", () => {
  for (const form of ["text", "json"] as const) {
    it(`more than 64 MiB for ${form} is refused, by the option's name`, async () => {
      const limits: number[] = [];
      const readStdin = (limit: number) => Promise.resolve(void limits.push(limit) as undefined);
      const world = fakeWorld({ readStdin });
      const { type, input, message } = await rejectionOf(() => readTextInput(world, "text", "-", form));
      assertEquals([type, input, limits], ["validation", "text", [64 * 1024 * 1024]]);
      assertStringIncludes(spelled(message), "64.0 MiB");
    });
  }
});

describe("readTextInput: texts", () => {
  const cases: readonly (readonly [name: string, typed: string | undefined, value: string | undefined])[] = [
    ["nothing", undefined, undefined],
    ["text as typed, blanks kept", "  a\n", "  a\n"],
    ["a lone @", "@", "@"],
    ["a mention with blanks", "@all hands", "@all hands"],
    ["a mention of a name that no file has", "@kim", "@kim"],
    ["a mention in a sentence with a file's name", "@kim see note.md", "@kim see note.md"],
    ["a mention with a dot inside", "@v1.2-beta", "@v1.2-beta"],
    ["a mention with a long word behind its dot", "@kim.leeson", "@kim.leeson"],
    ["a mention that ends in a dot", "@kim.", "@kim."],
    ["a mention and a question", "@kim?", "@kim?"],
    ["several lines", "@kim\n./note.md", "@kim\n./note.md"],
    ["@@ as one @", "@@note.md", "@note.md"],
    ["only the first @ of several", "@@@x", "@@x"],
    ["a dash in a text", "- a", "- a"],
    ["a text with a path inside", "./note.md", "./note.md"],
    ["a text of no known path", "@\u0000", "@\u0000"],
  ];
  for (const [name, typed, value] of cases) {
    it(`takes ${name}`, async () => assertEquals(await read(typed), value));
  }

  for (const typed of ["", "  ", "\n\t"]) {
    it(`refuses ${JSON.stringify(typed)}: given, but empty`, async () => {
      const detail = await rejectionOf(() => read(typed));
      assertEquals([detail.type, detail.input], ["validation", "text"]);
    });
  }
});

describe("readTextInput: files", () => {
  const cases: readonly (readonly [name: string, typed: string, value: string])[] = [
    ["with ./", "@./note.md", "  from a file\n"],
    ["with a dot that is there", "@note.md", "  from a file\n"],
    ["with a dot and blanks that is there", "@my note.md", "blanks in its name"],
    ["with a slash that is there", "@dir.d/inner", "inside"],
    ["without a dot, with ./", "@./team", "no dot in its name"],
    ["without its byte order mark", "@./marked.txt", "mark"],
  ];
  for (const [name, typed, value] of cases) {
    it(`reads one ${name}`, async () => assertEquals(await read(typed), value));
  }

  for (const typed of ["@team", "@team lunch", "@kim.lee", "@missing.md", "@a/b", "@/etc/hostname"]) {
    it(`refuses ${typed}, which may be meant either way, and says how to write both`, async () => {
      const detail = await rejectionOf(() => read(typed));
      assertEquals([detail.type, detail.input], ["validation", "text"]);
      assertStringIncludes(spelled(detail.hint ?? ""), `@./${typed.slice(1)}`);
      assertStringIncludes(spelled(detail.hint ?? ""), `@@${typed.slice(1)}`);
    });
  }

  const bad: readonly (readonly [name: string, typed: string])[] = [
    ["that is missing", "@./missing.md"],
    ["outside the directory", "@../note.md"],
    ["that a link leads out to", "@./out.txt"],
    ["that is a directory", "@./dir.d"],
    ["that is empty", "@./empty.txt"],
    ["that is blank", "@./blank.txt"],
    ["that is not UTF-8", "@./latin.txt"],
  ];
  for (const [name, typed] of bad) {
    it(`refuses one ${name}`, async () => {
      const detail = await rejectionOf(() => read(typed));
      assertEquals([detail.type, detail.input], ["validation", "text"]);
    });
  }

  it("says how to send the text itself where the file is missing", async () =>
    assertStringIncludes(
      spelled((await rejectionOf(() => read("@./missing.md"))).hint ?? ""),
      "@@./missing.md",
    ));

  it("refuses more than a message can ever hold, without reading it", async () => {
    await inTemporaryDirectory(async (cwd) => {
      await Deno.writeFile(join(cwd, "large"), new Uint8Array());
      await Deno.truncate(join(cwd, "large"), 4 * 1024 * 1024 + 1);
      const detail = await rejectionOf(() => readTextInput(fakeWorld({ cwd }), "text", "@./large", "text"));
      assertStringIncludes(spelled(detail.message), "too large");
    });
  });

  it("closes what it read", async () => {
    await inTemporaryDirectory(async (cwd) => {
      await Deno.writeTextFile(join(cwd, "a"), "x");
      const { world, opened } = trackOpened(fakeWorld({ cwd }));
      assertEquals(await readTextInput(world, "text", "@./a", "text"), "x");
      assertEquals([opened.length, stillOpen(opened)], [1, 0]);
    });
  });
});

describe("readTextInput: JSON", () => {
  it("reads every @ as a file", async () => {
    assertEquals(await read("@message.json", "json"), '{"text":"hi"}');
    assertEquals(await read("@team", "json"), "no dot in its name");
    assertEquals((await rejectionOf(() => read("@missing", "json"))).input, "text");
  });

  it("takes JSON as typed", async () => assertEquals(await read('{"a":1}', "json"), '{"a":1}'));
});

describe("readTextInput: standard input", () => {
  it("is read for a dash, without its byte order mark, not trimmed", async () =>
    assertEquals(await read("-", "text", "\ufeff a\n"), " a\n"));

  it("is read as it is, also where it begins with @ or is a dash", async () => {
    assertEquals(await read("-", "text", "@note.md"), "@note.md");
    assertEquals(await read("-", "text", "-"), "-");
  });

  for (const [name, stdin] of [["empty", ""], ["not UTF-8", new Uint8Array([0xff])]] as const) {
    it(`is refused where it is ${name}`, async () => {
      const detail = await rejectionOf(() => read("-", "text", stdin));
      assertEquals([detail.type, detail.input], ["validation", "text"]);
    });
  }
});

describe("readJsonOption", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  it("takes what is nested 500 deep", async () => {
    const value = await readJsonOption(fakeWorld({}), "data", nested(501));
    assertEquals(JSON.stringify(value), nested(501));
  });

  it("refuses what is nested deeper", async () => {
    const { message } = await rejectionOf(() => readJsonOption(fakeWorld({}), "data", nested(502)));
    assertStringIncludes(spelled(message), "--data is not JSON: it is nested more than 500 deep");
  });

  it("says the same where it has long integers, which are parsed one by one", async () => {
    const text = `[1234567890123456789,${nested(100_000)}]`;
    const { message } = await rejectionOf(() => readJsonOption(fakeWorld({}), "data", text));
    assertStringIncludes(spelled(message), "--data is not JSON: it is nested more than 500 deep");
  });
});
