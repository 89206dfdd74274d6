import { resourceBytes, startPlatform } from "../../fixtures/platform/mod.ts";
import { pathOf } from "../../scripts/registry.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assertEquals } from "@std/assert";
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

/** Serves the bundle over HTTP and runs it from there. */
async function runFromUrl(cwd: string, words: readonly string[], env: Record<string, string>) {
  const bundle = await Deno.readTextFile(pathOf("dist/im.js"));
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(bundle, { headers: { "content-type": "text/javascript" } }),
  );
  const url = `http://127.0.0.1:${server.addr.port}/im.js`;
  const permissions = ["--no-prompt", "--allow-net", "--allow-read", "--allow-write", "--allow-env"];
  return await deno(cwd, ["run", "--quiet", "--no-config", "--no-lock", ...permissions, url, ...words], env);
}

describe("the single-file bundle", () => {
  it("runs from a URL and downloads a file", async () => {
    const built = await deno(pathOf("."), ["run", "-A", "scripts/bundle.ts"]);
    assertEquals(built.code, 0, built.stderr);
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
