import { openSecretStore } from "../../../core/account/stores.ts";
import {
  readUserToken,
  type UserToken,
  userTokenName,
  writeUserToken,
} from "../../../core/account/user-token.ts";
import { type AnyFault, type Platform, startPlatform } from "../../../fixtures/platform/mod.ts";
import { startWorker, type TokenRequest } from "../../support/account-worker.ts";
import { until } from "../../support/bdd.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { realClock } from "../../support/secrets.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PROCESSES = 10;
const TOKEN_ENDPOINT = "/open-apis/authen/v2/oauth/token";
const MINUTE = 60_000;

/** Somebody logged in, and the access token has so many milliseconds left. */
async function logIn(platform: Platform, root: string, left: number): Promise<UserToken> {
  const { refreshToken = "", accessToken, ...login } = platform.accounts.logIn({ openId: "ou_demo" });
  const token: UserToken = {
    openId: "ou_demo",
    appId: "cli_demo",
    accessToken,
    refreshToken,
    expiresAt: Date.now() + left,
    refreshExpiresAt: Date.now() + 604_800_000,
    scopes: login.scopes,
    grantedAt: Date.now(),
  };
  const store = await openSecretStore(fakeWorld({ clock: realClock() }), root, "file");
  await writeUserToken(store, userTokenName(platform.origin, "cli_demo", "ou_demo"), token);
  return token;
}

async function stored(platform: Platform, root: string): Promise<UserToken | undefined> {
  const store = await openSecretStore(fakeWorld({ clock: realClock() }), root, "file");
  return await readUserToken(store, userTokenName(platform.origin, "cli_demo", "ou_demo"));
}

async function startRun(platform: Platform, root: string, identity: TokenRequest["identity"] = "user") {
  const request: TokenRequest = { origin: platform.origin, identity, openId: "ou_demo" };
  return await startWorker("token", root, JSON.stringify(request));
}

async function run(platform: Platform, root: string, identity?: TokenRequest["identity"]) {
  const { stdout } = await (await startRun(platform, root, identity)).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** Kills a run in the middle of its refresh. */
async function killWhileRefreshing(platform: Platform, root: string): Promise<void> {
  const worker = await startRun(platform, root);
  await until(() => platform.countRequests(`POST ${TOKEN_ENDPOINT}`, "refresh_token") > 0, worker.status);
  worker.kill("SIGKILL");
  await worker.output();
  await platform.idle();
  platform.clearFaults();
}

describe("ten processes with one login that is due", () => {
  it("refresh it once, and all get the new token", () =>
    inTemporaryDirectory(async (root) => {
      await using platform = await startPlatform();
      const old = await logIn(platform, root, MINUTE);
      const answers = await Promise.all(Array.from({ length: PROCESSES }, () => run(platform, root)));
      assertEquals(platform.countRequests(`POST ${TOKEN_ENDPOINT}`, "refresh_token"), 1);
      const { accessToken } = await stored(platform, root) ?? old;
      assertEquals(new Set(answers.map(({ token }) => token)), new Set([accessToken]));
      assertEquals(accessToken === old.accessToken, false);
    }));
});

describe("ten processes with one app", () => {
  it("request one bot token", () =>
    inTemporaryDirectory(async (root) => {
      await using platform = await startPlatform();
      const answers = await Promise.all(Array.from({ length: PROCESSES }, () => run(platform, root, "bot")));
      assertEquals(new Set(answers.map(({ token }) => token)).size, 1);
      assertEquals(platform.log.length, 1);
    }));
});

describe("a process that is killed during a refresh", () => {
  const when = { endpoint: TOKEN_ENDPOINT, method: "POST" };

  it("before the service acted leaves the login as it was: the next run refreshes it", () =>
    inTemporaryDirectory(async (root) => {
      const faults: readonly AnyFault[] = [{ name: "stall-before-acting", when }];
      await using platform = await startPlatform({ faults });
      const old = await logIn(platform, root, 0);
      await killWhileRefreshing(platform, root);
      assertEquals((await stored(platform, root))?.refreshToken, old.refreshToken);
      const { token } = await run(platform, root);
      assertEquals([token, (await stored(platform, root))?.refreshBegunAt], [
        (await stored(platform, root))?.accessToken,
        undefined,
      ]);
      assertEquals(platform.accounts.refreshState(old.refreshToken ?? ""), "used");
    }));

  it("after the service acted leaves the login: its access token is used to its end", () =>
    inTemporaryDirectory(async (root) => {
      const faults: readonly AnyFault[] = [{ name: "act-after-client-left", when }];
      await using platform = await startPlatform({ faults });
      const old = await logIn(platform, root, 2 * MINUTE);
      await killWhileRefreshing(platform, root);
      assertEquals((await run(platform, root)).token, old.accessToken);
      assertEquals((await stored(platform, root))?.openId, "ou_demo");
    }));

  it("after the service acted is named as the reason, once the access token is over", () =>
    inTemporaryDirectory(async (root) => {
      const faults: readonly AnyFault[] = [{ name: "act-after-client-left", when }];
      await using platform = await startPlatform({ faults });
      await logIn(platform, root, 0);
      await killWhileRefreshing(platform, root);
      const { subtype, message, hint } = await run(platform, root);
      assertEquals(subtype, "refresh_token_reused");
      assertMatch(message, /an earlier refresh was interrupted before its answer was saved$/);
      assertMatch(hint, /^log in again: auth\/login$/);
    }));
});
