import { openSecretStore } from "../../../core/account/stores.ts";
import { readUserToken, userTokenName, writeUserToken } from "../../../core/account/user-token.ts";
import { createAccountTokens } from "../../../core/account/token-source.ts";
import { Failure } from "../../../core/failure.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { type AnyFault, type Platform, startPlatform, TOKEN_LIES } from "../../../fixtures/platform/mod.ts";
import { accountCall } from "../../support/account.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const REFRESH: AnyFault["when"] = { endpoint: "/open-apis/authen/v2/oauth/token" };
const BOT: AnyFault["when"] = { endpoint: "/open-apis/auth/v3/tenant_access_token/internal" };

/** A login with so many milliseconds left, at a service that lies from now on. */
async function startLogin(platform: Platform, root: string, left: number) {
  const { refreshToken = "", accessToken, scopes } = platform.accounts.logIn({ openId: "ou_demo" });
  const { world, close } = createTestWorld({ cwd: root, isSilent: platform.isSilent });
  const store = await openSecretStore(world, root, "file");
  const name = userTokenName(platform.origin, "cli_demo", "ou_demo");
  const refreshExpiresAt = Date.now() + 604_800_000;
  const token = { openId: "ou_demo", appId: "cli_demo", accessToken, refreshToken, refreshExpiresAt };
  await writeUserToken(store, name, {
    ...{ ...token, expiresAt: Date.now() + left },
    ...{ scopes, grantedAt: Date.now() },
  });
  const run = (identity: Identity = "user") =>
    createAccountTokens({
      call: accountCall(world, { hosts: { open: platform.origin, accounts: platform.origin } }),
      userToken: undefined,
      botToken: undefined,
      appId: "cli_demo",
      appSecret: () => Promise.resolve("demo-secret"),
      hasAppSecret: true,
      openId: "ou_demo",
      store: () => Promise.resolve(store),
    }).token(identity);
  return { run, close, stored: () => readUserToken(store, name) };
}

/** Whether the service takes a token. */
async function isAccepted(platform: Platform, token: string): Promise<boolean> {
  const response = await fetch(`${platform.origin}/open-apis/authen/v1/user_info`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()).code === 0;
}

describe("a service that lies about tokens", () => {
  for (const { what, fault } of TOKEN_LIES) {
    it(`(${what}) costs no login while the access token lasts`, () =>
      inTemporaryDirectory(async (root) => {
        await using platform = await startPlatform({ faults: [{ ...fault, when: REFRESH }] });
        const { run, close, stored } = await startLogin(platform, root, 120_000);
        assert(await isAccepted(platform, await run()));
        platform.clearFaults();
        assert(await isAccepted(platform, await run()));
        assertEquals((await stored())?.openId, "ou_demo");
        close();
      }));

    it(`(${what}) gives a token that works, or an error, but never a wrong token`, () =>
      inTemporaryDirectory(async (root) => {
        await using platform = await startPlatform({ faults: [{ ...fault, when: REFRESH }] });
        const { run, close, stored } = await startLogin(platform, root, 0);
        const token = await run().catch((error) => {
          assert(error instanceof Failure, String(error));
          const said = JSON.stringify(error.detail);
          assert(!platform.accounts.secrets().some((secret) => said.includes(secret)), said);
          return undefined;
        });
        assert(token === undefined || await isAccepted(platform, token));
        assertEquals((await stored())?.openId, "ou_demo");
        close();
      }));

    it(`(${what}) keeps no bot from working: the other endpoint is asked`, () =>
      inTemporaryDirectory(async (root) => {
        await using platform = await startPlatform({ faults: [{ ...fault, when: BOT }] });
        const { run, close } = await startLogin(platform, root, 0);
        const response = await fetch(`${platform.origin}/open-apis/bot/v3/info`, {
          headers: { authorization: `Bearer ${await run("bot")}` },
        });
        assertEquals((await response.json()).code, 0);
        close();
      }));
  }
});
