import { bundle } from "../../scripts/bundle.ts";
import { chooseRegistry, type Registry } from "../../scripts/registry.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assert } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** Runs first, and at the end writes down what is on the heap after it was collected. */
const PROBE = `globalThis.addEventListener("unload", () => {
  globalThis.gc();
  globalThis.gc();
  Deno.writeTextFileSync("heap.txt", String(Deno.memoryUsage().heapUsed));
});`;

const BARE = "await Deno.stdout.write(new Uint8Array([104, 105, 10]));";

const DRY_RUN = "+messages-resources-download --message-id om_x --file-key file_x --type file --dry-run";

/** Bytes on the heap when a script has ended. */
async function heapAfter(cwd: string, script: string, words: readonly string[]): Promise<number> {
  const flags = ["--quiet", "--no-config", "--no-lock", "--v8-flags=--expose-gc", "--preload", "probe.js"];
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...flags, script, ...words],
    cwd,
    env: { IM_TENANT_ACCESS_TOKEN: "t-demo" },
    stdout: "null",
  }).output();
  assert(success, `${script} ${words.join(" ")}`);
  return Number(await Deno.readTextFile(join(cwd, "heap.txt")));
}

describe("the heap after a start, in proportion to that of a script that says hi", () => {
  /**
   * Measured: 1.42, 1.44 and 2.05, with Cliffy itself in place of its stand-in 2.40; before help and dry runs loaded only
   * what they need, 2.12 and 2.28.
   */
  const limits = (registry: Registry): readonly (readonly [words: string, most: number])[] => [
    ["--version", 1.6],
    ["--help", 1.6],
    [DRY_RUN, registry === "npm" ? 2.2 : 2.6],
  ];
  it("is small", () =>
    inTemporaryDirectory(async (cwd) => {
      const lines = limits(await chooseRegistry());
      await Deno.writeTextFile(join(cwd, "probe.js"), PROBE);
      await Deno.writeTextFile(join(cwd, "bare.js"), BARE);
      const program = await bundle({ target: "memory", output: { folder: join(cwd, "im") } });
      const bare = await heapAfter(cwd, "bare.js", []);
      for (const [words, most] of lines) {
        const ratio = await heapAfter(cwd, program, words.split(" ")) / bare;
        assert(ratio <= most, `im ${words}: ${ratio.toFixed(2)}`);
      }
    }));
});
