import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const COUNT = 400;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

const world = (): PlatformOptions => ({
  chats: [{ chatId: "oc_group", mode: "group", name: "Group" }],
  messages: Array.from({ length: COUNT }, (_, n) => ({
    ...{ messageId: `om_${n}`, chatId: "oc_group", senderId: "ou_ana", createTime: START + n * 1000 },
    ...n === 7
      ? { type: "image", content: { image_key: "img_one" } }
      : { type: "text", content: { text: `message ${n}` } },
  })),
  resources: [{ messageId: "om_7", fileKey: "img_one", type: "image", bytes: new Uint8Array(3000).fill(7) }],
});

const exportTo = (scene: Scene, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_group", ...more]);
const verify = (scene: Scene) => scene.run(["archive", "verify", "--deep", "--archive", "archive"]);
const fileOf = (scene: Scene) => join(scene.directory, "archive", "archive.db");

/** Nothing of the runtime stands in what people read. */
function assertClear(text: string): void {
  assert(!/^\s+at |\.ts:\d|TypeError|ERR_SQLITE|please report/m.test(text), text);
}

describeOnUnix("an archive in trouble", () => {
  for (const part of [0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.99]) {
    it(`is reported where bytes are damaged at ${Math.round(part * 100)} % of the file`, () =>
      inScene(world(), async (scene) => {
        await exportTo(scene);
        const bytes = await Deno.readFile(fileOf(scene));
        const at = Math.floor(bytes.length * part / 4096) * 4096;
        bytes.fill(0xa5, at, at + 4096);
        await Deno.writeFile(fileOf(scene), bytes);
        const { status, stdout, stderr } = await verify(scene);
        assert([1, 5].includes(status), `exit ${status}: ${stdout}${stderr}`);
        assertClear(stdout + stderr);
        for (
          const line of [["archive", "stats"], ["archive", "search", "message"], ["archive", "show", "om_7"]]
        ) {
          const read = await scene.run([...line, "--archive", "archive"]);
          assert(
            [0, 1, 5].includes(read.status),
            `${line}: exit ${read.status}: ${read.stdout}${read.stderr}`,
          );
          assertClear(read.stdout + read.stderr);
        }
        const again = await exportTo(scene);
        assert([0, 1, 5].includes(again.status), `exit ${again.status}: ${again.stdout}${again.stderr}`);
        assertClear(again.stdout + again.stderr);
      }));
  }

  for (
    const [what, make] of [
      ["a link", (path: string) => Deno.symlink("/etc/hostname", path)],
      ["a link to nothing", (path: string) => Deno.symlink("/tmp/im-archive-that-is-not-there", path)],
      ["a directory", (path: string) => Deno.mkdir(path)],
      ["a pipe", async (path: string) => void await new Deno.Command("mkfifo", { args: [path] }).output()],
    ] as const
  ) {
    it(`is refused where archive.db is ${what}`, () =>
      inScene(world(), async (scene) => {
        await Deno.mkdir(join(scene.directory, "archive"));
        await make(fileOf(scene));
        for (const run of [() => exportTo(scene), () => verify(scene)]) {
          const { status, stdout, stderr } = await run();
          assertEquals(status, 2, stdout + stderr);
          assertClear(stdout + stderr);
        }
        assertEquals(await Deno.stat("/tmp/im-archive-that-is-not-there").catch(() => "nothing"), "nothing");
      }));
  }

  for (const name of ["media", "media/.partial", "README.txt", "lock", "manifest.json"]) {
    it(`writes nothing outside where ${name} is a link`, () =>
      inScene(world(), async (scene) => {
        const outside = await Deno.makeTempDir();
        try {
          await exportTo(scene, "--no-media");
          const path = join(scene.directory, "archive", name);
          await Deno.remove(path, { recursive: true }).catch(() => {});
          await Deno.mkdir(join(path, ".."), { recursive: true });
          const isDirectory = name.startsWith("media");
          await Deno.symlink(isDirectory ? outside : join(outside, "file"), path);
          const { stdout, stderr } = await exportTo(scene);
          assertClear(stdout + stderr);
          assertEquals([...Deno.readDirSync(outside)], []);
        } finally {
          await Deno.remove(outside, { recursive: true });
        }
      }));
  }

  it("says who holds the lock", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      using file = await Deno.open(join(scene.directory, "archive", "lock"), { read: true, write: true });
      await file.truncate();
      await file.write(new TextEncoder().encode("process 4711, since 2026-05-20T01:00:00.000Z\n"));
      await file.lock(true);
      const { status, stdout, stderr } = await exportTo(scene);
      assertEquals(status, 2, stdout + stderr);
      assert(stderr.includes("process 4711, since 2026-05-20"), stderr);
      assertEquals(dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"], COUNT);
    }));

  it("is not made where there is no login, or one that the service refuses", () =>
    inScene(world(), async (scene) => {
      for (const token of ["", "u-wrong"]) {
        const line = ["+chat-export", "--output", "archive", "--chat-id", "oc_group", "--as", "user"];
        const { status, stdout, stderr } = await scene.run(line, { env: { IM_USER_ACCESS_TOKEN: token } });
        assertEquals(status, 3, stdout + stderr);
        assertEquals([...Deno.readDirSync(scene.directory)].map(({ name }) => name), []);
      }
    }));

  it("is brought up to date by a run that stopped at its time: exit 0, not complete", () =>
    inScene({ ...world(), delayMs: 300 }, async (scene) => {
      const stopped = await exportTo(scene, "--max-time", "1s");
      assertEquals([stopped.status, partOf(documentOf(stopped.stdout), "data")["complete"]], [0, false]);
      assertEquals(dataOf(await exportTo(scene))["complete"], true);
      assertEquals(dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"], COUNT);
    }));

  it("keeps what it has where the disk is full: exit 5, and the same command continues it", () =>
    inScene(world(), async (scene) => {
      const archive = join(scene.directory, "archive");
      await Deno.mkdir(archive);
      if (!await ran("mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "none", archive)) {
        return console.log("skipped: no small disk can be mounted here");
      }
      try {
        const full = await exportTo(scene);
        assertEquals(full.status, 5, full.stdout + full.stderr);
        assert(full.stderr.includes("file_io"), full.stderr);
        assertClear(full.stdout + full.stderr);
        await ran("mount", "-o", "remount,size=20m", archive);
        assertEquals(dataOf(await exportTo(scene))["complete"], true);
        assertEquals(
          dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"],
          COUNT,
        );
        assertEquals(dataOf(await verify(scene))["problems"], []);
        scene.platform.putMessage({
          ...{ messageId: "om_new", chatId: "oc_group", type: "text", createTime: START + 9e6 },
        });
        await ran("mount", "-o", "remount,ro", archive);
        const readOnly = await exportTo(scene);
        assertEquals(readOnly.status, 5, readOnly.stdout + readOnly.stderr);
        assertClear(readOnly.stdout + readOnly.stderr);
      } finally {
        await ran("umount", archive);
      }
    }));
});

async function ran(program: string, ...args: readonly string[]): Promise<boolean> {
  const { success } = await new Deno.Command(program, { args: [...args], stderr: "null" }).output();
  return success;
}
