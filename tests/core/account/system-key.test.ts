import type { SecretName } from "../../../core/account/secret-store.ts";
import { openSecretStore } from "../../../core/account/stores.ts";
import { plainText } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { fakeKeyStore } from "../../support/key-store.ts";
import {
  allText,
  inStore,
  modeOf,
  namesIn,
  passingClock,
  realClock,
  SECRET,
  TOKEN,
} from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

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

    it(`has no part of the line end that the program of ${os} prints`, () =>
      inStore(async ({ open, root }) => {
        const keyStore = fakeKeyStore();
        const run: World["run"] = async (name, input) => {
          const result = await keyStore.run(name, input);
          return { ...result, stdout: `${result.stdout}\r\n` };
        };
        await (await open({ os, run })).write(SECRET, "a");
        const { kept = "" } = JSON.parse(await Deno.readTextFile(join(root, "secrets/key.system.json")));
        assertEquals([kept, await (await open({ os, run })).read(SECRET)], [kept.trim(), "a"]);
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

  it("is protected on Windows without the person's profile of PowerShell, and without a question", () =>
    inStore(async ({ open, root }) => {
      const keyStore = fakeKeyStore();
      await (await open({ os: "windows", run: keyStore.run })).write(SECRET, "a");
      const lines = keyStore.seen.map(({ args }) => args);
      for (const args of lines) {
        assertEquals(args.slice(0, 3), ["-NoProfile", "-NonInteractive", "-Command"]);
        // Quotes of the system's own command line are not needed, so they cannot go wrong.
        assertEquals([args.length, args[3]?.includes('"')], [4, false]);
      }
      assertMatch(lines[0]?.[3] ?? "", /ProtectedData\]::Protect\(.*'CurrentUser'\)/);
      assertMatch(lines[1]?.[3] ?? "", /ProtectedData\]::Unprotect\(.*'CurrentUser'\)/);
      const record = JSON.parse(await Deno.readTextFile(join(root, "secrets/key.system.json")));
      assertEquals([record.place, keyStore.seen[1]?.stdin], ["dpapi", record.kept]);
    }));

  it("is not asked for where there is no secret", () =>
    inStore(async ({ open }) => {
      const keyStore = fakeKeyStore();
      const store = await open({ run: keyStore.run });
      await store.read(SECRET);
      await store.locked(SECRET, () => Promise.resolve());
      assertEquals(keyStore.seen, []);
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
      assertMatch(plainText(detail.hint ?? ""), /config\/init store=file$/);
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

  it("in a locked keyring is a failure that says so", () =>
    inStore(async ({ open }) => {
      const keyStore = fakeKeyStore();
      await (await open({ run: keyStore.run })).write(SECRET, "a");
      keyStore.lock();
      const detail = await rejectionOf(async () => await (await open({ run: keyStore.run })).read(SECRET));
      assertMatch(plainText(detail.message), /the keyring is locked$/);
      assertMatch(plainText(detail.hint ?? ""), /^unlock it, or/);
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

  it("is found although the record of the other place is damaged", () =>
    inTemporaryDirectory(async (root) => {
      const store = await openSecretStore(fakeWorld(), root, "file");
      await store.write(SECRET, "a");
      const other = join(root, "secrets/key.system.json");
      await Deno.writeTextFile(other, "{");
      assertEquals(await store.read(SECRET), "a");
      await Deno.remove(join(root, "secrets/key.file.json"));
      assertEquals((await rejectionOf(() => store.read(SECRET))).path, other);
    }));

  it("ends a program that takes longer than five seconds", () =>
    inStore(async ({ open }) => {
      const clock = passingClock();
      const run: World["run"] = (_program, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      const store = await open({ clock, run });
      await store.write(SECRET, "a");
      assertEquals(plainText(store.fallback ?? ""), "secret-tool took more than 5 seconds");
    }));

  it("is made once where many want it at once", () =>
    inStore(async ({ open, root }) => {
      const clock = realClock();
      const names = Array.from({ length: 8 }, (_none, at): SecretName => ({ ...SECRET, appId: `cli_${at}` }));
      await Promise.all(names.map(async (name) => await (await open({ clock })).write(name, name.appId)));
      const store = await open();
      assertEquals(await Promise.all(names.map(store.read)), names.map(({ appId }) => appId));
      assertEquals(namesIn(join(root, "secrets")).filter((name) => name.startsWith("key.")).length, 2);
    }));
});
