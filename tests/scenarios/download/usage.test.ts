import { COMMAND, commandFor, fileOf, namesIn, PROBE } from "../../support/downloads.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image", contentType: "image/png" });
const file = fileOf(PROBE + 10);
const resources = [image, file];

describe("global flags stand before or after the command", () => {
  const places: [name: string, line: (flags: string[]) => string[]][] = [
    ["before", (flags) => [...flags, ...commandFor(image)]],
    ["after", (flags) => commandFor(image, ...flags)],
    ["before, behind the word im", (flags) => ["im", ...flags, ...commandFor(image)]],
    ["in the middle", (flags) => [COMMAND, ...flags, ...commandFor(image).slice(1)]],
  ];
  for (const [name, line] of places) {
    it(`${name}: --format, --dry-run, --as, -C, --timeout, --quiet`, () =>
      inScene({ resources }, async ({ run, directory, platform }) => {
        await Deno.mkdir(join(directory, "sub"));
        assertMatch((await run(line(["--format", "pretty", "--dry-run"]))).stdout, /^GET /m);
        const preview = await run(line(["--dry-run", "--as=bot"]));
        assertEquals(documentOf(preview.stdout)["identity"], "bot");
        assertEquals(platform.log.length, 0);
        const data = dataOf(await run(line(["-C", "sub", "--timeout=30", "--quiet"])));
        assertEquals(data["saved_path"], join(directory, "sub", "img_v3_scenario.png"));
      }));
  }

  it("given twice, the last one counts", () =>
    inScene({ resources }, async ({ run, directory }) => {
      dataOf(await run(commandFor(image, "--output", "a.png", "--output", "b.png")));
      assertEquals(namesIn(directory), ["b.png"]);
    }));
});

describe("each global flag has a variable", () => {
  const dry = commandFor(image, "--dry-run");
  it("IM_FORMAT, and the flag beats it", () =>
    inScene({ resources }, async ({ run }) => {
      const env = { IM_FORMAT: "pretty" };
      assertMatch((await run(dry, { env })).stdout, /^GET /m);
      assertEquals(documentOf((await run([...dry, "--format", "json"], { env })).stdout)["ok"], true);
    }));
  it("IM_DRY_RUN", () =>
    inScene({ resources }, async ({ run, platform }) => {
      for (const word of ["1", "true", "yes", "on"]) {
        const result = await run(commandFor(image), { env: { IM_DRY_RUN: word } });
        assertEquals(documentOf(result.stdout)["dry_run"], true);
      }
      assertEquals(platform.log.length, 0);
      assertEquals(
        errorOf(await run(commandFor(image), { env: { IM_DRY_RUN: "maybe" } }), 2)["type"],
        "validation",
      );
      dataOf(await run(commandFor(image), { env: { IM_DRY_RUN: "0" } }));
    }));
  it("IM_RETRY_BUDGET", () =>
    inScene({ resources, faults: [{ name: "status-502-html" }] }, async ({ run, platform }) => {
      errorOf(await run(commandFor(image), { env: { IM_RETRY_BUDGET: "0" } }), 4);
      assertEquals(platform.log.length, 1);
    }));
  it("IM_TIMEOUT", () =>
    inScene({ resources, faults: [{ name: "stall-before-headers" }] }, async ({ run }) => {
      const env = { IM_TIMEOUT: "4", IM_RETRY_BUDGET: "0" };
      assertEquals(errorOf(await run(commandFor(image), { env }), 4)["subtype"], "timeout");
      assertEquals(
        errorOf(await run(commandFor(image), { env: { IM_TIMEOUT: "soon" } }), 2)["type"],
        "validation",
      );
    }));
  it("IM_DIRECTORY", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.mkdir(join(directory, "sub"));
      dataOf(await run(commandFor(image), { env: { IM_DIRECTORY: "sub" } }));
      assertEquals(namesIn(join(directory, "sub")), ["img_v3_scenario.png"]);
    }));
  it("IM_VERBOSE", () =>
    inScene({ resources }, async ({ run }) => {
      assertMatch((await run(commandFor(image), { env: { IM_VERBOSE: "true" } })).stderr, /GET/);
    }));
});

describe("wrong usage", () => {
  it("is refused: exit 2, the option and the value named, nothing sent or written", () =>
    inScene({ resources }, async ({ run, platform, directory }) => {
      const error = errorOf(await run(commandFor(file, "--workers=9")), 2);
      assertEquals([error["type"], error["param"]], ["validation", "--workers"]);
      assertStringIncludes(String(error["message"]), '"9"');
      assertEquals([platform.log.length, namesIn(directory)], [0, []]);
    }));
});

/** Options that the help must show. */
const FLAGS = ["--message-id", "--file-key", "--type", "--output", "--as", "--dry-run", "--workers"];

describe("help and version", () => {
  const root: string[][] = [[], ["--help"], ["-h"], ["help"], ["im", "--help"], ["im"], [
    "--format",
    "xml",
    "--help",
  ]];
  for (const words of root) {
    it(`im ${words.join(" ")}: the overview, exit 0`, () =>
      inScene({ resources }, async ({ run }) => {
        const result = await run(words, { env: { IM_BASE_URL: "nonsense" } });
        assertEquals([result.status, result.stderr], [0, ""]);
        assertStringIncludes(result.stdout, COMMAND);
      }));
  }

  const own: string[][] = [
    [COMMAND, "--help"],
    ["help", COMMAND],
    ["--help", COMMAND],
    [COMMAND, "--nonsense", "--type", "x", "--help"],
    ["im", COMMAND, "--help"],
  ];
  for (const words of own) {
    it(`im ${words.join(" ")}: the command's help, exit 0`, () =>
      inScene({ resources }, async ({ run }) => {
        const result = await run(words);
        assertEquals([result.status, result.stderr], [0, ""]);
        for (const flag of FLAGS) {
          assertStringIncludes(result.stdout, flag);
        }
        assert(result.stdout.split("\n").every((line) => line.length <= 80), "lines fit 80 columns");
      }));
  }
});
