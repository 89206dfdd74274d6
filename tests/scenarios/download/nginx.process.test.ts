import { until } from "../../support/bdd.ts";
import { sha256 } from "../../support/downloads.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { resultOf, runIm, startIm } from "../../support/im.ts";
import { findProgram } from "../../support/install.ts";
import { type Nginx, type NginxOptions, startNginx } from "../../support/nginx.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** Downloads from a server that nobody here wrote: nginx, as Debian packages it. */

const PROBE = 131_072;
const CHUNK = 8_388_608;
const SIZES = [0, 1, PROBE - 1, PROBE, PROBE + 1, CHUNK + PROBE, 3 * CHUNK + 1];
const KEY = "file_v3_nginx";
/** Slow enough to interfere, quick enough to wait for; the first second's bytes come at once. */
const SLOW = "limit_rate 4m;";

const isThere = await findProgram("nginx") !== undefined && await findProgram("openssl") !== undefined;
if (!isThere) console.log("skipped: nginx is not here and cannot be installed");
const whenThere = isThere ? describe : describe.skip;

/** An nginx, a directory to download into, and the program pointed at it. */
interface Scene {
  readonly nginx: Nginx;
  readonly directory: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function inScene(options: NginxOptions, use: (scene: Scene) => Promise<void>): Promise<void> {
  await using nginx = await startNginx(options);
  assert(nginx !== undefined, "nginx did not start");
  await inTemporaryDirectory((directory) =>
    use({
      nginx,
      directory,
      words: [
        ...["+messages-resources-download", "--message-id", "om_nginx", "--file-key", KEY],
        ...["--type", "file", "--output", "saved.bin"],
      ],
      env: {
        IM_BASE_URL: nginx.origin,
        IM_TENANT_ACCESS_TOKEN: "t-nginx",
        IM_CONFIG_DIR: join(directory, ".config"),
      },
    })
  );
}

/** Makes the object, different for each seed; gives its SHA-256. */
async function publish({ nginx }: Scene, size: number, seed = 1): Promise<string> {
  const words = new Uint32Array(Math.ceil(size / 4));
  for (let at = 0, state = seed; at < words.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[at] = state;
  }
  const bytes = new Uint8Array(words.buffer, 0, size);
  const path = join(nginx.files, KEY);
  await Deno.writeFile(path, bytes);
  // nginx makes its entity tag of the second of change and the size.
  await Deno.utime(path, 1_700_000_000 + seed, 1_700_000_000 + seed);
  return await sha256(bytes);
}

/** Downloads and compares; gives the envelope's data. */
async function assertDownloads(
  scene: Scene,
  digest: string,
  ...more: string[]
): Promise<Record<string, unknown>> {
  const { directory, env, words } = scene;
  return await assertSaved(scene, digest, await runIm([...words, ...more], { cwd: directory, env }));
}

async function assertSaved({ directory }: Scene, digest: string, result: Awaited<ReturnType<typeof runIm>>) {
  assertEquals(result.status, 0, result.stderr);
  assertEquals(await sha256(await Deno.readFile(join(directory, "saved.bin"))), digest);
  return JSON.parse(result.stdout).data;
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

async function restart({ nginx }: Scene): Promise<void> {
  await nginx.stop();
  await nginx.start({ directives: "" });
}

/** Starts a download and lets `interfere` happen when some of it is on disk. */
async function duringDownload(scene: Scene, interfere: (process: Deno.ChildProcess) => unknown) {
  const process = startIm(scene.words, { cwd: scene.directory, env: scene.env });
  const output = process.output();
  const partial = join(scene.directory, ".saved.bin.im-part");
  // The record of what is there follows the bytes.
  await until(() => sizeOf(partial) > PROBE && sizeOf(`${partial}.json`) > 0, output);
  await interfere(process);
  return resultOf(await output);
}

whenThere("a download from nginx", () => {
  for (const size of SIZES) {
    it(`of ${size} bytes is the same bytes`, () =>
      inScene({}, async (scene) => {
        const data = await assertDownloads(scene, await publish(scene, size));
        assertEquals(data["size_bytes"], size);
      }));

    it(`of ${size} bytes is the same bytes with four workers`, () =>
      inScene({}, async (scene) => {
        await assertDownloads(scene, await publish(scene, size), "--workers", "4");
      }));
  }

  it("is the same bytes where the server would compress", () =>
    inScene({ directives: "gzip on; gzip_types *; gzip_min_length 1;" }, async (scene) => {
      await assertDownloads(scene, await publish(scene, CHUNK + PROBE));
    }));

  it("is the same bytes on a slow line", () =>
    inScene({ directives: SLOW }, async (scene) => {
      await assertDownloads(scene, await publish(scene, CHUNK + PROBE));
    }));

  it("takes two connections", () =>
    inScene({}, async (scene) => {
      await assertDownloads(scene, await publish(scene, 8 * CHUNK));
      assertEquals(new Set(scene.nginx.requests().map(({ connection }) => connection)).size, 2);
    }));

  it("is taken whole from a server that serves no ranges", () =>
    inScene({ directives: "max_ranges 0;" }, async (scene) => {
      const data = await assertDownloads(scene, await publish(scene, CHUNK + PROBE));
      assertEquals(data["requests"], 1);
    }));
});

whenThere("a download from nginx that is interrupted", () => {
  it("continues after a kill where it stopped", () =>
    inScene({ directives: SLOW }, async (scene) => {
      const digest = await publish(scene, 2 * CHUNK);
      await duringDownload(scene, (process) => process.kill("SIGKILL"));
      await restart(scene);
      const data = await assertDownloads(scene, digest);
      assert(Number(data["resumed_from"]) > 0);
    }));

  it("starts over when the object was replaced after a kill", () =>
    inScene({ directives: SLOW }, async (scene) => {
      const before = await publish(scene, 2 * CHUNK);
      await duringDownload(scene, (process) => process.kill("SIGKILL"));
      await restart(scene);
      const after = await publish(scene, 2 * CHUNK, 2);
      assertNotEquals(after, before);
      const data = await assertDownloads(scene, after);
      assertEquals(data["resumed_from"], undefined);
    }));

  it("goes on when nginx is restarted in the middle", () =>
    inScene({ directives: SLOW }, async (scene) => {
      const digest = await publish(scene, 2 * CHUNK);
      const result = await duringDownload(scene, () => restart(scene));
      const data = await assertSaved(scene, digest, result);
      assert(data.requests > 3, "the probe and two ranges, and at least one of them again");
    }));
});

whenThere("a download from nginx over TLS", () => {
  for (const workers of [1, 4]) {
    it(`trusts the authority in DENO_CERT (workers: ${workers})`, () =>
      inScene({ tls: true }, async (scene) => {
        const env = { ...scene.env, DENO_CERT: scene.nginx.authority ?? "" };
        const digest = await publish(scene, 3 * CHUNK + 1);
        await assertDownloads({ ...scene, env }, digest, "--workers", `${workers}`);
      }));
  }

  it("takes two connections, and resumes the session of neither", () =>
    inScene({ tls: true }, async (scene) => {
      const env = { ...scene.env, DENO_CERT: scene.nginx.authority ?? "" };
      await assertDownloads({ ...scene, env }, await publish(scene, 8 * CHUNK));
      const requests = scene.nginx.requests();
      assertEquals(new Set(requests.map(({ connection }) => connection)).size, 2);
      assertEquals(requests.filter(({ isResumed }) => isResumed), []);
    }));

  it("refuses an authority that nobody trusts", () =>
    inScene({ tls: true }, async (scene) => {
      await publish(scene, 1);
      const { status, stderr } = await runIm(scene.words, { cwd: scene.directory, env: scene.env });
      assertEquals(status, 4);
      assertEquals(JSON.parse(stderr).error.subtype, "tls");
    }));
});
