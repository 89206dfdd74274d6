import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readEnvironment } from "../../cli/environment.ts";
import { fakeWorld } from "../support/fake-world.ts";

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
