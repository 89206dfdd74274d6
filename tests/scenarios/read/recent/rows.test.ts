import { documentOf } from "../../../support/results.ts";
import { chatsIn, inWorld, type Json, NOW, recentOf, said, shapeOf, world } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
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

describe("+messages-recent --max-tokens", () => {
  for (const [as, more] of [["user", ""], ["bot", ""], ["bot", " --page-limit 1"]]) {
    it(`cuts at a chat, and next_token leads to the others: nothing is lost or twice (as ${as}${more})`, () =>
      inWorld(world, async (run) => {
        const whole = shapeOf(recentOf(await run(`--as ${as}${more}`)).document);
        const shapes: string[] = [];
        let token: unknown;
        let calls = 0;
        do {
          const place = token === undefined ? "" : ` --page-token ${token}`;
          const { document, data, pagination } = recentOf(
            await run(`--as ${as}${more} --max-tokens 500${place}`),
          );
          const shape = shapeOf(document);
          assertEquals([data["total"], data["page_token"]], [
            pagination["items"],
            pagination["next_token"] ?? "",
          ]);
          assertEquals(pagination["complete"], pagination["next_token"] === undefined);
          shapes.push(...shape);
          token = pagination["next_token"];
        } while (token !== undefined && ++calls < 20);
        assertEquals(shapes, whole);
        assert(calls > 0, "nothing was cut");
      }));
  }

  it("says what was left out", () =>
    inWorld(world, async (run) => {
      const { document, data } = recentOf(await run("--max-tokens 500"));
      assertMatch(
        JSON.stringify(data["unchecked"]),
        /"reason":"max_tokens","detail":"\d chats with messages/,
      );
      assertMatch(JSON.stringify(document["meta"]), /max_tokens_reached","detail":"\d of \d chats shown/);
    }));
});
