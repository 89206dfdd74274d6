import { openBotTokenCache } from "../../../core/account/bot-token-cache.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { allText, fileOf, HOST } from "../../support/secrets.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("the place for bot tokens", () => {
  const APP = { appId: "cli_1", appSecret: "0123456789abcdef" };

  it("has what was written, for the same host, app and secret", () =>
    inTemporaryDirectory(async (root) => {
      const world = fakeWorld();
      assertEquals(await openBotTokenCache(world, root, HOST, APP).write("t-1"), true);
      assertEquals(await openBotTokenCache(world, root, HOST, APP).read(), "t-1");
      const others = [
        openBotTokenCache(world, root, "https://other", APP),
        openBotTokenCache(world, root, HOST, { ...APP, appId: "cli_2" }),
        openBotTokenCache(world, root, HOST, { ...APP, appSecret: "other" }),
      ];
      assertEquals(await Promise.all(others.map((cache) => cache.read())), [undefined, undefined, undefined]);
      assertEquals(/t-1|0123456789abcdef/.test(allText(join(root, "secrets"))), false);
    }));

  it("forgets what is removed, and what is damaged", () =>
    inTemporaryDirectory(async (root) => {
      const cache = openBotTokenCache(fakeWorld(), root, HOST, APP);
      await cache.write("t-1");
      await cache.remove();
      assertEquals(await cache.read(), undefined);
      await cache.write("t-1");
      await Deno.writeTextFile(fileOf(root, "bot-token"), '{"version":1,"salt":"?","iv":"","data":""}');
      assertEquals(await cache.read(), undefined);
    }));

  it("costs nothing but itself where nothing can be written", () =>
    inTemporaryDirectory(async (root) => {
      const refuse = () => Promise.reject(Object.assign(new Error("EROFS"), { code: "EROFS" }));
      const world = fakeWorld({ files: { ...Deno, mkdir: refuse, open: refuse } });
      const cache = openBotTokenCache(world, join(root, "x"), HOST, APP);
      assertEquals([await cache.write("t-1"), await cache.read()], [false, undefined]);
      assertEquals(await cache.locked(() => Promise.resolve("work")), "work");
    }));
});
