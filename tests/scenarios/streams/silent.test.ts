import { commandFor, fileOf } from "../../support/downloads.ts";
import { CHAT, worldOf } from "../../support/reading.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions"];

describe("--quiet twice leaves the exit status alone", () => {
  const ways: readonly (readonly [name: string, words: readonly string[], env: Record<string, string>])[] = [
    ["--quiet --quiet", ["--quiet", "--quiet"], {}],
    ["-qq", ["-qq"], {}],
    ["--quiet=2", ["--quiet=2"], {}],
    ["IM_QUIET=2", [], { IM_QUIET: "2" }],
  ];
  for (const [name, words, env] of ways) {
    it(name, () =>
      inScene(worldOf(2), async ({ run }) => {
        for (const format of ["json", "ndjson", "csv", "table", "pretty"]) {
          const result = await run([...LINE, "--format", format, ...words], { env });
          assertEquals([result.status, result.stdout, result.stderr], [0, "", ""], format);
        }
      }));

    it(`${name}: an error`, () =>
      inScene({ ...worldOf(2), faults: [{ name: "error", code: 230002 }] }, async ({ run }) => {
        for (const more of [[], ["--bogus"], ["--page-size", "x"], ["--format", "pretty"]]) {
          const result = await run([...LINE, ...more, ...words], { env });
          assertEquals([result.stdout, result.stderr], ["", ""]);
          assertEquals(result.status, more[0] === undefined || more[0] === "--format" ? 3 : 2);
        }
      }));
  }

  it("before the command, and in a dry run", () =>
    inScene(worldOf(2), async ({ run }) => {
      const result = await run(["-qq", ...LINE, "--dry-run"]);
      assertEquals([result.status, result.stdout, result.stderr], [0, "", ""]);
    }));

  it("on a terminal as well", () =>
    inScene(worldOf(2), async ({ run }) => {
      const result = await run([...LINE, "-qq"], { isTerminal: true });
      assertEquals([result.status, result.stdout, result.stderr], [0, "", ""]);
    }));

  it("and the bytes of a file that is to go to stdout", () =>
    inScene({ resources: [fileOf(500)] }, async ({ run }) => {
      const result = await run(commandFor(fileOf(500), "--output", "-", "-qq"));
      assertEquals([result.status, result.stderr, result.bytes], [0, "", resourceBytes(fileOf(500))]);
    }));
});

describe("--quiet once", () => {
  it("leaves results and errors", () =>
    inScene(worldOf(2), async ({ run }) => {
      dataOf(await run([...LINE, "--quiet"]));
      errorOf(await run(["+chat-list", "--bogus", "--quiet"]), 2);
    }));

  it("is what a variable and an option say together, since the option wins", () =>
    inScene(worldOf(2), async ({ run }) => {
      dataOf(await run([...LINE, "--quiet"], { env: { IM_QUIET: "1" } }));
    }));
});

describe("-q is --jq, whatever stands behind it", () => {
  it("-q .ok and -q.ok", () =>
    inScene(worldOf(2), async ({ run }) => {
      assertEquals((await run([...LINE, "-q", ".ok"])).stdout, "true\n");
      assertEquals((await run([...LINE, "-q.ok"])).stdout, "true\n");
    }));

  it("an option's value may be -qq", () =>
    inScene(worldOf(2), async ({ run }) => {
      const result = await run(["+messages-send", "--chat-id", CHAT, "--text", "-qq", "--dry-run"]);
      assertEquals(JSON.stringify(dataOf(result)).includes('\\"-qq\\"'), true, result.stdout);
    }));

  it("is true, false or 2, and an error says so", () =>
    inScene({}, async ({ run }) => {
      const option = errorOf(await run([...LINE, "--quiet=3"]), 2);
      const variable = errorOf(await run(LINE, { env: { IM_QUIET: "3" } }), 2);
      assertEquals([option["message"], variable["message"]], [
        '--quiet must be true, false or 2: "3"',
        'IM_QUIET must be true, false or 2: "3"',
      ]);
    }));
});
