import { spellDetail, spelled } from "../../../cli/spelling.ts";
import type { FailureDetail } from "../../../core/failure.ts";
import type { Credentials } from "../../../core/platform/tokens.ts";
import { HOSTS, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, neverReplies, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APP: Credentials = { ...NO_CREDENTIALS, appId: "cli_1", appSecret: "s3cret" };
const DOCUMENTED = `${HOSTS.open}/open-apis/auth/v3/tenant_access_token/internal`;
const UNIFIED = `${HOSTS.accounts}/oauth/v3/token`;

const issued = (token: string, expire = 7200) =>
  json({ code: 0, msg: "ok", tenant_access_token: token, expire });

function start(credentials: Credentials, ...replies: readonly Reply[]) {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(...replies);
  const source = tokensOf(fakeWorld({ clock, fetch }), credentials);
  return {
    clock,
    seen,
    token: (identity: "user" | "bot") => source.token(identity),
    replace: (identity: "user" | "bot", refused: string) => source.replace(identity, refused),
  };
}

describe("ready-made tokens", () => {
  for (const given of ["t 1", "t\n1", "töken", "t1\u0000", " "]) {
    it(`are refused where no header can hold them: ${JSON.stringify(given)}`, async () => {
      const { token, seen } = start({ ...NO_CREDENTIALS, botToken: given });
      const detail = await rejectionOf(() => token("bot"));
      assertEquals([detail.subtype, seen.length], ["token_invalid", 0]);
    });
  }

  it("are used without the blanks around them", async () => {
    const { token } = start({ ...NO_CREDENTIALS, botToken: " t-1\n" });
    assertEquals(await token("bot"), "t-1");
  });

  it("are used as they are, without any request and without an app", async () => {
    const { token, seen } = start({ ...NO_CREDENTIALS, userToken: "u-1", botToken: "t-1" });
    assertEquals([await token("user"), await token("bot")], ["u-1", "t-1"]);
    assertEquals(seen.length, 0);
  });

  it("beat app id and secret", async () =>
    assertEquals(await start({ ...APP, botToken: "t-1" }).token("bot"), "t-1"));

  it("cannot be replaced", async () => {
    const { replace } = start({ ...APP, userToken: "u-1", botToken: "t-1" });
    assertEquals([await replace("user", "u-1"), await replace("bot", "t-1")], [undefined, undefined]);
  });
});

describe("a bot token", () => {
  it("is requested at the documented endpoint, in its form", async () => {
    const { token, seen } = start(APP, issued("t-1"));
    assertEquals(await token("bot"), "t-1");
    const [{ method, url, headers, body } = { method: "", url: "", headers: {}, body: "" }] = seen;
    assertEquals([method, url], ["POST", DOCUMENTED]);
    assertEquals(JSON.parse(body ?? ""), { app_id: "cli_1", app_secret: "s3cret" });
    assertStringIncludes(new Headers(headers).get("content-type") ?? "", "application/json");
  });

  it("is requested once for calls at the same time", async () => {
    const { token, seen } = start(APP, issued("t-1"));
    assertEquals(await Promise.all([token("bot"), token("bot"), token("bot")]), ["t-1", "t-1", "t-1"]);
    assertEquals(seen.length, 1);
  });

  it("is replaced five minutes before its end, not earlier", async () => {
    const { token, seen, clock } = start(APP, issued("t-1"), issued("t-2"));
    await token("bot");
    await clock.advance((7200 - 300) * 1000 - 1);
    assertEquals([await token("bot"), seen.length], ["t-1", 1]);
    await clock.advance(1);
    assertEquals([await token("bot"), seen.length], ["t-2", 2]);
  });

  it("lasts as long as the service says", async () => {
    const { token, clock } = start(APP, issued("t-1", 1801), issued("t-2"));
    await token("bot");
    await clock.advance(1_500_000);
    assertEquals(await token("bot"), "t-1");
    await clock.advance(1000);
    assertEquals(await token("bot"), "t-2");
  });

  it("counts as two hours where the lifetime is no number", async () => {
    const { token, clock } = start(
      APP,
      json({ code: 0, tenant_access_token: "t-1", expire: "soon" }),
      issued("t-2"),
    );
    await token("bot");
    await clock.advance(6_899_000);
    assertEquals(await token("bot"), "t-1");
    await clock.advance(2000);
    assertEquals(await token("bot"), "t-2");
  });

  for (const expire of [0, -1, "-7200"]) {
    it(`serves one call where the lifetime is ${JSON.stringify(expire)}`, async () => {
      const body = { code: 0, tenant_access_token: "t-1", expire };
      const { token } = start(APP, json(body), issued("t-2"));
      assertEquals([await token("bot"), await token("bot")], ["t-1", "t-2"]);
    });
  }

  it("is requested again after a failure: a failure is not kept", async () => {
    const { token, seen } = start(APP, json({ code: 10014, msg: "wrong" }), issued("t-1"));
    await rejectionOf(() => token("bot"));
    assertEquals([await token("bot"), seen.length], ["t-1", 2]);
  });

  it("is requested again where the service refused it", async () => {
    const { token, replace } = start(APP, issued("t-1"), issued("t-2"));
    await token("bot");
    assertEquals([await replace("bot", "t-1"), await token("bot")], ["t-2", "t-2"]);
  });

  it("is requested once when several calls were refused the same one", async () => {
    const { token, replace, seen } = start(APP, issued("t-1"), issued("t-2"));
    await token("bot");
    const both = [replace("bot", "t-1"), replace("bot", "t-1")];
    assertEquals(await Promise.all(both), ["t-2", "t-2"]);
    assertEquals([await replace("bot", "t-1"), seen.length], ["t-2", 2]);
  });
});

describe("an endpoint for bot tokens that is out of order", () => {
  const broken: readonly (readonly [name: string, reply: Reply])[] = [
    ["500", json({ code: 20050, msg: "x" }, 500)],
    ["502 in HTML", () => new Response("<html>", { status: 502 })],
    ["404", () => new Response("", { status: 404 })],
    ["no JSON", () => new Response("<html>hi</html>")],
    ["no token", json({ code: 0 })],
  ];
  for (const [name, reply] of broken) {
    it(`(${name}) sends us to the other one, in its form`, async () => {
      const { token, seen, clock } = start(APP, reply, json({ access_token: "t-2", expires_in: 7200 }));
      const got = token("bot");
      assertEquals([await clock.runUntil(got), await got], [0, "t-2"]);
      assertEquals(seen.map(({ url }) => url), [DOCUMENTED, UNIFIED]);
      assertEquals(Object.fromEntries(new URLSearchParams(seen[1]?.body)), {
        grant_type: "client_credentials",
        client_id: "cli_1",
        client_secret: "s3cret",
      });
      assertStringIncludes(seen[1]?.headers["content-type"] ?? "", "application/x-www-form-urlencoded");
    });
  }

  it("(no connection) sends us to the other one", async () => {
    const broken: Reply = () => {
      throw new TypeError("fetch failed", { cause: new Error("client error (Connect): refused") });
    };
    const { token, seen } = start(APP, broken, json({ access_token: "t-2" }));
    assertEquals([await token("bot"), seen.length], ["t-2", 2]);
  });

  it("(silence) leaves half of the time to the other one", async () => {
    const { token, seen, clock } = start(APP, neverReplies, json({ access_token: "t-2" }));
    const got = token("bot");
    assertEquals([await clock.runUntil(got), await got, seen.length], [15_000, "t-2", 2]);
  });

  it("(silence of both) takes no longer than one call", async () => {
    const { token, clock } = start(APP, neverReplies, neverReplies, issued("t-1"));
    const got = token("bot");
    assertEquals([await clock.runUntil(got), await got], [30_300, "t-1"]);
  });

  it("is retried when the other one is, too", async () => {
    const { token, seen, clock } = start(
      APP,
      json({}, 503),
      json({}, 503),
      issued("t-1"),
    );
    const got = token("bot");
    assertEquals(await clock.runUntil(got), 300);
    assertEquals([await got, seen.length], ["t-1", 3]);
  });
});

describe("a bot token that cannot be had", () => {
  async function failure(...replies: readonly Reply[]): Promise<FailureDetail & { requests: number }> {
    const { token, clock, seen } = start(APP, ...replies);
    const failing = rejectionOf(() => token("bot"));
    await clock.runUntil(failing);
    return { ...await failing, requests: seen.length };
  }

  for (const code of [10003, 10014]) {
    it(`${code} is config/invalid_client and final`, async () => {
      const { type, subtype, message, requests } = await failure(json({ code, msg: "bad" }));
      assertEquals([type, subtype, requests], ["config", "invalid_client", 1]);
      assertStringIncludes(spelled(message), "could not get a bot token");
    });
  }

  it("what the second endpoint says about the credentials counts", async () => {
    const { type, subtype } = await failure(json({}, 500), json({ error: "invalid_client" }, 400));
    assertEquals([type, subtype], ["config", "invalid_client"]);
  });

  it("429 with a reset says after how many seconds to try again", async () => {
    const { type, subtype, retry_after_seconds } = await failure(
      json({}, 429, { "x-ogw-ratelimit-reset": "77" }),
    );
    assertEquals([type, subtype, retry_after_seconds], ["api", "rate_limit", 77]);
  });

  it("never shows the secret, even where the service repeats it", async () => {
    const detail = await failure(json({ code: 10014, msg: "no app has the secret s3cret" }));
    assertEquals(JSON.stringify(detail).includes("s3cret"), false);
  });

  it("an answer that never ends is given up", async () => {
    const stalled: Reply = ({ signal }) =>
      new Response(
        new ReadableStream({
          start: (controller) => signal.addEventListener("abort", () => controller.error(signal.reason)),
        }),
      );
    const { type, subtype } = await failure(stalled);
    assertEquals([type, subtype], ["network", "timeout"]);
  });
});

describe("credentials that are missing", () => {
  type Row = readonly [
    name: string,
    identity: "user" | "bot",
    credentials: Partial<Credentials>,
    type: string,
    field: string | undefined,
    hint: RegExp,
  ];
  const rows: readonly Row[] = [
    [
      "nothing",
      "bot",
      {},
      "config",
      "IM_APP_ID",
      /^set one up: im config init \(apps are made at \S+\/app\); or try im demo, which needs no app$/,
    ],
    ["no app id", "bot", { appSecret: "s" }, "config", "IM_APP_ID", /set IM_APP_ID/],
    ["no secret", "bot", { appId: "a" }, "config", "IM_APP_SECRET", /set IM_APP_SECRET/],
    ["a user token only", "bot", { userToken: "u" }, "config", "IM_APP_ID", /--as user/],
    [
      "no user token",
      "user",
      {},
      "authentication",
      undefined,
      /log in: im config init \(apps are made at \S+\/app\), then im auth login; or try im demo, which needs no app$/,
    ],
    [
      "an app but no user token",
      "user",
      { appId: "a", appSecret: "s" },
      "authentication",
      undefined,
      /^log in: im auth login; .*--as bot/,
    ],
    ["a bot token but no user token", "user", { botToken: "t" }, "authentication", undefined, /--as bot/],
  ];
  for (const [name, identity, credentials, type, field, hint] of rows) {
    it(`${name}: says what to set for ${identity}`, async () => {
      const { token, seen } = start({ ...NO_CREDENTIALS, ...credentials });
      const detail = await rejectionOf(() => token(identity));
      assertEquals([detail.type, spellDetail(detail).field, seen.length], [type, field, 0]);
      assertEquals(detail.subtype, type === "config" ? "not_configured" : "token_missing");
      assertMatch(spelled(detail.hint ?? ""), hint);
    });
  }
});
