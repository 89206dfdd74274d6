import { runProgram } from "../../cli/main.ts";
import { bytesOf } from "../support/bytes.ts";
import { fakeFetch, fakeSink, fakeWorld, json, type Reply, type WorldParts } from "../support/fake-world.ts";
import { inTemporaryDirectory, stillOpen, trackOpened } from "../support/files.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const SEND = ["+messages-send", "--chat-id", "oc_1", "--image", "a.gif", "--as", "user"];
const uploaded = json({ code: 0, data: { image_key: "img_1" } });
const sent = json({ code: 0, data: { message_id: "om_1", chat_id: "oc_1" } });

/** Runs a line beside a picture; tells the status, the calls, how many files were opened and how many are open still. */
async function run(
  words: readonly string[],
  replies: readonly Reply[],
  variables: Record<string, string> = {},
) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, "a.gif"), bytesOf("GIF89a", 1, 0, 1, 0));
    const { fetch, seen } = fakeFetch(...replies);
    const outer = fakeWorld({ cwd, fetch, variables });
    const { world, opened } = trackOpened(outer);
    const status = await runProgram(words, world);
    return { status, calls: seen.length, files: [opened.length, stillOpen(opened)] };
  });
}

const TOKEN = { IM_USER_ACCESS_TOKEN: "u-1" };

describe("runProgram: what a command prepared is let go of", () => {
  it("after success", async () =>
    assertEquals(await run(SEND, [uploaded, sent], TOKEN), { status: 0, calls: 2, files: [1, 0] }));

  it("after a preview, which needs no configuration and calls nobody", async () =>
    assertEquals(await run([...SEND, "--dry-run"], []), { status: 0, calls: 0, files: [1, 0] }));

  it("after a refusal", async () => {
    const refused = json({ code: 230001, msg: "no" }, 400);
    assertEquals(await run(SEND, [uploaded, refused], TOKEN), { status: 1, calls: 2, files: [1, 0] });
  });

  it("where there are no credentials", async () =>
    assertEquals(await run(SEND, []), { status: 3, calls: 0, files: [1, 0] }));

  it("where preparing itself fails after a file was opened", async () => {
    const words = ["+messages-send", "--chat-id", "oc_1", "--video", "a.gif", "--video-cover", "missing.gif"];
    assertEquals(await run(words, []), { status: 2, calls: 0, files: [1, 0] });
  });
});

describe("runProgram: order", () => {
  it("checks flags before it opens a file", async () =>
    assertEquals(await run([...SEND, "--text", "x"], []), { status: 2, calls: 0, files: [0, 0] }));

  it("refuses in a preview what a run refuses", async () => {
    const words = [...SEND.slice(0, 3), "--image", "missing.gif"];
    assertEquals((await run([...words, "--dry-run"], [])).status, 2);
    assertEquals((await run(words, [], TOKEN)).status, 2);
  });
});

/** Runs a line in a world without configuration; answers with status and output. */
async function say(words: readonly string[], parts: WorldParts = {}) {
  const stdout = fakeSink();
  const stderr = fakeSink();
  const status = await runProgram(words, fakeWorld({ ...parts, stdout, stderr }));
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

describe("runProgram: the format", () => {
  const variables = { ...TOKEN, IM_FORMAT: "ndjson" };
  const cases:
    readonly (readonly [words: readonly string[], variables: Record<string, string>, form: string])[] = [
      [[], TOKEN, "document"],
      [[], variables, "rows"],
      [["--json"], variables, "document"],
      [["--format", "ndjson"], TOKEN, "rows"],
      [["--format", "ndjson", "--json"], TOKEN, "rows"],
      [["--format", "json"], variables, "document"],
      [["--format", "NDJson"], TOKEN, "rows"],
      [["--jq", ".ok"], variables, "true"],
    ];
  for (const [words, variables, form] of cases) {
    it(`of "${words.join(" ")}" with IM_FORMAT=${variables["IM_FORMAT"] ?? ""} is: ${form}`, async () => {
      const list = json({ code: 0, data: { items: [{ chat_id: "oc_1" }], has_more: false } });
      const { fetch } = fakeFetch(list);
      const { stdout } = await say(["+chat-list", ...words], { fetch, variables });
      const said = stdout.startsWith('{\n  "ok"')
        ? "document"
        : /^\{.*"oc_1".*\}\n$/.test(stdout)
        ? "rows"
        : stdout.trim();
      assertEquals(said, form, stdout);
    });
  }
});

describe("runProgram: a word is read once", () => {
  const values = [
    "-h",
    "--help",
    "--version",
    "--dry-run",
    "-=x",
    "---yes",
    "--",
    "-Cdir",
    "--format=pretty",
  ];
  for (const value of values) {
    it(`sends --text ${value}`, async () => {
      const words = ["+messages-send", "--chat-id", "oc_1", "--text", value, "--as", "bot", "--dry-run"];
      const { status, stdout } = await say(words);
      const [call] = JSON.parse(stdout).data.api;
      assertEquals([status, JSON.parse(call.body.content).text], [0, value]);
    });
  }

  const refused: readonly (readonly string[])[] = [
    ["+nope", "--help"],
    ["help", "+nope"],
    ["chats", "nope", "--help"],
    ["+chat-list", "-=x"],
    ["---dry-run", "+chat-list"],
    ["+chat-list", "--dry-run="],
    ["+chat-list", "--", "x"],
  ];
  for (const words of refused) {
    it(`refuses ${words.join(" ")}`, async () => assertEquals((await say(words)).status, 2));
  }

  const taken: readonly (readonly [line: string, url: string])[] = [
    ["--page-size 5 +chat-list", "/open-apis/im/v1/chats"],
    ["-q.data +chat-list", "/open-apis/im/v1/chats"],
  ];
  for (const [line, url] of taken) {
    it(`takes ${line}`, async () => {
      const { status, stdout } = await say([...line.split(" "), "--dry-run", "--compact"]);
      assertEquals([status, stdout.includes(url)], [0, true]);
    });
  }

  it("reports all wrong values in one error, those of global options among them", async () => {
    const { stderr } = await say(["+chat-list", "--timeout", "x", "--page-size", "y"]);
    const names = JSON.parse(stderr).error.params.map(({ name }: { name: string }) => name);
    assertEquals(names, ["--timeout", "--page-size"]);
  });

  it("reports all unknown options and wrong values in one error, and nothing that is only missing", async () => {
    const lines: readonly (readonly [line: string, names: readonly string[]])[] = [
      ["+chat-list --bogus --other", ["--bogus", "--other"]],
      ["+chat-list --page-size 0 --bogus --timeout x --other", [
        "--bogus",
        "--other",
        "--timeout",
        "--page-size",
      ]],
      ["+threads-messages-list --thred omt_1", ["--thred"]],
      ["--bogus +chat-list --page-size y z", ["--bogus", "--page-size"]],
    ];
    for (const [line, names] of lines) {
      const { error } = JSON.parse((await say(line.split(" "))).stderr);
      assertEquals(error.params.map(({ name }: { name: string }) => name), names);
    }
  });

  it("takes --yes before the command", async () => {
    const { fetch, seen } = fakeFetch(json({ code: 0, data: {} }));
    const words = ["--yes", "--message-id", "om_1", "messages", "delete", "--as", "bot"];
    const { status } = await say(words, { fetch, variables: { IM_TENANT_ACCESS_TOKEN: "t-1" } });
    assertEquals([status, seen.map(({ method }) => method)], [0, ["DELETE"]]);
  });

  const shown: readonly (readonly [line: string, start: string])[] = [
    ["", "im reads"],
    ["--help", "im reads"],
    ["help", "im reads"],
    ["chats", "API methods for groups"],
    ["help chats", "API methods for groups"],
    ["help chats get", "Get a chat's settings"],
    ["help chats.get", "Get a chat's settings"],
    ["help chat.members.create", "Add"],
    ["help help", "im reads"],
    ["+messages-send --chat-id x y --bogus -h", "Send"],
    ["--version", "im "],
    ["+chat-list --version", "im "],
  ];
  for (const [line, start] of shown) {
    it(`shows help or version for "${line}"`, async () => {
      const { status, stdout } = await say(line.split(" ").filter((word) => word !== ""));
      assertEquals([status, stdout.slice(0, start.length)], [0, start]);
    });
  }

  const formats: readonly (readonly [line: string, isJson: boolean])[] = [
    ["+nope", true],
    ["+nope --format pretty", false],
    ["+chat-list --bogus x --format=table", false],
    ["--format pretty +chat-list --bogus", false],
    ["+chat-messages-list --concise --bogus", false],
    ["+chat-list --format pretty --json --bogus", false],
    ["+chat-update --name --format pretty", true],
  ];
  for (const [line, isJson] of formats) {
    it(`prints what is wrong with ${line} as ${isJson ? "JSON" : "text"}`, async () => {
      const { status, stderr } = await say(line.split(" "));
      assertEquals([status, stderr.startsWith("{")], [2, isJson]);
    });
  }
});

/** A body as fetch gives it. */
function byteStream(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

describe("runProgram: one client a run", () => {
  it("asks for one token, however the answer of im api turns out", async () => {
    const { fetch, seen } = fakeFetch((request) =>
      request.url.includes("/auth/")
        ? json({ code: 0, tenant_access_token: "t-1", expire: 7200 })(request)
        : new Response(byteStream("bytes"), {
          headers: { "content-type": "image/png", "content-length": "5" },
        })
    );
    const variables = { IM_APP_ID: "cli_1", IM_APP_SECRET: "s" };
    const words = ["api", "GET", "im/v1/images/img_1", "--as", "bot", "--output", "-"];
    assertEquals((await say(words, { fetch, variables })).status, 0);
    await inTemporaryDirectory(async (cwd) => {
      assertEquals((await say(words.slice(0, -2), { cwd, fetch, variables })).status, 0);
    });
    assertEquals(seen.map(({ url }) => url.includes("/auth/")), [true, false, true, false]);
  });
});
