import { checkSecret } from "../../../../cli/commands/profile/app.ts";
import { input } from "../../../../core/text/phrase.ts";
import { init } from "../config/init-line.ts";
import { detailOf } from "../../../core/detail-of.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { fakeKeyStore } from "../../../support/key-store.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the place of a new secret", () => {
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
