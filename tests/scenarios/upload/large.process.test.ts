import { until } from "../../support/bdd.ts";
import { startIm } from "../../support/im.ts";
import { noise } from "../../support/media.ts";
import { bodyField, writesTo } from "../../support/requests.ts";
import { warningsOf } from "../../support/results.ts";
import { inDemo, SEND_PATH, sendLine } from "../../support/sending.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { createHash } from "node:crypto";

const MB = 1024 * 1024;
const LARGE = 90 * MB;

/** Writes a file of so many bytes, no two MiB of it alike; answers with its SHA-256. */
async function putLarge(path: string, size: number): Promise<string> {
  const hash = createHash("sha256");
  const piece = noise(MB);
  using file = await Deno.open(path, { write: true, create: true });
  for (let at = 0; at < size; at += MB) {
    new DataView(piece.buffer).setUint32(0, at);
    const part = piece.subarray(0, size - at);
    hash.update(part);
    await file.write(part);
  }
  return hash.digest("hex");
}

/** The most memory that a process has held so far, KiB. */
function mostMemory(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? Infinity);
}

/** The most memory, MiB, that a process held until it had uploaded a file of so many bytes; all of them arrived. */
function memoryOfSending(size: number): Promise<number> {
  return inDemo({
    writing: { maxFileBytes: 100 * MB },
    // The process is looked at while it waits for this answer.
    faults: [{ name: "stall-before-headers", when: { endpoint: SEND_PATH } }],
  }, async ({ directory, env, platform }) => {
    const sha256 = await putLarge(join(directory, "large.bin"), size);
    const child = startIm(sendLine("--file", "large.bin"), { cwd: directory, env });
    const ended = child.output();
    await until(() => writesTo(platform, SEND_PATH).length > 0, child.status);
    const [upload] = platform.uploads;
    assertEquals([upload?.size, upload?.sha256, upload?.framing], [size, sha256, "length"]);
    const content = bodyField(writesTo(platform, SEND_PATH)[0], "content");
    assertEquals(content, JSON.stringify({ file_key: upload?.key }));
    const memory = mostMemory(child.pid);
    child.kill("SIGKILL");
    await ended;
    return Math.round(memory / 1024);
  });
}

describe("a file of 90 MB", () => {
  // The runtime of 2.4, in the binary, keeps what it has sent until the end.
  if (Deno.build.os === "linux" && Deno.env.get("IM_BINARY") === undefined) {
    it("is streamed: every byte arrives, and the process holds nothing like it", async () => {
      const [small, large] = [await memoryOfSending(1), await memoryOfSending(LARGE)];
      assert(large < 200, `the process held ${large} MiB`);
      assert(large - small < 60, `${small} MiB for a byte, ${large} MiB for 90 MiB`);
    });
  }

  it("is sent by the same command with --safe-repeat, which reads it twice", () =>
    inDemo({ writing: { maxFileBytes: 100 * MB } }, async ({ directory, platform, spawn }) => {
      const sha256 = await putLarge(join(directory, "large.bin"), LARGE);
      const result = await spawn(sendLine("--file", "large.bin", "--safe-repeat"));
      assertEquals(result.status, 0, result.stderr);
      assertEquals(platform.uploads.map((upload) => upload.sha256), [sha256]);
      assertEquals(platform.sentMessages.length, 1);
      assertEquals(warningsOf(result).map((line) => line.split(": ")[1]), ["upload_may_be_refused"]);
    }));
});
