import { describeOnUnix, until } from "../../support/bdd.ts";
import { startIm } from "../../support/im.ts";
import { CHAT, worldOf } from "../../support/reading.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ENDLESS = "def f: f; f";

describeOnUnix("a jq program without end", () => {
  const line = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions", "--jq", ENDLESS];
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`ends with the first ${signal}, exit ${status}, and an error`, () =>
      inScene(worldOf(1), async ({ directory, env, platform }) => {
        const child = startIm(line, { cwd: directory, env });
        // Everything was read, so that jq has begun.
        await until(() => platform.log[0]?.finishedAt !== undefined, child.status);
        child.kill(signal);
        const { code, stdout, stderr } = await child.output();
        const error = partOf(documentOf(new TextDecoder().decode(stderr)), "error");
        assertEquals([code, stdout.length, error["type"]], [status, 0, "interrupted"]);
      }));
  }
});

/** The names of the threads of a process. */
function threadsOf(pid: number): readonly string[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)]
      .map(({ name }) => Deno.readTextFileSync(`/proc/${pid}/task/${name}/comm`));
  } catch {
    return [];
  }
}

// Only Linux shows that the conversion has begun: it runs in a thread of its own.
const describeOnLinux = Deno.build.os === "linux" ? describe : describe.skip;

describeOnLinux("a long conversion of Markdown", () => {
  const line = ["+messages-send", "--chat-id", CHAT, "--as", "bot", "--markdown", "-"];
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`ends with the first ${signal}, exit ${status}, and nothing is sent`, () =>
      inScene(worldOf(1), async ({ directory, env, platform }) => {
        const tokens = { ...env, IM_TENANT_ACCESS_TOKEN: "t-demo" };
        const child = startIm(line, { cwd: directory, env: tokens, stdin: "" });
        const writer = child.stdin.getWriter();
        await writer.write(new TextEncoder().encode("[a](".repeat(900_000)));
        await writer.close();
        await until(() => threadsOf(child.pid).some((name) => name.startsWith("worker")), child.status);
        child.kill(signal);
        const { code, stdout, stderr } = await child.output();
        const error = partOf(documentOf(new TextDecoder().decode(stderr)), "error");
        assertEquals([code, stdout.length, error["type"]], [status, 0, "interrupted"]);
        assertEquals(platform.log.length, 0);
      }));
  }
});
