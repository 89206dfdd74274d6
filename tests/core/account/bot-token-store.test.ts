import { openBotTokenStore } from "../../../core/account/bot-token-store.ts";
import type { SecretName } from "../../../core/account/secret-store.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { fakeKeyStore } from "../../support/key-store.ts";
import { allText, fileOf, HOST } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const NAME: SecretName = { kind: "bot-token", host: HOST, appId: "cli_1" };
const APP_SECRET = "0123456789abcdef";

describe("the place for bot tokens", () => {
  it("has what was written, for the same host, app and secret", () =>
    inTemporaryDirectory(async (root) => {
      await openBotTokenStore(fakeWorld(), root, APP_SECRET).write(NAME, "t-1");
      const store = openBotTokenStore(fakeWorld(), root, APP_SECRET);
      assertEquals(await store.read(NAME), "t-1");
      assertEquals(await store.read({ ...NAME, host: "https://other" }), undefined);
      assertEquals(await store.read({ ...NAME, appId: "cli_2" }), undefined);
      const other = openBotTokenStore(fakeWorld(), root, "other");
      assertEquals((await rejectionOf(() => other.read(NAME))).subtype, "storage");
      await other.write(NAME, "t-2");
      assertEquals(await other.read(NAME), "t-2");
    }));

  it("shows neither the token nor the app secret, and asks no key store", () =>
    inTemporaryDirectory(async (root) => {
      const keyStore = fakeKeyStore();
      const store = openBotTokenStore(fakeWorld({ run: keyStore.run }), root, APP_SECRET);
      await store.write(NAME, "t-1");
      assertEquals([await store.read(NAME), keyStore.seen], ["t-1", []]);
      assertEquals(/t-1|0123456789abcdef/.test(allText(join(root, "secrets"))), false);
    }));

  it("takes a new token in the place of a damaged one", () =>
    inTemporaryDirectory(async (root) => {
      const store = openBotTokenStore(fakeWorld(), root, APP_SECRET);
      await store.write(NAME, "t-1");
      await Deno.writeTextFile(fileOf(root, "bot-token"), '{"version":1,"key":"?","iv":"","data":""}');
      assertEquals((await rejectionOf(() => store.read(NAME))).subtype, "storage");
      await store.write(NAME, "t-2");
      assertEquals(await store.read(NAME), "t-2");
    }));
});
