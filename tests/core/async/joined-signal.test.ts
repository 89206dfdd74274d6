import { joinSignals } from "../../../core/async/joined-signal.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Collects garbage while only `own` is held, then says whether the joined signal is still there. */
const PROBE = `
const { joinSignals } = await import(Deno.args[0]);
const own = new AbortController();
const joined = new WeakRef(joinSignals(own, new AbortController().signal));
for (let round = 0; round < 3; round++) {
  await new Promise((resolve) => setTimeout(resolve, 0));
  globalThis.gc();
}
own.abort();
console.log(joined.deref()?.aborted ?? "collected");
`;

describe("a joined signal", () => {
  it("aborts with each of the two, for the same reason", () => {
    for (const which of [0, 1] as const) {
      const both = [new AbortController(), new AbortController()] as const;
      const signal = joinSignals(both[0], both[1].signal);
      const reason = new Error("over");
      both[which].abort(reason);
      assertEquals(signal.reason, reason);
    }
  });

  it("lasts as long as its own controller", async () => {
    const path = await Deno.makeTempFile({ suffix: ".js" });
    try {
      await Deno.writeTextFile(path, PROBE);
      const module = new URL("../../../core/async/joined-signal.ts", import.meta.url).href;
      const flags = ["--quiet", "--no-config", "--no-lock", "--allow-read", "--v8-flags=--expose-gc"];
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", ...flags, path, module],
        stdin: "null",
      }).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
      assertEquals(text(stdout), "true", text(stderr));
    } finally {
      await Deno.remove(path);
    }
  });
});
