import { moduleOf, packedModuleOf, shrinkWasm } from "../../scripts/shrink.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WASM = "AGFzbQEAAAAB" + "AAEC".repeat(5000);

async function load(script: string): Promise<Record<string, unknown>> {
  return await import(`data:text/javascript,${encodeURIComponent(script)}`);
}

describe("shrinkWasm", () => {
  it("makes a script smaller that says the same", async () => {
    const script =
      `const other = "AGFzbQ"; export const text = "${WASM}"; export const all = [other, text].length;`;
    const shrunk = shrinkWasm(script);
    assert(shrunk.length < script.length / 10, `${shrunk.length}`);
    const { text, all } = await load(shrunk);
    assertEquals([text, all], [WASM, 2]);
  });

  it("refuses a script without a module: what should be smaller would not be", () => {
    assertThrows(() => shrinkWasm('export const text = "AGFzbQ";'), Error, "WebAssembly");
  });
});

describe("modules of a value", () => {
  const value = {
    text: 'a "quoted" \\ line\n\u2028 会议',
    numbers: [1, 2.5, null],
    list: Array(1000).fill("same"),
  };
  for (const [name, make] of [["as it is", moduleOf], ["packed", packedModuleOf]] as const) {
    it(`${name}, resolve with the value`, async () => {
      const { find } = await load(make("find", value));
      assertEquals(await (find as () => Promise<unknown>)(), value);
    });
  }

  it("are much smaller when they are packed", () => {
    assert(packedModuleOf("find", value).length < moduleOf("find", value).length / 5);
  });
});
