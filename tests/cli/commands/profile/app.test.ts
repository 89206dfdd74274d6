import { checkSecret } from "../../../../cli/commands/profile/app.ts";
import { openSecretStore } from "../../../../core/account/stores.ts";
import { input } from "../../../../core/text/phrase.ts";
import { detailOf } from "../../../core/detail-of.ts";
import { fakeWorld, json, type WorldParts } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { fakeKeyStore } from "../../../support/key-store.ts";
import { runLine } from "../../../support/run-line.ts";
import { realClock, SECRET } from "../../../support/secrets.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const token = json({ code: 0, tenant_access_token: "t-1", expire: 7200 });

/** Sets up the app `cli_1` in a directory of its own; its secret comes from standard input. */
function init(
  root: string,
  secret: string,
  options: readonly string[] = [],
  { variables: more = {}, ...parts }: WorldParts = {},
) {
  const line = ["config", "init", "--app-id", "cli_1", "--app-secret-stdin", "--format", "pretty"];
  const variables = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "", IM_CONFIG_DIR: root, ...more };
  const readStdin = () => Promise.resolve(new TextEncoder().encode(secret));
  return runLine([...line, ...options], [token], { variables, readStdin, clock: realClock(), ...parts });
}

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

  const stores: readonly (readonly [options: readonly string[], variable: string, isAsked: boolean])[] = [
    [[], "", true],
    [["--store", "file"], "", false],
    [[], "file", false],
    [["--store", "file"], "system", false],
    [["--store", "system"], "file", true],
  ];
  for (const [options, variable, isAsked] of stores) {
    it(`${isAsked ? "asks" : "leaves alone"} the system's key store: [${options}], IM_STORE=${variable}`, () =>
      inTemporaryDirectory(async (root) => {
        const { run, seen } = fakeKeyStore();
        const { status } = await init(root, "one", options, { run, variables: { IM_STORE: variable } });
        assertEquals([status, seen.length > 0], [0, isAsked]);
      }));
  }
});

describe("checkSecret", () => {
  const source = input("appSecretStdin");
  for (const text of [" abc \nrest", "\ufeffabc\r\n"]) {
    it(`takes the first line of ${JSON.stringify(text)}`, () =>
      assertEquals(checkSecret(source, text), "abc"));
  }
  for (const text of ["", "\nabc", "a b", "ключ", "x".repeat(2000)]) {
    it(`refuses ${JSON.stringify(text.slice(0, 9))} without repeating it`, () => {
      const detail = detailOf(() => checkSecret(source, text));
      assertEquals([detail.type, detail.subtype, detail.input], [
        "validation",
        "invalid_argument",
        "appSecretStdin",
      ]);
      assertEquals(text.length > 0 && JSON.stringify(detail).includes(text), false);
    });
  }
});
