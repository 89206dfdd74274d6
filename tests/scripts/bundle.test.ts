import { runProgram } from "../../cli/main.ts";
import { resourceBytes, startPlatform } from "../../fixtures/platform/mod.ts";
import { pathOf } from "../../scripts/registry.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const RESOURCE = {
  messageId: "om_bundle",
  fileKey: "file_v3_bundle",
  type: "file",
  bytes: { size: 300_000, seed: 7 },
  contentType: "application/pdf",
} as const;

async function deno(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args: [...args], cwd, env })
    .output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

const ALL = ["--allow-net", "--allow-read", "--allow-write", "--allow-env"];

/** Makes the bundle, once. */
let built: Promise<void> | undefined;
function build(): Promise<void> {
  return built ??= (async () => {
    const { code, stderr } = await deno(pathOf("."), ["run", "-A", "scripts/bundle.ts"]);
    assertEquals(code, 0, stderr);
  })();
}

/** Serves the bundle over HTTP and runs it from there. */
async function runFromUrl(
  cwd: string,
  words: readonly string[],
  env: Record<string, string> = {},
  permissions: readonly string[] = ALL,
) {
  await build();
  const bundle = await Deno.readTextFile(pathOf("dist/im.js"));
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(bundle, { headers: { "content-type": "text/javascript" } }),
  );
  // Deno keeps what it fetched by its address, and ports come round again.
  const url = `http://127.0.0.1:${server.addr.port}/${crypto.randomUUID()}/im.js`;
  const flags = ["--quiet", "--no-prompt", "--no-config", "--no-lock", ...permissions];
  return await deno(cwd, ["run", ...flags, url, ...words], env);
}

describe("the single-file bundle", () => {
  it("runs from a URL and downloads a file", async () => {
    await using platform = await startPlatform({ resources: [RESOURCE] });
    await inTemporaryDirectory(async (cwd) => {
      const words = ["--message-id", RESOURCE.messageId, "--file-key", RESOURCE.fileKey, "--type", "file"];
      const run = await runFromUrl(cwd, ["im", "+messages-resources-download", ...words], {
        IM_BASE_URL: platform.origin,
        IM_TENANT_ACCESS_TOKEN: "t-demo",
      });
      assertEquals(run.code, 0, run.stderr);
      const saved = await Deno.readFile(join(cwd, "file_v3_bundle.pdf"));
      assertEquals(saved, resourceBytes(RESOURCE));
    });
  });
});

describe("the bundle has its help from the definitions", () => {
  const pages: readonly (readonly [words: string, columns: number])[] = [
    ...[40, 60, 79, 80, 100].map((columns) => ["--help", columns] as const),
    ["-h", 80],
    ["-h", 50],
    ["help --all", 80],
    ["help --map", 80],
    ["help --search reactions", 80],
  ];
  for (const [words, columns] of pages) {
    it(`im ${words} in ${columns} columns`, async () => {
      await build();
      const args = ["run", "--quiet", "--no-config", "--no-lock", ...ALL, "dist/im.js", ...words.split(" ")];
      const run = await deno(pathOf("."), args, { COLUMNS: `${columns}` });
      const computed = fakeSink();
      const world = fakeWorld({ stdout: computed, variables: { COLUMNS: `${columns}` } });
      assertEquals([run.code, await runProgram(words.split(" "), world)], [0, 0], run.stderr);
      assertEquals(run.stdout, computed.text());
    });
  }
});

const TOKEN = { IM_TENANT_ACCESS_TOKEN: "t-demo" };

describe("the single-file bundle without permissions", () => {
  const answered: readonly (readonly [words: string, permissions: readonly string[], stdout: RegExp])[] = [
    ["--help", [], /USAGE/],
    ["+chat-list --help", [], /im \+chat-list/],
    ["--version --verbose", [], /^im \d.*\ncommit/],
    ["schema chats.get", [], /"ok": true/],
    ["help --map", [], /"ok": true/],
    ["completions bash", [], /complete -F _im im/],
    ["+chat-list --dry-run", [], /"dry_run": true/],
    ["+messages-send --chat-id oc_1 --text hi --dry-run", ["--deny-env", "--deny-read"], /"dry_run": true/],
  ];
  for (const [words, permissions, stdout] of answered) {
    it(`answers ${words} with ${permissions.join(" ") || "none"}`, async () => {
      const run = await runFromUrl(
        pathOf("."),
        words.split(" "),
        { IM_FORMAT: "no such format" },
        permissions,
      );
      assertEquals([run.code, run.stderr], [0, ""]);
      assertMatch(run.stdout, stdout);
    });
  }

  const refused: readonly (readonly [
    words: string,
    permissions: readonly string[],
    code: number,
    subtype: string,
    hint: RegExp,
  ])[] = [
    ["+chat-list", ["--allow-net"], 3, "not_configured", /im config init.*--allow-env$/],
    ["+messages-search --query x", ["--allow-net"], 3, "token_missing", /--allow-env$/],
    ["+chat-list", ["--allow-env"], 3, "runtime_permission", /--allow-net/],
    ["+chat-list", ["--allow-env", "--allow-net=example.com"], 3, "runtime_permission", /--allow-net/],
    ["api POST /open-apis/im/v1/chats", ["--allow-env=IM_*"], 3, "runtime_permission", /--allow-net/],
    ["+messages-send --chat-id oc_1 --file a", ["--allow-env"], 3, "runtime_permission", /--allow-read/],
    [
      "+messages-send --chat-id oc_1 --image https://example.com/a.png",
      ["--allow-env", "--allow-read"],
      3,
      "runtime_permission",
      /--allow-net/,
    ],
    ["-C sub +chat-list", ["--allow-env"], 5, "file_io", /--allow-read/],
  ];
  for (const [words, permissions, code, subtype, hint] of refused) {
    it(`says what ${words} needs with ${permissions.join(" ")}`, async () => {
      const run = await runFromUrl(pathOf("."), words.split(" "), TOKEN, permissions);
      assertEquals([run.code, run.stdout], [code, ""], run.stderr);
      const { error } = JSON.parse(run.stderr);
      assertEquals(error.subtype, subtype);
      assertMatch(error.hint, hint);
    });
  }

  it("says that a download may not write, before anything is asked for", async () => {
    await using platform = await startPlatform({ resources: [RESOURCE] });
    await inTemporaryDirectory(async (cwd) => {
      const words = ["--message-id", RESOURCE.messageId, "--file-key", RESOURCE.fileKey, "--type", "file"];
      const run = await runFromUrl(
        cwd,
        ["+messages-resources-download", ...words],
        { ...TOKEN, IM_BASE_URL: platform.origin },
        ["--allow-env", "--allow-read", "--allow-net"],
      );
      const { error } = JSON.parse(run.stderr);
      assertEquals([run.code, error.subtype, error.hint], [5, "file_io", "run it again with --allow-write"]);
    });
  });
});

/** Runs the bundle on a terminal of its own, where Deno may ask; a question ends it. */
async function runOnTerminal(words: string, permissions: readonly string[] = []) {
  await build();
  const command = [
    Deno.execPath(),
    "run",
    "--no-config",
    "--no-lock",
    ...permissions,
    pathOf("dist/im.js"),
    words,
  ];
  const child = new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", command.join(" "), "/dev/null"],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let shown = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    shown += piece;
    if (shown.includes("Allow?")) child.kill();
  }
  await child.stdin.close();
  await child.status;
  return shown;
}

const onLinux = Deno.build.os === "linux" ? describe : describe.skip;
onLinux("the single-file bundle on a terminal", () => {
  const quiet: readonly (readonly [words: string, permissions: readonly string[], shown: RegExp])[] = [
    ["--help", [], /USAGE/],
    ["+chat-list", ["--allow-env=IM_APP_ID"], /no app is configured/],
  ];
  for (const [words, permissions, expected] of quiet) {
    it(`asks for no variable for ${words} with ${permissions.join(" ") || "none"}`, async () => {
      const shown = await runOnTerminal(words, permissions);
      assertMatch(shown, expected);
      assertEquals(shown.includes("Allow?"), false);
    });
  }

  it("asks for the whole environment where a command needs it", async () => {
    assertMatch(await runOnTerminal("+chat-list"), /Deno requests env access\./);
  });
});
