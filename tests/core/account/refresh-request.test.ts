import { spelled } from "../../../cli/spelling.ts";
import { json, neverReplies, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { refreshed, refused, startLogin } from "./refresh-scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The line breaks after the request was sent. */
const broken: Reply = () => {
  throw new TypeError("fetch failed", { cause: new Error("connection closed before message completed") });
};
/** No connection is made. */
const unreachable: Reply = () => {
  throw new TypeError("fetch failed", { cause: new Error("client error (Connect): Connection refused") });
};
const html: Reply = () => new Response("<html>sign in</html>", { headers: { "content-type": "text/html" } });

const MINUTES = 60_000;

describe("a refresh that the service refuses for good", () => {
  const codes: readonly (readonly [code: number, subtype: string])[] = [
    [20026, "refresh_token_invalid"],
    [20037, "refresh_token_expired"],
    [20064, "refresh_token_revoked"],
    [20073, "refresh_token_reused"],
  ];
  for (const [code, subtype] of codes) {
    it(`(${code}) is authentication/${subtype}, and is not repeated`, async () => {
      const { run, seen, stored, moveBeforeExpiry } = startLogin([refused(code)]);
      await moveBeforeExpiry(0);
      const detail = await rejectionOf(() => run().token("user"));
      assertEquals([detail.type, detail.subtype, detail.code], ["authentication", subtype, code]);
      assertEquals(spelled(detail.hint ?? ""), "log in again: im auth login");
      assertEquals([seen.length, stored().refreshToken, stored().openId], [1, undefined, "ou_1"]);
    });

    it(`(${code}) costs nothing while the access token lasts, but is said`, async () => {
      const { run, seen, warnings, moveBeforeExpiry } = startLogin([refused(code)]);
      await moveBeforeExpiry(2 * MINUTES);
      const tokens = run();
      assertEquals([await tokens.token("user"), await tokens.token("user")], ["u-old", "u-old"]);
      assertEquals([warnings.map(({ key }) => key), seen.length], [["login_refresh_failed"], 1]);
      assertEquals([await run().token("user"), seen.length], ["u-old", 1]);
    });
  }

  for (const [code, subtype] of codes) {
    it(`(${code}) is the reason when the service refuses the access token, too, in this run and in others`, async () => {
      const { run, seen, moveBeforeExpiry } = startLogin([refused(code)]);
      await moveBeforeExpiry(2 * MINUTES);
      const tokens = run();
      await tokens.token("user");
      for (const one of [tokens, run()]) {
        const detail = await rejectionOf(() => one.replace("user", "u-old"));
        assertEquals([detail.type, detail.subtype, detail.code], ["authentication", subtype, code]);
        assertEquals(spelled(detail.hint ?? ""), "log in again: im auth login");
      }
      assertEquals(seen.length, 1);
    });
  }

  it("names an earlier refresh that was cut off, where that explains it", async () => {
    const { run, moveBeforeExpiry } = startLogin([refused(20073)], { refreshBegunAt: 1 });
    await moveBeforeExpiry(0);
    const { message } = await rejectionOf(() => run().token("user"));
    assertMatch(spelled(message), /an earlier refresh was interrupted before its answer was saved$/);
  });
});

describe("a refresh that fails in a way that may pass", () => {
  const failures: readonly (readonly [what: string, reply: Reply, type: string, requests: number])[] = [
    ["20050", refused(20050), "authentication", 2],
    ["20050 with HTTP 500", refused(20050, 500), "authentication", 2],
    ["no connection", unreachable, "network", 2],
    ["a connection that breaks", broken, "network", 2],
    ["a page instead of JSON", html, "internal", 2],
    ["a gateway's error page", () => new Response("<html>", { status: 502 }), "network", 2],
    ["neither a code nor a token", json({ ok: true }), "internal", 2],
    ["a success without a token", json({ code: 0 }), "internal", 1],
    ["a code that nobody knows", refused(20999), "api", 1],
    ["invalid_grant without a code", json({ error: "invalid_grant" }, 400), "api", 1],
    ["HTTP 400 without JSON", () => new Response("<html>", { status: 400 }), "api", 1],
    ["a wrong app secret", json({ error: "invalid_client" }, 401), "config", 1],
    ["a limit", json({ code: 99991400, msg: "slow" }, 429), "api", 1],
    ["a policy", json({ code: 21000, msg: "prove yourself" }, 400), "policy", 1],
  ];
  for (const [what, reply, type, requests] of failures) {
    it(`(${what}) keeps the login; the next one succeeds`, async () => {
      const { run, seen, stored, clock, moveBeforeExpiry } = startLogin([
        ...Array.from({ length: requests }, () => reply),
        refreshed(),
      ]);
      await moveBeforeExpiry(0);
      const failing = rejectionOf(() => run().token("user"));
      await clock.runUntil(failing);
      const detail = await failing;
      assertEquals([detail.type, seen.length], [type, requests]);
      assertStringIncludes(spelled(detail.message), "could not refresh the login: ");
      assertEquals([stored().accessToken, stored().refreshToken], ["u-old", "ur-old"]);
      assert(stored().doubt?.startsWith("could not refresh the login: "));
      assertEquals(await run().token("user"), "u-new");
      assertEquals(stored().doubt, undefined);
    });
  }

  it("costs nothing while the access token lasts", async () => {
    const { run, clock, warnings, moveBeforeExpiry } = startLogin([unreachable]);
    await moveBeforeExpiry(2 * MINUTES);
    const token = run().token("user");
    await clock.runUntil(token);
    assertEquals([await token, warnings.length], ["u-old", 1]);
  });

  it("is tried again by a long run once the access token is over, and before the end of the next one", async () => {
    const { run, seen, clock, moveBeforeExpiry } = startLogin([refused(20999), refreshed(), refreshed()]);
    const tokens = run();
    await moveBeforeExpiry(MINUTES);
    await tokens.token("user");
    await moveBeforeExpiry(0);
    assertEquals([await tokens.token("user"), seen.length], ["u-new", 2]);
    await clock.advance(7_200_000 - 4 * MINUTES);
    await tokens.token("user");
    assertEquals(seen.length, 3);
  });

  it("(20050) succeeds the second time", async () => {
    const { run, clock, seen, moveBeforeExpiry } = startLogin([refused(20050), refreshed()]);
    await moveBeforeExpiry(0);
    const token = run().token("user");
    assertEquals([await clock.runUntil(token), await token, seen.length], [300, "u-new", 2]);
  });

  it("(an answer that was lost) says so, where the second request finds the token used", async () => {
    const { run, clock, moveBeforeExpiry } = startLogin([broken, refused(20073)]);
    await moveBeforeExpiry(0);
    const failing = rejectionOf(() => run().token("user"));
    await clock.runUntil(failing);
    const { subtype, message } = await failing;
    assertEquals(subtype, "refresh_token_reused");
    assertStringIncludes(spelled(message), "an earlier refresh was interrupted");
  });

  it("(silence) is given up before others give up waiting for the lock", async () => {
    const { run, clock, seen, moveBeforeExpiry } = startLogin([neverReplies]);
    await moveBeforeExpiry(0);
    const failing = rejectionOf(() => run().token("user"));
    assert(await clock.runUntil(failing) < 60_000);
    assertEquals([(await failing).subtype, seen.length], ["timeout", 2]);
  });
});
