import { documentOf } from "../../../support/results.ts";
import { chatsIn, inWorld, type Json, NOW, recentOf, said, world } from "./scene.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const rowsIn = (text: string): readonly Json[] =>
  text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

describe("+messages-recent --format ndjson", () => {
  for (const as of ["user", "bot"]) {
    it(`prints the same messages as JSON, in the same order, with the same counts (as ${as})`, () =>
      inWorld(world, async (run) => {
        const { document, pagination } = recentOf(await run(`--as ${as} --page-size 2`));
        const { stdout, stderr } = await run(`--as ${as} --page-size 2 --format ndjson`);
        const all = chatsIn(document).flatMap(({ messages }) => messages as readonly Json[]);
        assertEquals(rowsIn(stdout).map((row) => row["message_id"]), all.map((one) => one["message_id"]));
        const line = stderr.split("\n").find((one) => one.includes("_diagnostic"));
        assertEquals(documentOf(line ?? "") as unknown, { _diagnostic: "pagination", ...pagination });
      }));
  }

  it("prints whole what --max-tokens leaves", () =>
    inWorld(world, async (run) => {
      const { stdout } = await run("--format ndjson --max-tokens 100000");
      assertEquals(stdout, (await run("--format ndjson")).stdout);
    }));
});

describe("+messages-recent --download-resources", () => {
  const bytes = new TextEncoder().encode("numbers");
  const withFile = {
    ...world,
    messages: [
      ...world.messages ?? [],
      { ...said("file", "oc_calm", 5), type: "file", content: { file_key: "file_1", file_name: "n.csv" } },
    ],
    resources: [{ messageId: "om_file", fileKey: "file_1", type: "file" as const, bytes, fileName: "n.csv" }],
  };
  for (const format of ["json", "ndjson"]) {
    it(`saves the files of the messages that are listed (${format})`, () =>
      inWorld(withFile, async (run) => {
        const { status, stdout, stderr } = await run(`--download-resources --format ${format}`);
        assertEquals(status, 0, stderr);
        const [, path = ""] = /"local_path": ?"([^"]+)"/.exec(stdout) ?? [];
        assertEquals(await Deno.readFile(path), bytes);
      }));
  }

  it("is what --download-limit needs", () =>
    inWorld(world, async (run) => {
      const { status, stderr } = await run("--download-limit 5MB");
      assertEquals(status, 2);
      assertMatch(stderr, /--download-limit/);
    }));

  it("saves nothing unless it is asked for", () =>
    inWorld(withFile, async (run, { directory }) => {
      await run(`--since ${new Date(NOW - 3_600_000).toISOString().slice(0, 16)}Z`);
      assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
    }));
});
