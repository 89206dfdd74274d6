import { APP_SECRET, configure, inLoginScene } from "../../support/logins.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;

describe("no run of any scenario prints a secret", () => {
  it("since each one is searched for those of the service: one that shows the app's secret fails", () =>
    inLoginScene({}, async ({ run }) => {
      const text = ["+messages-send", "--chat-id", "oc_1", "--dry-run", "--text"];
      assertEquals((await run([...text, "demo"])).status, 0);
      await assertRejects(() => run([...text, APP_SECRET]), Error, "a secret was printed");
    }));

  it("nor does a whole life of a login, with --verbose and with every command that looks at it", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      const { run, platform } = scene;
      const lines: readonly (readonly string[])[] = [
        ["auth", "login", "--scope", "im:chat:read im:message:readonly"],
        ["auth", "status", "--verify"],
        ["auth", "list"],
        ["auth", "scopes"],
        ["whoami"],
        ["config", "show", "--origin"],
        ["profile", "list"],
        ["doctor", "--for", "+chat-list"],
        ["+chat-list", "--as", "user"],
        ["+chat-list", "--as", "bot"],
      ];
      await configure(scene, "--verbose");
      // Each run is searched by the scene.
      for (const line of lines) await run([...line, "--verbose"]);
      platform.accounts.expireTokens("user");
      assertEquals((await run(["+chat-list", "--as", "user", "--verbose"])).status, 0);
      assert(platform.accounts.secrets().length > 4);
      for (const line of [["+chat-list"], ["auth", "logout"]]) await run([...line, "--verbose"]);
    }));

  it("nor where the service repeats the token in its own message", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run, platform }) => {
      await run(["auth", "login", "--scope", "im:chat:read"]);
      const tokens = platform.accounts.secrets().filter((secret) => secret.startsWith("u-"));
      const msg = `no: ${tokens.join(" ")}`;
      platform.addFault({ name: "error", code: 99991400, msg, when: { endpoint: "/open-apis/im/v1/chats" } });
      const { stderr } = await run(["+chat-list", "--retry-budget", "0"]);
      assertStringIncludes(stderr, "no: [redacted]");
    }));
});
