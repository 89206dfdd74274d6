import { reinstallLine, upgradeProgram } from "../../../cli/commands/upgrade.ts";
import type { GlobalValues } from "../../../cli/options/global.ts";
import type { DownloadProgress } from "../../../core/download/download.ts";
import { Failure } from "../../../core/failure.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { startReleases } from "../../support/releases.ts";
import type { ReleaseFault, ReleasesOptions } from "../../support/releases.ts";
import { inScene } from "../../support/scene.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { FILE_SCREEN } from "../../support/screens.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const LINUX = "x86_64-unknown-linux-gnu";
const WINDOWS = "x86_64-pc-windows-msvc";

interface Scene {
  readonly path: string;
  readonly names: () => string[];
  readonly requests: Awaited<ReturnType<typeof startReleases>>["requests"];
  /** Bytes there and bytes in all, as reported. */
  readonly reports: readonly (readonly [number, number | undefined])[];
  upgrade(isCheckOnly?: boolean): ReturnType<typeof upgradeProgram>;
}

/** An installed program of version 0.1.0, and a page that has another one. */
async function inInstallation(
  options: Partial<ReleasesOptions> & { readonly target?: string },
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  const target = options.target ?? LINUX;
  await using page = await startReleases({ version: "0.2.0", targets: [target], program: "new", ...options });
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, "im");
    await Deno.writeTextFile(path, "old", { mode: 0o755 });
    const { world, close } = createTestWorld({ cwd: directory, env: { IM_USER_ACCESS_TOKEN: "u-secret" } });
    const reports: [number, number | undefined][] = [];
    const runtime = {
      world: { ...world, executable: () => path, os: target === WINDOWS ? "windows" as const : world.os },
      globals: { timeout: undefined, retryBudget: 30 } as GlobalValues,
      progress: {
        note: () => Promise.resolve(),
        start: () => ({
          report: ({ done, total }: DownloadProgress) => void reports.push([done, total]),
          end: () => Promise.resolve(),
        }),
        add: () => ({ report: () => {}, end: () => Promise.resolve() }),
      },
    };
    try {
      await use({
        path,
        names: () => [...Deno.readDirSync(directory)].map(({ name }) => name).sort(),
        requests: page.requests,
        reports,
        upgrade: (isCheckOnly = false) =>
          upgradeProgram(runtime, { version: "0.1.0", target }, () => page.url, isCheckOnly),
      });
    } finally {
      close();
    }
  });
}

describe("im upgrade", () => {
  for (const target of [LINUX, WINDOWS]) {
    it(`replaces the program by the latest release (${target})`, () =>
      inInstallation({ target }, async ({ upgrade, path, names, requests }) => {
        const { data } = await upgrade();
        assertEquals([data.upgraded, data.current_version, data.latest_version], [true, "0.1.0", "0.2.0"]);
        assertEquals(await Deno.readTextFile(path), "new");
        assertEquals(names(), ["im"]);
        assertEquals(requests.filter(({ headers }) => headers.has("authorization")), []);
      }));
  }

  it("with --check only says that there is a newer version", () =>
    inInstallation({}, async ({ upgrade, path, requests }) => {
      const { data, pretty } = await upgrade(true);
      assertEquals([data.upgrade_available, data.upgraded], [true, false]);
      assertMatch(pretty?.(FILE_SCREEN).join("\n") ?? "", /0\.2\.0 is available, this is 0\.1\.0/);
      assertEquals(await Deno.readTextFile(path), "old");
      assertEquals(requests.map(({ name }) => name), ["SHA256SUMS", "SHA256SUMS"]);
    }));

  it("asks again where the server is busy, and reports how much is there", () =>
    inInstallation({ busy: 2 }, async ({ upgrade, path, reports }) => {
      assertEquals((await upgrade()).data.upgraded, true);
      assertEquals(await Deno.readTextFile(path), "new");
      const [done, total] = reports.at(-1) ?? [];
      assert(done !== undefined && done > 0 && done === total, String(reports));
    }));

  it("gives up where the server stays busy", () =>
    inInstallation({ busy: 3 }, async ({ upgrade, path }) => {
      await assertRejects(() => upgrade(), Failure, "HTTP 503");
      assertEquals(await Deno.readTextFile(path), "old");
    }));

  for (const version of ["0.1.0", "0.0.9"]) {
    it(`leaves 0.1.0 alone where the latest release is ${version}`, () =>
      inInstallation({ version }, async ({ upgrade, path }) => {
        const { data } = await upgrade();
        assertEquals([data.upgrade_available, data.upgraded], [false, false]);
        assertEquals(await Deno.readTextFile(path), "old");
      }));
  }

  const faults: Readonly<Record<ReleaseFault, RegExp>> = {
    "wrong sum": /the checksum of ".*" is wrong/,
    "missing archive": /HTTP 404/,
    "cut-off archive": /broke/,
    "no such target": /names no archive for x86_64-unknown-linux-gnu/,
    "no list": /HTTP 404/,
  };
  for (const [fault, message] of Object.entries(faults)) {
    it(`keeps the old program: ${fault}`, () =>
      inInstallation({ fault: fault as ReleaseFault }, async ({ upgrade, path, names }) => {
        const failure = await assertRejects(() => upgrade(), Failure);
        assertEquals(failure.detail.type, "network");
        assertMatch(failure.message, message);
        assertEquals(await Deno.readTextFile(path), "old");
        assertEquals(names(), ["im"]);
      }));
  }

  it("refuses an archive without the program, though its checksum is right", () =>
    inInstallation({ program: "" }, async ({ upgrade, path }) => {
      await assertRejects(() => upgrade(), Failure, "has no");
      assertEquals(await Deno.readTextFile(path), "old");
    }));
});

describe("a program that Deno runs from an address", () => {
  const flags = "--allow-net --allow-read --allow-write --allow-env";
  const table: Readonly<Record<string, string>> = {
    "https://jsr.io/@im/im/0.1.0/cli/commands/upgrade.ts": "jsr:@im/im",
    "https://example.com/raw/main/cli/commands/upgrade.ts": "ADDRESS",
  };
  for (const [url, name] of Object.entries(table)) {
    it(`${url} is installed again as ${name}`, () =>
      assertEquals(reinstallLine(url), `deno install --global --force ${flags} ${name}`));
  }
});

describe("im upgrade as a command", () => {
  it("from a checkout is refused with what to do, before anything is asked", () =>
    inScene({}, async ({ run }) => {
      const result = await run(["upgrade"], { env: { IM_RELEASES_URL: "" } });
      const { error } = JSON.parse(result.stderr);
      assertEquals([result.status, error.subtype], [2, "failed_precondition"]);
      assertMatch(error.hint, /git pull/);
    }));

  it("--check works from a checkout", async () => {
    await using page = await startReleases({ version: "99.0.0", targets: [LINUX], program: "new" });
    await inScene({}, async ({ run }) => {
      const result = await run(["upgrade", "--check"], { env: { IM_RELEASES_URL: page.url } });
      assertEquals([result.status, result.stderr], [0, ""]);
      assertEquals(JSON.parse(result.stdout).data.upgrade_available, true);
    });
  });

  it("--dry-run lists the requests and sends none", async () => {
    await using page = await startReleases({ version: "99.0.0", targets: [LINUX], program: "new" });
    await inScene({}, async ({ run }) => {
      const result = await run(["upgrade", "--dry-run"], { env: { IM_RELEASES_URL: page.url } });
      assertEquals(result.status, 0, result.stderr);
      const urls = JSON.parse(result.stdout).data.api.map((call: { url: string }) => call.url);
      assertEquals(urls[0], `${page.url}/latest/download/SHA256SUMS`);
      assertEquals([urls.length, page.requests.length], [2, 0]);
    });
  });

  const refused: readonly (readonly [url: string, message: RegExp])[] = [
    ["", /knows no page of releases/],
    ["http://example.com/releases", /IM_RELEASES_URL must be https/],
    ["https://me:secret@example.com/releases", /IM_RELEASES_URL must have no user/],
    ["nonsense", /IM_RELEASES_URL is not a URL/],
  ];
  for (const [url, message] of refused) {
    it(`refuses the page of releases "${url}"`, () =>
      inScene({}, async ({ run }) => {
        const result = await run(["upgrade", "--check"], { env: { IM_RELEASES_URL: url } });
        assertEquals(result.status, 2);
        assertMatch(JSON.parse(result.stderr).error.message, message);
        assertEquals(result.stderr.includes("secret"), false);
      }));
  }
});
