import { openSecretStore } from "../../../../core/account/stores.ts";
import { fakeWorld } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { realClock, SECRET } from "../../../support/secrets.ts";
import { init } from "./init-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im config init", () => {
  it("sets an app up, then brings it up to date and keeps the new secret", () =>
    inTemporaryDirectory(async (root) => {
      const first = await init(root, "one", ["--store", "file"]);
      assertEquals([first.status, first.stdout.split("\n")[0]], [
        0,
        "profile default is set up: app cli_1",
      ]);
      const second = await init(root, "two", ["--store", "file"]);
      assertEquals(second.stdout.split("\n")[0], "profile default is up to date: app cli_1");
      const store = await openSecretStore(fakeWorld({ clock: realClock() }), root, "file");
      assertEquals(await store.read(SECRET), "two");
    }));
});
