import { pathOf } from "../../../scripts/registry.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What the README claims is held by a test; a claim without one does not belong there. */

/** A claim, to the letter; the file of a test that holds it, and words of the test. */
type Claim = readonly [claim: string, file: string, words: string];

const CLAIMS: readonly Claim[] = [
  ["With `alias lark-cli=im`", "scenarios/version.process.test.ts", '["im", "--version"]'],
  ["opens your own shell", "scenarios/demo/shell.process.test.ts", "im is there"],
  ["takes you on a tour", "cli/commands/demo/tour.test.ts", "stops a video and continues it"],
  [
    "If it stops, the same command continues it",
    "scenarios/download/interrupt.process.test.ts",
    "says how to continue",
  ],
  [
    "If it stops, the same command continues it",
    "scenarios/download/nginx.process.test.ts",
    "continues after a kill",
  ],
  [
    "complete, checked and on disk",
    "core/download/download.test.ts",
    "flushes the file before it gets its name",
  ],
  [
    "Every message carries a key",
    "scenarios/send/idempotency-keys.test.ts",
    "a uuid, which the result shows",
  ],
  ["a retry cannot post twice", "scenarios/send/retries.test.ts", "makes no second message"],
  [
    "uploads are checked before anything goes out",
    "scenarios/upload/limits.test.ts",
    "a dry run says the same",
  ],
  ["reactions, replies, forwarded messages, cards, files", "scenarios/read/enrich/threads.test.ts", "it("],
  ["cannot be fetched is marked", "scenarios/read/enrich/all-faults.test.ts", "warnings"],
  ["how far it was read and where to go on", "cli/output/print.test.ts", "says how far a list was read"],
  ["the pages before it are printed", "scenarios/read/chat/paging-faults.test.ts", "the rows on stdout"],
  [
    "shows every request, without configuration, token or network",
    "cli/main.test.ts",
    "needs no configuration and calls nobody",
  ],
  ["compares every command and option", "scripts/docs/lark-cli.test.ts", "options are as described"],
  ["`LARKSUITE_CLI_…` variables included", "cli/settings.test.ts", "else LARKSUITE_CLI_"],
  [
    "asks for an app and its secret, explains each step",
    "scenarios/config/guide.test.ts",
    "from nothing to the first commands",
  ],
  ["asks for what these two need, and no more", "scenarios/auth/login-scopes.test.ts", "it("],
  ["Your first message", "scenarios/newcomer/first-message.process.test.ts", "sends their own message"],
  [
    "the output is one JSON document",
    "scenarios/download/output.process.test.ts",
    "one JSON document on stdout",
  ],
  [
    "and so is an error on stderr",
    "scenarios/download/output.process.test.ts",
    "one JSON document on stderr",
  ],
  ["statuses are documented", "cli/exit.test.ts", "it("],
  [
    "describes what each command takes and answers with as JSON Schema, offline",
    "scenarios/raw/schema.test.ts",
    "without login and network",
  ],
  ["cannot be undone needs `--yes`", "core/api/catalogue.test.ts", "asks for a confirmation"],
  [
    "The installers compare checksums",
    "scripts/install.test.ts",
    "there is nothing to compute a checksum with",
  ],
  ["say what to add to `PATH`", "scripts/install.test.ts", "says what to add to PATH"],
  ["also work over an older version", "scripts/install.test.ts", "over an older version"],
  [
    "whether there is a newer version",
    "scenarios/upgrade/upgrade.test.ts",
    "only says that there is a newer version",
  ],
  [
    "Linux, macOS (x86-64, arm64) and Windows (x86-64)",
    "scripts/release/make-release.test.ts",
    "has five archives",
  ],
  ["set `DENO_TLS_CA_STORE=system`", "scenarios/network/certificate.test.ts", "the hint names the variable"],
];

async function textOf(path: string): Promise<string> {
  return (await Deno.readTextFile(pathOf(path))).replace(/\s+/g, " ");
}

describe("the README", () => {
  it("claims what stands in this list, in these words", async () => {
    const readme = await textOf("README.md");
    assertEquals(CLAIMS.map(([claim]) => claim).filter((claim) => !readme.includes(claim)), []);
  });

  it("makes no point of what it does better without a test", async () => {
    const readme = await Deno.readTextFile(pathOf("README.md"));
    const points = /^## What it does better\n([^]*?)^## /m.exec(readme)?.[1]?.split(/^- /m).slice(1) ?? [];
    assertEquals(points.length, 5);
    const texts = points.map((point) => point.replace(/\s+/g, " "));
    assertEquals(texts.filter((text) => !CLAIMS.some(([claim]) => text.includes(claim))), []);
  });

  for (const [claim, file, words] of CLAIMS) {
    it(`"${claim}" is held by ${file}`, async () => {
      assertEquals((await textOf(`tests/${file}`)).includes(words), true, words);
    });
  }
});
