import { plainText } from "../../core/text/phrase.ts";
import { enterDirectory, readEnvironment } from "../../cli/settings.ts";
import { rejectionOf } from "../core/detail-of.ts";
import { fakeWorld } from "../support/fake-world.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const read = (variables: Record<string, string>) => readEnvironment(fakeWorld({ variables }));

describe("readEnvironment", () => {
  const shared:
    readonly (readonly [name: string, pick: (read_: ReturnType<typeof read>) => string | undefined])[] = [
      ["APP_ID", ({ credentials }) => credentials.appId],
      ["APP_SECRET", ({ credentials }) => credentials.appSecret],
      ["USER_ACCESS_TOKEN", ({ credentials }) => credentials.userToken],
      ["TENANT_ACCESS_TOKEN", ({ credentials }) => credentials.botToken],
      ["BRAND", ({ hosts }) => hosts.brand],
      ["DEFAULT_AS", ({ defaultAs }) => defaultAs],
    ];
  for (const [name, pick] of shared) {
    it(`takes IM_${name}, else LARKSUITE_CLI_${name}`, () => {
      assertEquals(pick(read({ [`IM_${name}`]: "ours", [`LARKSUITE_CLI_${name}`]: "theirs" })), "ours");
      assertEquals(pick(read({ [`LARKSUITE_CLI_${name}`]: "theirs" })), "theirs");
      assertEquals(pick(read({ [`IM_${name}`]: "", [`LARKSUITE_CLI_${name}`]: "theirs" })), "theirs");
      assertEquals(pick(read({})), undefined);
    });
  }

  it("takes the hosts from our variables", () => {
    const { hosts } = read({ IM_BASE_URL: "https://a", IM_ACCOUNTS_URL: "https://b" });
    assertEquals([hosts.baseUrl, hosts.accountsUrl], ["https://a", "https://b"]);
  });
});

describe("enterDirectory", () => {
  it("stays where nothing is asked", async () => {
    const world = fakeWorld({ cwd: "/somewhere" });
    assertStrictEquals(await enterDirectory(world, undefined), world);
  });

  it("takes relative and absolute directories", () =>
    inTemporaryDirectory(async (cwd) => {
      await Deno.mkdir(join(cwd, "a/b"), { recursive: true });
      const world = fakeWorld({ cwd: join(cwd, "a") });
      for (const directory of ["b", "./b/", "../a/b", join(cwd, "a", "b")]) {
        assertEquals((await enterDirectory(world, directory)).cwd, join(cwd, "a", "b"));
      }
    }));

  it("refuses what is no directory", () =>
    inTemporaryDirectory(async (cwd) => {
      await Deno.writeTextFile(join(cwd, "file"), "");
      for (const directory of ["missing", "file", ""]) {
        const detail = await rejectionOf(() => enterDirectory(fakeWorld({ cwd }), directory));
        assertEquals([detail.type, detail.subtype, detail.input], [
          "validation",
          "invalid_argument",
          "directory",
        ]);
        assertEquals(plainText(detail.message).includes(`"${directory}"`), true);
      }
    }));
});
