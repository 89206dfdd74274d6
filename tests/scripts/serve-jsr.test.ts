import { findPackages, registryHandler, rewriteSpecifiers } from "../../scripts/npm/serve-jsr.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("rewriteSpecifiers", () => {
  const imports = { "@std/fmt": "jsr:@std/fmt@^1.0.0", "@a/b": "jsr:@a/b@2.0.0", exact: "npm:exact@1" };
  const cases: [code: string, expected: string][] = [
    ['import { red } from "@std/fmt/colors";', 'import { red } from "jsr:@std/fmt@^1.0.0/colors";'],
    ['export * from "@a/b";', 'export * from "jsr:@a/b@2.0.0";'],
    ["import type { C } from '@a/b/deep/c';", "import type { C } from 'jsr:@a/b@2.0.0/deep/c';"],
    ['await import("exact");', 'await import("npm:exact@1");'],
    ['import "./local.ts";', 'import "./local.ts";'],
    ['import "node:fs";', 'import "node:fs";'],
  ];
  for (const [code, expected] of cases) {
    it(code, () => assertEquals(rewriteSpecifiers(code, imports), expected));
  }
});

describe("registryHandler", () => {
  it("answers as JSR does", async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${folder}/a`);
      await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ workspace: ["./a"], imports: {} }));
      await Deno.writeTextFile(
        `${folder}/a/deno.json`,
        JSON.stringify({ name: "@x/a", version: "1.2.3", exports: "./mod.ts" }),
      );
      await Deno.writeTextFile(`${folder}/a/mod.ts`, 'export * from "@x/a/other";\n');
      const handle = registryHandler(await findPackages(folder));
      const get = (path: string) => handle(new Request(`http://127.0.0.1${path}`));

      assertEquals((await (await get("/@x/a/meta.json")).json()).versions, { "1.2.3": {} });
      const meta = await (await get("/@x/a/1.2.3_meta.json")).json();
      assertEquals(meta.exports, { ".": "./mod.ts" });
      assertEquals(Object.keys(meta.manifest), ["/deno.json", "/mod.ts"]);
      assertEquals(
        await (await get("/@x/a/1.2.3/mod.ts")).text(),
        'export * from "jsr:@x/a@^1.2.3/other";\n',
      );
      for (const path of ["/@x/b/meta.json", "/@x/a/9.9.9/mod.ts", "/@x/a/1.2.3/..%2Fdeno.json"]) {
        assertEquals((await get(path)).status, 404, path);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
});
