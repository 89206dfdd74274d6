import {
  type PendingLogin,
  readPendingLogin,
  removePendingLogin,
  savePendingLogin,
} from "../../../core/account/pending-login.ts";
import { fakeClock, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

async function withRoot(work: (scene: ReturnType<typeof startIn>) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await work(startIn(join(directory, "im")));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function startIn(root: string) {
  const clock = fakeClock();
  const login = (deviceCode: string): PendingLogin => ({
    deviceCode,
    userCode: "AB",
    verificationUrl: "https://accounts.feishu.cn/verify",
    expiresAt: clock.now() + 300_000,
    interval: 7,
    appId: "cli_1",
    host: "https://open.feishu.cn",
    scopes: ["im:chat"],
  });
  const files = async () =>
    (await Array.fromAsync(Deno.readDir(join(root, "pending-logins")))).map(({ name }) => name);
  return { root, clock, world: fakeWorld({ clock }), login, files };
}

describe("a pending login", () => {
  it("is found again by its device code, with its scopes, pace and end", () =>
    withRoot(async ({ world, root, login }) => {
      await savePendingLogin(world, root, login("a/../b"));
      assertEquals(await readPendingLogin(world, root, "a/../b"), login("a/../b"));
    }));

  it("is not found by another code", () =>
    withRoot(async ({ world, root, login }) => {
      await savePendingLogin(world, root, login("a"));
      assertEquals(await readPendingLogin(world, root, "b"), undefined);
    }));

  it("is for its owner only, under a name that does not tell the code", () =>
    withRoot(async ({ world, root, login, files }) => {
      await savePendingLogin(world, root, login("secret-code"));
      const [name = ""] = await files();
      const { mode } = await Deno.stat(join(root, "pending-logins", name));
      const directory = await Deno.stat(join(root, "pending-logins"));
      assertEquals([(mode ?? 0) & 0o777, (directory.mode ?? 0) & 0o777], [0o600, 0o700]);
      assertEquals(name.includes("secret"), false);
    }));

  it("is gone once it was removed; removing it again does nothing", () =>
    withRoot(async ({ world, root, login, files }) => {
      await savePendingLogin(world, root, login("a"));
      await removePendingLogin(world, root, "a");
      await removePendingLogin(world, root, "a");
      assertEquals(await files(), []);
    }));

  it("makes way for the next one when it has expired", () =>
    withRoot(async ({ world, root, login, clock, files }) => {
      await savePendingLogin(world, root, login("a"));
      await clock.advance(300_001);
      await savePendingLogin(world, root, login("b"));
      assertEquals([(await files()).length, await readPendingLogin(world, root, "a")], [1, undefined]);
    }));

  it("that cannot be read is as good as none", () =>
    withRoot(async ({ world, root, login, files }) => {
      await savePendingLogin(world, root, login("a"));
      const [name = ""] = await files();
      await Deno.writeTextFile(join(root, "pending-logins", name), '{"deviceCode":"a"}');
      assertEquals(await readPendingLogin(world, root, "a"), undefined);
    }));
});
