import { readConfig, updateConfig } from "../../../core/account/config-file.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { longSecret, startWorker, workerLine } from "../../support/account-worker.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { namesIn, realClock, SECRET, TOKEN } from "../../support/secrets.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const PROCESSES = 10;

describe("ten processes with one configuration directory", () => {
  it("make it together, with one key, and lose no profile and no secret", () =>
    inTemporaryDirectory(async (root) => {
      const names = Array.from({ length: PROCESSES }, (_none, at) => `p${at}`);
      const workers = await Promise.all(names.map((name) => startWorker("add", root, name)));
      assertEquals(
        await Promise.all(workers.map(async (worker) => (await worker.output()).code)),
        names.map(() => 0),
      );
      const { config } = await readConfig(fakeWorld(), root);
      assertEquals(config.profiles.map(({ name }) => name).sort(), names);
      const store = await openSecretStore(fakeWorld(), root);
      const secrets = names.map((name) => store.read({ ...SECRET, appId: `cli_${name}` }));
      assertEquals(await Promise.all(secrets), names);
      assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key.")), [
        "key.file.json",
        "key.lock",
      ]);
    }));

  it("keep each other out while one of them reads and writes", () =>
    inTemporaryDirectory(async (root) => {
      const counting = Array.from({ length: PROCESSES }, () => startWorker("count", root, "5"));
      const workers = await Promise.all(counting);
      await Promise.all(workers.map((worker) => worker.output()));
      assertEquals(await (await openSecretStore(fakeWorld(), root)).read(TOKEN), String(PROCESSES * 5));
    }));
});

describe("a process that is killed while it writes under a lock", () => {
  for (let time = 0; time < 3; time++) {
    it(`leaves a whole secret, a whole configuration and no lock (${time + 1})`, () =>
      inTemporaryDirectory(async (root) => {
        const worker = await startWorker("rewrite", root);
        const { value } = await worker.stdout.getReader().read();
        assertEquals(new TextDecoder().decode(value), "begun\n");
        worker.kill("SIGKILL");
        await worker.status;
        const world = fakeWorld({ clock: realClock() });
        const store = await openSecretStore(world, root);
        const secret = await store.read(TOKEN);
        assert(secret === longSecret("a") || secret === longSecret("b"));
        assertEquals((await readConfig(world, root)).config.currentProfile?.length, 8_192);
        await store.locked(TOKEN, () => store.write(TOKEN, "c"));
        await updateConfig(world, root, ({ profiles }) => ({ version: 1, profiles }));
        assertEquals(await store.read(TOKEN), "c");
      }));
  }
});

/** Runs a worker on a small disk of its own; undefined where none can be made here. */
async function onSmallDisk(root: string, remount: string) {
  const script = 'mount -t tmpfs -o size=64k tmpfs "$0" && exec "$@"';
  const args = ["-rm", "sh", "-c", script, root, ...await workerLine("overfill", root, remount)];
  const { code, stdout } = await new Deno.Command("unshare", { args, stderr: "piped" }).output();
  return code === 0 ? JSON.parse(new TextDecoder().decode(stdout)) : undefined;
}

const canMount = Deno.build.os === "linux" &&
  new Deno.Command("unshare", { args: ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], stderr: "null" })
    .outputSync()
    .success;

(canMount ? describe : describe.skip)("a disk that takes nothing more", () => {
  const disks: readonly (readonly [what: string, remount: string, hint: RegExp, locked: boolean])[] = [
    ["is full", "", /free some space/, true],
    ["is read-only", "ro", /read-only/, false],
  ];
  for (const [what, remount, hint, isLocked] of disks) {
    it(`because it ${what} leaves the old secret and the old configuration`, () =>
      inTemporaryDirectory(async (root) => {
        const answer = await onSmallDisk(root, remount);
        assertEquals(answer.kept, ["old", "old"]);
        assertEquals(answer.names.filter((name: string) => name.endsWith(".draft")), []);
        const [secret, config, locked] = answer.failures;
        for (const failure of [secret, config]) {
          assertEquals([failure.type, failure.subtype], ["internal", "storage"]);
          assert(failure.path.startsWith(root), failure.path);
          assertMatch(failure.hint, hint);
        }
        assertEquals(isLocked ? locked : locked.subtype, isLocked ? "locked" : "storage");
      }));
  }
});
