import { registryHandler } from "../../scripts/npm/serve-jsr.ts";
import { chooseRegistry, pathOf } from "../../scripts/registry.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const configuration = JSON.parse(await Deno.readTextFile(pathOf("deno.json")));

async function deno(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const output = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code: output.code, stdout: decoder.decode(output.stdout), stderr: decoder.decode(output.stderr) };
}

/** Serves the checkout's files by HTTP. */
function serveCheckout(): Deno.HttpServer<Deno.NetAddr> {
  const types: Readonly<Record<string, string>> = { ts: "application/typescript", json: "application/json" };
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    // The first part of the path differs from run to run: Deno keeps what it fetched by its address.
    const name = new URL(request.url).pathname.split("/").slice(2).join("/");
    const text = await Deno.readTextFile(pathOf(name)).catch(() => undefined);
    if (text === undefined) return new Response("not found", { status: 404 });
    return new Response(text, {
      headers: { "content-type": types[name.split(".").at(-1) ?? ""] ?? "text/plain" },
    });
  });
}

describe("the package on JSR", () => {
  it("has the program alone: no tests, no scripts", async () => {
    const args = ["publish", "--dry-run", "--no-check", "--allow-dirty", "--allow-slow-types"];
    const { code, stderr } = await deno(args, pathOf("."));
    assertEquals(code, 0, stderr);
    const root = new URL("../../", import.meta.url).href;
    const files = Array.from(
      stderr.matchAll(/^\s+(file:\S+) \(/gm),
      ([, url = ""]) => url.slice(root.length),
    );
    const tops = new Set(files.map((path) => path.split("/")[0]));
    assertEquals(
      [...tops].sort(),
      ["CHANGELOG.md", "LICENSE", "README.md", "cli", "core", "deno.json", "fixtures", "main.ts"],
    );
  });

  it("is called im when it is installed without a name", async () => {
    assertMatch(configuration.name, /^@[a-z0-9-]+\/im$/);
    await inTemporaryDirectory(async (home) => {
      const folder = `${home}/package`;
      await Deno.mkdir(`${folder}/core`, { recursive: true });
      await Deno.mkdir(`${folder}/cli`);
      // All that --version loads.
      for (
        const name of [
          ...["main.ts", "cli/environment.ts", "cli/front.ts", "cli/version.ts"],
          ...["core/build-info.ts", "core/world.ts"],
        ]
      ) {
        await Deno.copyFile(pathOf(name), `${folder}/${name}`);
      }
      const { name, version, exports } = configuration;
      const served = { name, version, exports: { ".": exports }, folder, imports: {} };
      await using server = Deno.serve(
        { hostname: "127.0.0.1", port: 0, onListen() {} },
        registryHandler([served]),
      );
      const env = {
        HOME: home,
        DENO_DIR: `${home}/deno`,
        DENO_INSTALL_ROOT: `${home}/root`,
        JSR_URL: `http://127.0.0.1:${server.addr.port}/`,
      };
      const installed = await deno(["install", "--global", "--no-config", `jsr:${name}`], home, env);
      assertEquals(installed.code, 0, installed.stderr);
      const run = await new Deno.Command(`${home}/root/bin/im`, {
        args: ["--version"],
        env: { ...env, PATH: `${Deno.execPath().replace(/\/[^/]*$/, "")}:${Deno.env.get("PATH")}` },
      }).output();
      assertEquals(new TextDecoder().decode(run.stdout), `im ${version}\n`);
    });
  });
});

describe("main.ts run from an address", () => {
  const permissions = ["--allow-net", "--allow-read", "--allow-write", "--allow-env"];
  const run = async (map: string | undefined, words: readonly string[]) => {
    await using server = serveCheckout();
    const base = `http://127.0.0.1:${server.addr.port}/${crypto.randomUUID()}`;
    const flags = map === undefined ? [] : ["--import-map", `${base}/${map}`];
    return await inTemporaryDirectory((cwd) =>
      deno([
        "run",
        "--quiet",
        "--no-lock",
        "--no-config",
        ...permissions,
        ...flags,
        `${base}/main.ts`,
        ...words,
      ], cwd)
    );
  };

  it("says in one line what to run", async () => {
    const { code, stdout, stderr } = await run(undefined, ["+chat-list", "--dry-run"]);
    assertEquals([code, stdout], [3, ""]);
    assertMatch(
      stderr,
      /^error: .*deno run --import-map http:\S+\/deno\.json --allow-net --allow-read --allow-write --allow-env http:\S+\/main\.ts\n$/,
    );
  });

  it("works with the import map", async () => {
    const map = await chooseRegistry() === "jsr" ? "deno.json" : "scripts/npm/import_map.json";
    const { code, stdout, stderr } = await run(map, ["+chat-list", "--dry-run"]);
    assertEquals([code, stderr], [0, ""]);
    assertEquals(JSON.parse(stdout).dry_run, true);
  });
});
