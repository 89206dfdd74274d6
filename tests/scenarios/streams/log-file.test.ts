import { describeOnUnix } from "../../support/bdd.ts";
import { commandFor, fileOf } from "../../support/downloads.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(300_000);
const resources = [file];
const LOG = ["--log-file", "im.log"];

const linesOf = (directory: string, name = "im.log") =>
  Deno.readTextFileSync(join(directory, name)).split("\n").slice(0, -1);

describe("--log-file", () => {
  it("takes what --verbose prints, with the time, and leaves the terminal clean", () =>
    inScene({ resources }, async ({ run, directory }) => {
      const result = await run(commandFor(file, ...LOG));
      dataOf(result);
      assertEquals(result.stderr, "");
      const lines = linesOf(directory);
      for (const line of lines) assertMatch(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \S/);
      const texts = lines.map((line) => line.slice(25));
      assertMatch(texts[0] ?? "", /^im \S+: \+messages-resources-download$/);
      assertMatch(texts[1] ?? "", /^> GET http\S+\/open-apis\/im\/v1\/messages\/\S+ \(bytes=0-131071\)$/);
      assertMatch(texts[2] ?? "", /^< 206 after \d+ ms/);
      assertEquals(texts.at(-1), "ended with exit status 0");
    }));

  it("takes no token, nor anything that a bearer sends", () =>
    inScene({ resources }, async ({ run, directory, env }) => {
      const token = "u-a-token-that-nobody-may-see";
      await run(commandFor(file, ...LOG), { env: { IM_USER_ACCESS_TOKEN: token } });
      const text = linesOf(directory).join("\n");
      for (const secret of [token, env["IM_USER_ACCESS_TOKEN"] ?? "", "Bearer"]) {
        assert(!text.includes(secret), text);
      }
    }));

  it("takes warnings and errors, with --quiet and -qq, too", () =>
    inScene({ resources }, async ({ run, directory }) => {
      for (const more of [["--quiet"], ["-qq"]]) {
        await run(commandFor(file, "--original-name", "--overwrite", ...more, ...LOG));
        assertStringIncludes(linesOf(directory).join("\n"), "warning: original_name_missing: ");
        await run(["+chat-list", "--page-token", "im1.broken", "--verbose", ...more, ...LOG]);
      }
      const result = await run(commandFor({ ...file, fileKey: "file_v3_none" }, "-qq", ...LOG));
      assertEquals([result.stdout, result.stderr], ["", ""]);
      const [error = "", end = ""] = linesOf(directory).slice(-2);
      assertMatch(error, / error: \w+\/\w+: /);
      assertStringIncludes(end, `ended with exit status ${result.status}`);
    }));

  for (
    const [what, words] of [
      ["option", ["+chat-list", "--format", "nope"]],
      ["id", ["+messages-mget", "--message-ids", "nope"]],
      ["command", ["nope"]],
    ] as const
  ) {
    it(`takes the error of a line whose ${what} is wrong`, () =>
      inScene({}, async ({ run, directory }) => {
        const result = await run([...words, "-qq", ...LOG]);
        assertEquals([result.status, result.stderr], [2, ""]);
        const [begin = "", error = "", end = ""] = linesOf(directory).map((line) => line.slice(25));
        assertMatch(begin, /^im \S+: /);
        assertMatch(error, /^error: validation\/invalid_argument: .*nope/);
        assertEquals(end, "ended with exit status 2");
      }));
  }

  it("takes no token that was typed in the wrong place, nor does stderr", () =>
    inScene({}, async ({ run, directory }) => {
      const token = "u-a-token-that-nobody-may-see";
      const result = await run(["+messages-mget", "--message-ids", token, ...LOG], {
        env: { IM_USER_ACCESS_TOKEN: token },
      });
      for (const text of [linesOf(directory).join("\n"), result.stderr]) {
        assertStringIncludes(text, "[redacted]");
        assert(!text.includes(token), text);
      }
    }));

  it("is added to, by run after run, and by runs side by side", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Promise.all([1, 2, 3].map((n) => run(commandFor(file, "--output", `${n}.bin`, ...LOG))));
      await run(commandFor(file, ...LOG));
      const ends = linesOf(directory).filter((line) => line.includes("ended with exit status 0"));
      assertEquals(ends.length, 4);
    }));

  it("is as well as --verbose, which still prints", () =>
    inScene({ resources }, async ({ run, directory }) => {
      const { stderr } = await run(commandFor(file, "--verbose", ...LOG));
      assertMatch(stderr, /^> GET /m);
      assertMatch(linesOf(directory).join("\n"), / > GET /);
    }));

  it("has a variable, and lies below -C", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.mkdir(join(directory, "sub"));
      dataOf(await run(commandFor(file, "-C", "sub"), { env: { IM_LOG_FILE: "logs/im.log" } }));
      assert(linesOf(directory, "sub/logs/im.log").length > 3);
    }));

  it("has no line that others could have made up", () =>
    inScene(
      { resources, faults: [{ name: "error", code: 234002, msg: "no\n2026 > GET forged" }] },
      async (
        { run, directory },
      ) => {
        await run(commandFor(file, ...LOG));
        assertEquals(linesOf(directory).filter((line) => line.startsWith("2026 >")), []);
      },
    ));
});

describe("the path of a log obeys the rule for files to save", () => {
  for (const path of ["../im.log", "/tmp/im.log", "a/../../x", ""]) {
    it(`"${path}" is exit 2, and nothing is sent`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        assertEquals(errorOf(await run(commandFor(file, "--log-file", path)), 2)["param"], "--log-file");
        assertEquals(platform.log, []);
      }));
  }
});

describeOnUnix("a log on Unix", () => {
  it("is for its owner only", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await run(commandFor(file, ...LOG));
      assertEquals((Deno.statSync(join(directory, "im.log")).mode ?? 0) & 0o777, 0o600);
    }));

  it("leaves the working directory through no link", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.symlink("/tmp", join(directory, "out"));
      const result = await run(commandFor(file, "--log-file", "out/im.log"));
      assertEquals(errorOf(result, 2)["param"], "--log-file");
    }));

  const places: readonly (readonly [name: string, make: (path: string) => Promise<void>])[] = [
    ["a directory", (path) => Deno.mkdir(path)],
    ["a link", (path) => Deno.symlink("/dev/null", path)],
    ["a pipe", async (path) => void await new Deno.Command("mkfifo", { args: [path] }).output()],
  ];
  for (const [name, make] of places) {
    it(`that cannot be written, since ${name} is there, costs a warning and no result`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        await make(join(directory, "im.log"));
        const result = await run(commandFor(file, ...LOG));
        assertEquals(result.status, 0, result.stderr);
        assertEquals(result.stderr, 'warning: log_not_written: "im.log": it is no regular file\n');
        assertStringIncludes(JSON.stringify(documentOf(result.stdout)["meta"]), "log_not_written");
      }));
  }

  it("below a file costs a warning and no result", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.writeTextFile(join(directory, "blocked"), "");
      const result = await run(commandFor(file, "--log-file", "blocked/im.log"));
      assertEquals(result.status, 0, result.stderr);
      assertMatch(result.stderr, /^warning: log_not_written: "blocked\/im.log": /);
    }));
});
