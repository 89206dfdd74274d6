import { runProgram } from "../../cli/main.ts";
import { bytesOf } from "../core/upload/bytes.ts";
import { fakeFetch, fakeWorld, json, type Reply } from "../support/fake-world.ts";
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
