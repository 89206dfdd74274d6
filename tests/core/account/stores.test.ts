import { openBotTokenCache } from "../../../core/account/bot-token-cache.ts";
import type { SecretName } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import type { World } from "../../../core/world.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { fakeWorld, type WorldParts } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { fakeKeyStore } from "../../support/key-store.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const HOST = "https://open.feishu.cn";
const SECRET: SecretName = { kind: "app-secret", host: HOST, appId: "cli_1" };
const TOKEN: SecretName = { kind: "user-token", host: HOST, appId: "cli_1", openId: "ou_1" };

const modeOf = (path: string) => (Deno.statSync(path).mode ?? 0) & 0o777;
const namesIn = (path: string) => Array.from(Deno.readDirSync(path), ({ name }) => name).sort();

/** A store in a new directory. */
function inStore<T>(
  use: (
    parts: { readonly root: string; open(more?: WorldParts): ReturnType<typeof openSecretStore> },
  ) => Promise<T>,
): Promise<T> {
  return inTemporaryDirectory((root) =>
    use({ root, open: (more) => openSecretStore(fakeWorld(more), root) })
  );
}

/** The path of the one file whose name begins so. */
function fileOf(root: string, start: string): string {
  const found = namesIn(join(root, "secrets")).find((name) =>
    name.startsWith(start) && name.endsWith(".json")
  );
  return join(root, "secrets", found ?? "missing");
}

/** Everything in a directory, as one text. */
function allText(directory: string): string {
  return namesIn(directory).map((name) => Deno.readTextFileSync(join(directory, name))).join("\n");
}

describe("the store of secrets", () => {
  it("has what was written, for whoever opens it next", () =>
    inStore(async ({ open }) => {
      const store = await open();
      await store.write(SECRET, "geheim 密");
      await store.write(TOKEN, "{}");
      await store.write(SECRET, "geheim 2");
      const next = await open();
      assertEquals([await next.read(SECRET), await next.read(TOKEN)], ["geheim 2", "{}"]);
    }));

  it("has nothing where nothing was written, and makes nothing then", () =>
    inStore(async ({ open, root }) => {
      const store = await open();
      assertEquals([await store.read(SECRET), await store.remove(SECRET)], [undefined, false]);
      assertEquals(namesIn(root), []);
    }));

  it("keeps secrets of hosts, apps, people and kinds apart", () =>
    inStore(async ({ open }) => {
      const store = await open();
      const names: readonly SecretName[] = [
        SECRET,
        TOKEN,
        { ...TOKEN, openId: "ou_2" },
        { ...TOKEN, host: "https://other" },
        { ...SECRET, appId: "cli/1" },
        { ...SECRET, appId: "cli_2" },
      ];
      for (const [at, name] of names.entries()) await store.write(name, String(at));
      assertEquals(await Promise.all(names.map(store.read)), ["0", "1", "2", "3", "4", "5"]);
    }));

  it("removes one secret and no other", () =>
    inStore(async ({ open }) => {
      const store = await open();
      await store.write(SECRET, "a");
      await store.write(TOKEN, "b");
      assertEquals(await store.remove(TOKEN), true);
      assertEquals([await store.read(SECRET), await store.read(TOKEN)], ["a", undefined]);
    }));

  it("writes no secret in the clear, and files that only their owner can read", () =>
    inStore(async ({ open, root }) => {
      const store = await open();
      await store.write(SECRET, "very-secret");
      await store.locked(SECRET, () => Promise.resolve());
      const directory = join(root, "secrets");
      assertEquals(allText(directory).includes("very-secret"), false);
      assertEquals([modeOf(directory), ...namesIn(directory).map((name) => modeOf(join(directory, name)))], [
        0o700,
        ...namesIn(directory).map(() => 0o600),
      ]);
    }));

  it("does not open one secret's file under the name of another", () =>
    inStore(async ({ open, root }) => {
      const store = await open();
      await store.write(SECRET, "a");
      await store.write(TOKEN, "b");
      await Deno.copyFile(fileOf(root, "app-secret"), fileOf(root, "user-token"));
      assertEquals((await rejectionOf(() => store.read(TOKEN))).subtype, "storage");
    }));

  it("names a damaged file, says what to do and leaves it", () =>
    inStore(async ({ open, root }) => {
      await (await open()).write(TOKEN, "b");
      const path = fileOf(root, "user-token");
      for (
        const text of [
          "",
          "{}",
          '{"version":1,"key":"',
          (await Deno.readTextFile(path)).replace('"data":"', '"data":"AAAA'),
        ]
      ) {
        await Deno.writeTextFile(path, text);
        const detail = await rejectionOf(async () => await (await open()).read(TOKEN));
        assertEquals([detail.type, detail.subtype, detail.path], ["internal", "storage", path]);
        assertMatch(plainText(detail.hint ?? ""), /backup.*auth\/login/);
        assertEquals(await Deno.readTextFile(path), text);
      }
      // Writing anew is the way out.
      await (await open()).write(TOKEN, "c");
      assertEquals(await (await open()).read(TOKEN), "c");
    }));

  it("says that the key is gone, and does not make another one in its place", () =>
    inStore(async ({ open, root }) => {
      await (await open()).write(SECRET, "a");
      const key = join(root, "secrets/key.file.json");
      await Deno.rename(key, join(root, "moved"));
      const detail = await rejectionOf(async () => await (await open()).read(SECRET));
      assertMatch(plainText(detail.message), /key to the secrets .* is gone/);
      await Deno.rename(join(root, "moved"), key);
      assertEquals(await (await open()).read(SECRET), "a");
    }));

  it("names a damaged record of the key", () =>
    inStore(async ({ open, root }) => {
      await (await open()).write(SECRET, "a");
      const key = join(root, "secrets/key.file.json");
      await Deno.writeTextFile(key, "{");
      assertEquals((await rejectionOf(() => open())).path, key);
    }));

  it("does one work after the other under the lock of a name", () =>
    inStore(async ({ open }) => {
      const [one, two] = [await open(), await open()];
      const order: string[] = [];
      const entered = Promise.withResolvers<void>();
      const leave = Promise.withResolvers<void>();
      const first = one.locked(TOKEN, async () => {
        order.push("first in");
        entered.resolve();
        await leave.promise;
        order.push("first out");
      });
      await entered.promise;
      const clock = fakeWorld().clock;
      const waiting = await open({
        clock: { ...clock, after: (_ms, then) => (setTimeout(then, 1), () => {}) },
      });
      const second = waiting.locked(TOKEN, () => Promise.resolve(order.push("second")));
      await two.locked(SECRET, () => Promise.resolve(order.push("other name")));
      leave.resolve();
      await Promise.all([first, second]);
      assertEquals(order, ["first in", "other name", "first out", "second"]);
    }));

  it("stops waiting for a lock when the person ends the run", () =>
    inStore(async ({ open }) => {
      const entered = Promise.withResolvers<void>();
      const leave = Promise.withResolvers<void>();
      const first = (await open()).locked(TOKEN, async () => {
        entered.resolve();
        await leave.promise;
      });
      await entered.promise;
      const interrupt = new AbortController();
      const store = await open({ interrupt: interrupt.signal });
      const second = store.locked(TOKEN, () => Promise.resolve("work")).catch((reason) => reason);
      interrupt.abort("Ctrl-C");
      assertEquals(await second, "Ctrl-C");
      leave.resolve();
      await first;
    }));

  it("gives up after a minute, and says who is waited for", () =>
    inStore(async ({ open }) => {
      const entered = Promise.withResolvers<void>();
      const leave = Promise.withResolvers<void>();
      const first = (await open()).locked(TOKEN, async () => {
        entered.resolve();
        await leave.promise;
      });
      await entered.promise;
      let now = 0;
      const clock: World["clock"] = {
        now: () => 0,
        monotonic: () => now,
        after: (ms, then) => {
          now += ms;
          queueMicrotask(then);
          return () => {};
        },
      };
      const detail = await rejectionOf(async () =>
        await (await open({ clock })).locked(TOKEN, () => Promise.resolve())
      );
      assertEquals([detail.subtype, detail.retryable], ["storage", true]);
      assertMatch(plainText(detail.message), /user-token.*lock", for more than 60 seconds/);
      assert(now >= 60_000 && now < 61_000, String(now));
      leave.resolve();
      await first;
    }));

  it("removes drafts that killed processes left an hour ago, and no younger ones", () =>
    inStore(async ({ open, root }) => {
      await (await open()).write(SECRET, "a");
      const [old, young] = ["old.draft", "young.draft"].map((name) => join(root, "secrets", name)) as [
        string,
        string,
      ];
      for (const path of [old, young]) await Deno.writeTextFile(path, "x");
      const now = Date.now();
      await Deno.utime(old, (now - 3_700_000) / 1000, (now - 3_700_000) / 1000);
      await (await open({ clock: { ...fakeWorld().clock, now: () => now } })).write(SECRET, "b");
      assertEquals(namesIn(join(root, "secrets")).filter((name) => name.endsWith(".draft")), ["young.draft"]);
    }));

  const faults: readonly (readonly [code: string, call: "open" | "rename" | "mkdir", hint: RegExp])[] = [
    ["ENOSPC", "open", /free some space/],
    ["EROFS", "mkdir", /read-only/],
    ["EACCES", "rename", /your own/],
  ];
  for (const [code, call, hint] of faults) {
    it(`keeps the old secret, with path and remedy, on ${code}`, () =>
      inStore(async ({ open, root }) => {
        await (await open()).write(SECRET, "old");
        const failure = Object.assign(new Error(`${code}: no`), { code });
        const refuse: World["files"]["open"] = (path, options) =>
          String(path).endsWith(".draft") ? Promise.reject(failure) : Deno.open(path, options);
        const files = { ...Deno, [call]: call === "open" ? refuse : () => Promise.reject(failure) };
        const detail = await rejectionOf(async () => await (await open({ files })).write(SECRET, "new"));
        assertEquals([detail.type, detail.subtype], ["internal", "storage"]);
        assert(detail.path?.startsWith(join(root, "secrets")), detail.path);
        assertMatch(plainText(detail.hint ?? ""), hint);
        assertEquals(await (await open()).read(SECRET), "old");
      }));
  }

  it("notices where something else is on disk than was written", () =>
    inStore(async ({ open }) => {
      const store = await open({ files: { ...Deno, rename: async (from) => await Deno.remove(from) } });
      assertEquals((await rejectionOf(() => store.write(SECRET, "a"))).subtype, "storage");
    }));
});

describe("the key to the secrets", () => {
  const systems: readonly (readonly [os: World["os"], kind: string, program: string])[] = [
    ["linux", "secret-service", "secret-tool"],
    ["darwin", "keychain", "security"],
    ["windows", "dpapi", "powershell"],
  ];
  for (const [os, kind, program] of systems) {
    it(`is in the key store of ${os}, asked for once a run`, () =>
      inStore(async ({ open, root }) => {
        const keyStore = fakeKeyStore();
        const parts = { os, run: keyStore.run };
        const store = await open(parts);
        assertEquals(store.kind, kind);
        await store.write(SECRET, "a");
        await store.write(TOKEN, "b");
        const made = keyStore.seen.length;
        const next = await open(parts);
        assertEquals([await next.read(SECRET), await next.read(TOKEN), next.kind], ["a", "b", kind]);
        assertEquals([made, keyStore.seen.length], [2, 3]);
        assertEquals(new Set(keyStore.seen.map((call) => call.program)), new Set([program]));
        assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key")), [
          "key.lock",
          "key.system.json",
        ]);
      }));

    it(`is in no argument and no file on ${os}`, () =>
      inStore(async ({ open, root }) => {
        const keyStore = fakeKeyStore();
        await (await open({ os, run: keyStore.run })).write(SECRET, "a");
        const [first] = keyStore.seen;
        const [key = "missing"] = /[\w+/]{43}=/.exec(first?.stdin ?? "") ?? [];
        assert(key !== "missing");
        assertEquals(keyStore.seen.filter(({ args }) => args.join(" ").includes(key)), []);
        assertEquals(allText(join(root, "secrets")).includes(key), false);
      }));
  }

  it("is not asked for where there is no secret, and not for bot tokens", () =>
    inStore(async ({ open, root }) => {
      const keyStore = fakeKeyStore();
      const store = await open({ run: keyStore.run });
      await store.read(SECRET);
      await store.locked(SECRET, () => Promise.resolve());
      const app = { appId: "cli_1", appSecret: "s" };
      const cache = openBotTokenCache(fakeWorld({ run: keyStore.run }), root, HOST, app);
      await cache.write("t");
      assertEquals([await cache.read(), keyStore.seen], ["t", []]);
    }));

  it("is in a file where the key store does not work, and stays there", () =>
    inStore(async ({ open, root }) => {
      const keyStore = fakeKeyStore();
      keyStore.fail(1, "Cannot autolaunch D-Bus");
      const store = await open({ run: keyStore.run });
      await store.write(SECRET, "a");
      assertEquals([store.kind, plainText(store.fallback ?? "")], ["file", "Cannot autolaunch D-Bus"]);
      keyStore.work();
      const next = await open({ run: keyStore.run });
      await next.write(TOKEN, "b");
      assertEquals([await next.read(SECRET), next.kind, keyStore.keys.size], ["a", "file", 0]);
      assertEquals(modeOf(join(root, "secrets/key.file.json")), 0o600);
    }));

  it("is in a file where the key store forgets it at once", () =>
    inStore(async ({ open }) => {
      const keyStore = fakeKeyStore();
      const store = await open({
        run: (program, input) => keyStore.run(program, input).finally(() => keyStore.keys.clear()),
      });
      await store.write(SECRET, "a");
      assertEquals([store.kind, await store.read(SECRET)], ["file", "a"]);
    }));

  it("is in a file, and no program runs, where the person wants it so", () =>
    inTemporaryDirectory(async (root) => {
      const keyStore = fakeKeyStore();
      const store = await openSecretStore(fakeWorld({ run: keyStore.run }), root, "file");
      await store.write(SECRET, "a");
      assertEquals([store.kind, store.fallback, keyStore.seen], ["file", undefined, []]);
    }));

  it("is nowhere where only the key store will do and does not work", () =>
    inTemporaryDirectory(async (root) => {
      const store = await openSecretStore(fakeWorld(), root, "system");
      const detail = await rejectionOf(() => store.write(SECRET, "a"));
      assertEquals([detail.type, detail.subtype], ["internal", "storage"]);
      assertMatch(plainText(detail.message), /secret-tool is not installed/);
      assertMatch(plainText(detail.hint ?? ""), /set store to file/);
    }));

  it("out of reach is a failure with a remedy; another one is not made", () =>
    inStore(async ({ open, root }) => {
      const keyStore = fakeKeyStore();
      await (await open({ run: keyStore.run })).write(SECRET, "a");
      keyStore.fail(1, "locked");
      const store = await open({ run: keyStore.run });
      for (const work of [() => store.read(SECRET), () => store.write(TOKEN, "b")]) {
        const detail = await rejectionOf(work);
        assertEquals([detail.type, detail.subtype], ["internal", "storage"]);
        assertMatch(plainText(detail.message), /did not give the key to the secrets: locked/);
      }
      keyStore.work();
      assertEquals(await store.read(SECRET), "a");
      assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key.file")), []);
    }));

  it("says that it is gone where the key store has it no more", () =>
    inStore(async ({ open }) => {
      const keyStore = fakeKeyStore();
      await (await open({ run: keyStore.run })).write(SECRET, "a");
      keyStore.keys.clear();
      const detail = await rejectionOf(async () => await (await open({ run: keyStore.run })).read(SECRET));
      assertMatch(plainText(detail.message), /is gone/);
    }));

  it("opens secrets of both places after the person changed their mind", () =>
    inTemporaryDirectory(async (root) => {
      const keyStore = fakeKeyStore();
      const open = (preference?: "system" | "file") =>
        openSecretStore(fakeWorld({ run: keyStore.run }), root, preference);
      await (await open("system")).write(SECRET, "a");
      await (await open("file")).write(TOKEN, "b");
      for (const preference of ["system", "file", undefined] as const) {
        const store = await open(preference);
        assertEquals([await store.read(SECRET), await store.read(TOKEN)], ["a", "b"]);
      }
    }));

  it("ends a program that takes longer than a minute", () =>
    inStore(async ({ open }) => {
      const clock: World["clock"] = {
        ...fakeWorld().clock,
        after: (_ms, then) => {
          queueMicrotask(then);
          return () => {};
        },
      };
      const run: World["run"] = (_program, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      const store = await open({ clock, run });
      await store.write(SECRET, "a");
      assertEquals(plainText(store.fallback ?? ""), "secret-tool took more than 60 seconds");
    }));

  it("is made once where many want it at once", () =>
    inStore(async ({ open, root }) => {
      const clock: World["clock"] = {
        ...fakeWorld().clock,
        after: (_ms, then) => (setTimeout(then, 1), () => {}),
      };
      const names = Array.from({ length: 8 }, (_none, at): SecretName => ({ ...SECRET, appId: `cli_${at}` }));
      await Promise.all(names.map(async (name) => await (await open({ clock })).write(name, name.appId)));
      const store = await open();
      assertEquals(await Promise.all(names.map(store.read)), names.map(({ appId }) => appId));
      assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key.")).length, 2);
    }));
});

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
