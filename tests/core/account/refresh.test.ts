import { spelled } from "../../../cli/spelling.ts";
import { interruptedFailure } from "../../../core/failure.ts";
import { neverReplies } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { LOGIN, refreshed, refused, startLogin } from "./refresh-scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINUTES = 60_000;

describe("a login", () => {
  it("is used as it is at 5 min 1 s before its expiry", async () => {
    const { run, seen, moveBeforeExpiry } = startLogin([refreshed()]);
    await moveBeforeExpiry(5 * MINUTES + 1000);
    assertEquals([await run().token("user"), seen.length], ["u-old", 0]);
  });

  it("is refreshed at 4 min 59 s before its expiry", async () => {
    const { run, seen, moveBeforeExpiry } = startLogin([refreshed()]);
    await moveBeforeExpiry(5 * MINUTES - 1000);
    assertEquals([await run().token("user"), seen.length], ["u-new", 1]);
  });

  it("is refreshed with the app's secret, as JSON", async () => {
    const { run, seen, moveBeforeExpiry } = startLogin([refreshed()]);
    await moveBeforeExpiry(0);
    await run().token("user");
    const [{ method, url, headers, body } = { method: "", url: "", headers: {}, body: "" }] = seen;
    assertEquals([method, url], ["POST", "https://open.feishu.cn/open-apis/authen/v2/oauth/token"]);
    assertStringIncludes(new Headers(headers).get("content-type") ?? "", "application/json");
    assertEquals(JSON.parse(body ?? ""), {
      grant_type: "refresh_token",
      refresh_token: "ur-old",
      client_id: "cli_1",
      client_secret: "app-s3cret",
    });
  });

  it("is stored with its new tokens before they are used", async () => {
    const { run, store, stored, moveBeforeExpiry, clock } = startLogin([refreshed()]);
    await moveBeforeExpiry(0);
    assertEquals(await run().token("user"), "u-new");
    assertEquals(stored(), {
      ...LOGIN,
      accessToken: "u-new",
      refreshToken: "ur-new",
      expiresAt: clock.now() + 7_200_000,
      refreshExpiresAt: clock.now() + 604_800_000,
      scopes: ["im:message", "im:chat", "offline_access"],
    });
    // The first write shows, before the service is asked, that there is a place for the answer.
    assertEquals(store.written.map((text) => JSON.parse(text).refreshToken), ["ur-old", "ur-new"]);
  });

  it("is refreshed once by ten runs at the same time", async () => {
    const { run, seen, moveBeforeExpiry } = startLogin([refreshed(), refused(20073)]);
    await moveBeforeExpiry(0);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => run().token("user")));
    assertEquals([new Set(tokens), seen.length], [new Set(["u-new"]), 1]);
  });

  it("is refreshed once by many calls of one run", async () => {
    const { run, seen, moveBeforeExpiry } = startLogin([refreshed(), refused(20073)]);
    await moveBeforeExpiry(0);
    const tokens = run();
    await Promise.all(Array.from({ length: 10 }, () => tokens.token("user")));
    assertEquals([await tokens.token("user"), seen.length], ["u-new", 1]);
  });

  it("without a refresh token is used to its last moment", async () => {
    const { refreshToken: _none, ...login } = LOGIN;
    const { run, store, seen, moveBeforeExpiry } = startLogin([refreshed()]);
    for (const key of store.secrets.keys()) store.secrets.set(key, JSON.stringify(login));
    await moveBeforeExpiry(1);
    assertEquals(await run().token("user"), "u-old");
    await moveBeforeExpiry(0);
    assertEquals((await rejectionOf(() => run().token("user"))).subtype, "token_expired");
    assertEquals(seen.length, 0);
  });

  it("that has expired altogether says how to log in again, and asks nobody", async () => {
    const { run, seen, clock } = startLogin([refreshed()]);
    await clock.advance(604_800_000);
    const detail = await rejectionOf(() => run({ profile: "work" }).token("user"));
    assertEquals([detail.type, detail.subtype], ["authentication", "token_expired"]);
    assertEquals([spelled(detail.hint ?? ""), detail.user_open_id], [
      "log in again: im auth login --profile work",
      "ou_1",
    ]);
    assertEquals(seen.length, 0);
  });

  it("that is gone says how to log in again", async () => {
    const { run, store } = startLogin([]);
    store.secrets.clear();
    const { subtype, hint } = await rejectionOf(() => run().token("user"));
    assertEquals([subtype, spelled(hint ?? "")], ["token_missing", "log in again: im auth login"]);
  });

  it("that cannot be read is a failure of the store, and stays where it is", async () => {
    const { run, store } = startLogin([]);
    for (const key of store.secrets.keys()) store.secrets.set(key, '{"accessToken":"u-1"}');
    assertEquals((await rejectionOf(() => run().token("user"))).subtype, "storage");
    assertEquals(store.secrets.size, 1);
  });
});

describe("a refresh whose answer is odd", () => {
  it("saves a new refresh token that comes without a usable access token, and asks with it", async () => {
    const { run, seen, stored, moveBeforeExpiry } = startLogin([
      refreshed({ access_token: "u-a\r\nx-evil: 1", refresh_token: "ur-2" }),
      refreshed({ refresh_token: "ur-3" }),
    ]);
    await moveBeforeExpiry(0);
    assertEquals(await run().token("user"), "u-new");
    assertEquals(seen.map(({ body }) => JSON.parse(body ?? "").refresh_token), ["ur-old", "ur-2"]);
    assertEquals(stored().refreshToken, "ur-3");
  });

  const odd: readonly (readonly [what: string, fields: Record<string, unknown>])[] = [
    ["has no refresh token", { refresh_token: undefined, refresh_token_expires_in: undefined }],
    ["has a refresh token with a line break", {
      refresh_token: "ur\nx",
      refresh_token_expires_in: undefined,
    }],
    ["has lifetimes that cannot be", { refresh_token: "ur-old", refresh_token_expires_in: 1e300 }],
  ];
  for (const [what, fields] of odd) {
    it(`and ${what} keeps what was there`, async () => {
      const { run, stored, moveBeforeExpiry } = startLogin([refreshed(fields)]);
      await moveBeforeExpiry(0);
      assertEquals(await run().token("user"), "u-new");
      const { refreshToken, refreshExpiresAt } = stored();
      assertEquals([refreshToken, refreshExpiresAt], ["ur-old", LOGIN.refreshExpiresAt]);
    });
  }

  it("and names no scopes keeps those that were granted", async () => {
    const { run, stored, moveBeforeExpiry } = startLogin([refreshed({ scope: "" })]);
    await moveBeforeExpiry(0);
    await run().token("user");
    assertEquals(stored().scopes, LOGIN.scopes);
  });

  for (const expires_in of [0, -1, "soon", null, 1e300]) {
    it(`lasts two hours where its lifetime is ${expires_in}`, async () => {
      const { run, stored, clock, moveBeforeExpiry } = startLogin([refreshed({ expires_in })]);
      await moveBeforeExpiry(0);
      await run().token("user");
      assertEquals(stored().expiresAt, clock.now() + 7_200_000);
    });
  }

  it("without a code is taken all the same: the old token is used up", async () => {
    const { run, moveBeforeExpiry } = startLogin([refreshed({ code: undefined })]);
    await moveBeforeExpiry(0);
    assertEquals(await run().token("user"), "u-new");
  });
});

describe("a place for logins", () => {
  it("that cannot be written keeps the service from being asked", async () => {
    const { run, store, seen, moveBeforeExpiry } = startLogin([refreshed()]);
    await moveBeforeExpiry(0);
    store.fail("write");
    const { type, subtype } = await rejectionOf(() => run().token("user"));
    assertEquals([type, subtype, seen.length], ["internal", "storage", 0]);
  });

  it("that fills up during the refresh is an error that says what happened", async () => {
    const { run, store, moveBeforeExpiry } = startLogin([
      (request) => {
        store.fail("write");
        return refreshed()(request);
      },
    ]);
    await moveBeforeExpiry(0);
    const { subtype, message, hint } = await rejectionOf(() => run().token("user"));
    assertEquals(subtype, "storage");
    assertEquals(spelled(message), "the login was refreshed, but could not be saved: read-only");
    assertMatch(spelled(hint ?? ""), /then log in again: im auth login$/);
  });

  it("in which somebody logged in meanwhile keeps the newer login", async () => {
    const newer = {
      ...LOGIN,
      accessToken: "u-newer",
      refreshToken: "ur-newer",
      expiresAt: LOGIN.expiresAt * 2,
    };
    const { run, store, stored, moveBeforeExpiry } = startLogin([
      (request) => {
        for (const key of store.secrets.keys()) store.secrets.set(key, JSON.stringify(newer));
        return refreshed()(request);
      },
    ]);
    await moveBeforeExpiry(0);
    assertEquals([await run().token("user"), stored().refreshToken], ["u-newer", "ur-newer"]);
  });
});

describe("an interrupt", () => {
  it("during a refresh waits a second for the answer, and saves it", async () => {
    const answer = Promise.withResolvers<void>();
    const { run, clock, interrupt, stored, moveBeforeExpiry } = startLogin([
      async (request) => {
        await answer.promise;
        return await refreshed()(request);
      },
    ]);
    await moveBeforeExpiry(0);
    const token = run().token("user");
    await clock.advance(0);
    interrupt.abort(interruptedFailure("interrupt"));
    await clock.advance(999);
    answer.resolve();
    await clock.advance(0);
    await token;
    assertEquals(stored().refreshToken, "ur-new");
  });

  it("during a refresh waits no longer than a second; the login stays as it was", async () => {
    const { run, clock, interrupt, stored, seen, moveBeforeExpiry } = startLogin([neverReplies]);
    await moveBeforeExpiry(0);
    const failing = rejectionOf(() => run().token("user"));
    await clock.advance(0);
    interrupt.abort(interruptedFailure("interrupt"));
    assertEquals(await clock.runUntil(failing), 1000);
    assertEquals([(await failing).type, seen.length], ["interrupted", 1]);
    assertEquals([stored().refreshToken, stored().accessToken], ["ur-old", "u-old"]);
  });
});

describe("a token that the service calls expired", () => {
  it("is refreshed, whatever the clock says", async () => {
    const { run, seen } = startLogin([refreshed()]);
    const tokens = run();
    assertEquals(await tokens.token("user"), "u-old");
    assertEquals(await tokens.replace("user", "u-old"), "u-new");
    assertEquals([await tokens.token("user"), seen.length], ["u-new", 1]);
  });

  it("is refreshed once for all calls and runs that were refused it", async () => {
    const { run, seen } = startLogin([refreshed(), refused(20073)]);
    const [first, second] = [run(), run()];
    await Promise.all([first.token("user"), second.token("user")]);
    const replaced = await Promise.all([first, first, second].map((one) => one.replace("user", "u-old")));
    assertEquals([replaced, seen.length], [["u-new", "u-new", "u-new"], 1]);
  });

  it("is not used on where the refresh fails", async () => {
    const { run } = startLogin([refused(20064)]);
    const tokens = run();
    await tokens.token("user");
    assertEquals(
      (await rejectionOf(() => tokens.replace("user", "u-old"))).subtype,
      "refresh_token_revoked",
    );
  });
});

describe("the scopes of a login", () => {
  it("are those that were granted", async () =>
    assertEquals(await startLogin([]).run().grantedScopes("user"), LOGIN.scopes));

  it("are not known where the service never named any", async () =>
    assertEquals(await startLogin([], { scopes: [] }).run().grantedScopes("user"), undefined));

  it("are not known of a bot, and of a token from the environment", async () => {
    const { run } = startLogin([]);
    assertEquals(await run().grantedScopes("bot"), undefined);
    assertEquals(await run({ userToken: "u-env" }).grantedScopes("user"), undefined);
  });
});
