import type { SecretName } from "../../../core/account/secret-store.ts";
import { plainText } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { allText, fileOf, inStore, modeOf, namesIn, SECRET, TOKEN } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

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

  it("never encrypts the same secret to the same bytes", () =>
    inStore(async ({ open, root }) => {
      const store = await open();
      const texts = [];
      for (let time = 0; time < 3; time++) {
        await store.write(SECRET, "a");
        texts.push(JSON.parse(await Deno.readTextFile(fileOf(root, "app-secret"))));
      }
      assertEquals(new Set(texts.map(({ iv }) => iv)).size, 3);
      assertEquals(new Set(texts.map(({ data }) => data)).size, 3);
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
      const intact = await Deno.readTextFile(path);
      const texts = [
        "",
        "{}",
        '{"version":1,"key":"',
        intact.replace('"data":"', '"data":"AAAA'),
      ];
      for (const text of texts) {
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

  it("says how a damaged app secret is made anew", () =>
    inStore(async ({ open, root }) => {
      await (await open()).write(SECRET, "a");
      await Deno.writeTextFile(fileOf(root, "app-secret"), "");
      const detail = await rejectionOf(async () => await (await open()).read(SECRET));
      assertMatch(plainText(detail.hint ?? ""), /backup.*config\/init$/);
    }));

  it("gives secrets with long or odd names file names that every system takes", () =>
    inStore(async ({ open, root }) => {
      const store = await open();
      await store.write({ ...TOKEN, appId: "../a:b", openId: "o".repeat(300) }, "a");
      assertMatch(fileOf(root, "user-token"), /\/user-token\.___a_b\.o{40}\.[0-9a-f]{16}\.json$/);
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
