import { describeOnUnix } from "../../support/bdd.ts";
import { startIm } from "../../support/im.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Lines that read standard input. */
const LINES: readonly (readonly string[])[] = [
  ["+messages-send", "--chat-id", "oc_1", "--text", "-"],
  ["+messages-send", "--chat-id", "oc_1", "--markdown", "-"],
  ["api", "POST", "im/v1/pins", "--data", "-"],
  ["api", "POST", "im/v1/images", "--file", "-"],
];

describeOnUnix("standard input that stays open", () => {
  for (const line of LINES) {
    for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      it(`${line[0]} ${line.at(-2)}: ends with the first ${signal}`, () =>
        inScene({}, async ({ directory, env, platform }) => {
          const child = startIm(line, { cwd: directory, env, stdin: "" });
          const writer = child.stdin.getWriter();
          // Taken as soon as the program reads.
          await writer.write(new Uint8Array(1024 * 1024).fill(97));
          child.kill(signal);
          const { code, stdout, stderr } = await child.output();
          await writer.close().catch(() => {});
          const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
          assertEquals([code, out, platform.log.length], [status, "", 0]);
          assertEquals(partOf(documentOf(errors ?? ""), "error")["type"], "interrupted");
        }));
    }
  }
});
