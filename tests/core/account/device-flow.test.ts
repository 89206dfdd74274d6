import { spelled } from "../../../cli/spelling.ts";
import { requestDeviceCode, waitForLogin, type WaitOptions } from "../../../core/account/device-flow.ts";
import { interruptedFailure } from "../../../core/failure.ts";
import type { Warning } from "../../../core/warning.ts";
import { accountCall } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APP = { appId: "cli_1", appSecret: "app-s3crét" };

function start(...replies: readonly Reply[]) {
  const clock = fakeClock();
  const interrupt = new AbortController();
  const { fetch, seen } = fakeFetch(...replies);
  const call = accountCall(fakeWorld({ clock, fetch, interrupt: interrupt.signal }));
  return { clock, interrupt, seen, call };
}

const code = (fields: Record<string, unknown> = {}) =>
  json({
    device_code: "device-1",
    user_code: "ABCD-EFGH",
    verification_uri: "https://accounts.feishu.cn/verify",
    verification_uri_complete: "https://accounts.feishu.cn/verify?user_code=ABCD-EFGH",
    expires_in: 300,
    interval: 7,
    ...fields,
  });

describe("requestDeviceCode", () => {
  it("sends the app in a Basic header and asks for scopes in a form", async () => {
    const { call, seen } = start(code());
    await requestDeviceCode(call, APP, ["im:chat", "im:message"]);
    const [{ method, url, headers, body } = { method: "", url: "", headers: {}, body: "" }] = seen;
    assertEquals([method, url], ["POST", "https://accounts.feishu.cn/oauth/v1/device_authorization"]);
    const { authorization = "", "content-type": type } = Object.fromEntries(new Headers(headers));
    const basic = Uint8Array.from(atob(authorization.replace("Basic ", "")), (one) => one.charCodeAt(0));
    assertEquals([new TextDecoder().decode(basic), type], [
      "cli_1:app-s3crét",
      "application/x-www-form-urlencoded",
    ]);
    assertEquals(Object.fromEntries(new URLSearchParams(body)), {
      client_id: "cli_1",
      scope: "im:chat im:message offline_access",
    });
  });

  it("adds offline_access once", async () => {
    const { call, seen } = start(code());
    await requestDeviceCode(call, APP, ["offline_access", "im:chat", "im:chat"]);
    assertEquals(new URLSearchParams(seen[0]?.body).get("scope"), "offline_access im:chat");
  });

  it("answers with the code, its end and the pace", async () => {
    const { call, clock } = start(code());
    assertEquals(await requestDeviceCode(call, APP, []), {
      deviceCode: "device-1",
      userCode: "ABCD-EFGH",
      verificationUrl: "https://accounts.feishu.cn/verify?user_code=ABCD-EFGH",
      expiresAt: clock.now() + 300_000,
      interval: 7,
    });
  });

  it("takes 240 and 5 seconds where the service says nothing, and the plain address", async () => {
    const { call, clock } = start(
      code({ expires_in: undefined, interval: "x", verification_uri_complete: undefined, user_code: "a b" }),
    );
    const { expiresAt, interval, verificationUrl, userCode } = await requestDeviceCode(call, APP, []);
    assertEquals([expiresAt - clock.now(), interval], [240_000, 5]);
    assertEquals([verificationUrl, userCode], ["https://accounts.feishu.cn/verify", ""]);
  });

  const unusable: readonly (readonly [what: string, fields: Record<string, unknown>])[] = [
    ["no device code", { device_code: undefined }],
    ["a device code with a line break", { device_code: "a\nb" }],
    ["an address without encryption", { verification_uri_complete: "http://evil.example/" }],
    ["an address that is a script", { verification_uri_complete: "javascript:alert(1)" }],
    ["an address that looks like another host", {
      verification_uri_complete: "https://accounts.feishu.cn@evil.example/",
    }],
  ];
  const local = { open: "http://127.0.0.1:1", accounts: "http://127.0.0.1:1" };
  for (
    const [hosts, address, isTaken] of [
      [local, "http://127.0.0.1:1/verify", true],
      [local, "http://evil.example/", false],
      [{ ...local, accounts: "https://accounts.feishu.cn" }, "http://127.0.0.1:1/verify", false],
    ] as const
  ) {
    it(`${isTaken ? "takes" : "refuses"} ${address} from ${hosts.accounts}`, async () => {
      const { call } = start(code({ verification_uri_complete: address }));
      const answer = requestDeviceCode({ ...call, hosts }, APP, []);
      if (isTaken) assertEquals((await answer).verificationUrl, address);
      else assertEquals((await rejectionOf(() => answer)).subtype, "invalid_response");
    });
  }

  for (const [what, fields] of unusable) {
    it(`refuses an answer with ${what}`, async () => {
      const { call } = start(code(fields));
      const { type, subtype } = await rejectionOf(() => requestDeviceCode(call, APP, []));
      assertEquals([type, subtype], ["internal", "invalid_response"]);
    });
  }

  const refusals: readonly (readonly [what: string, reply: Reply, type: string, subtype: string])[] = [
    ["a wrong app", json({ error: "invalid_client" }, 401), "config", "invalid_client"],
    ["a scope that does not exist", json({ error: "invalid_scope" }, 400), "authentication", "unknown"],
    ["an error with HTTP 200", json({ error: "oops", error_description: "no" }), "authentication", "unknown"],
  ];
  for (const [what, reply, type, subtype] of refusals) {
    it(`says that the service refuses ${what}`, async () => {
      const detail = await rejectionOf(() => requestDeviceCode(start(reply).call, APP, []));
      assertEquals([detail.type, detail.subtype], [type, subtype]);
    });
  }

  it("repeats no secret that the service repeats", async () => {
    const basic = btoa(String.fromCharCode(...new TextEncoder().encode("cli_1:app-s3crét")));
    const said = `got ${basic}, app-s3crét and ${encodeURIComponent("app-s3crét")}`;
    const { call } = start(json({ error: "invalid_scope", error_description: said }, 400));
    const detail = await rejectionOf(() => requestDeviceCode(call, APP, []));
    assertStringIncludes(spelled(detail.message), "got [redacted], [redacted] and [redacted]");
  });
});

const pending = json({ error: "authorization_pending" }, 400);
const slowDown = json({ error: "slow_down" }, 400);
const broken: Reply = () => {
  throw new TypeError("fetch failed", { cause: new Error("connection closed") });
};
const granted = (fields: Record<string, unknown> = {}) =>
  json({
    code: 0,
    access_token: "u-1",
    expires_in: 7200,
    refresh_token: "ur-1",
    refresh_token_expires_in: 604_800,
    scope: "im:chat offline_access",
    ...fields,
  });

/** Waits for a login; `at` are the times of the polls, seconds after the start. */
function startWaiting(replies: readonly Reply[], options: Partial<WaitOptions> = {}, seconds = 600) {
  const at: number[] = [];
  const warnings: Warning[] = [];
  const begun = fakeClock().now();
  const scene = start(...replies.map((reply): Reply => (request) => {
    at.push((scene.clock.now() - begun) / 1000);
    return reply(request);
  }));
  const code = { deviceCode: "device-1", expiresAt: begun + seconds * 1000, interval: 5 };
  const login = waitForLogin(scene.call, APP, code, {
    isResumed: false,
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  login.catch(() => {});
  return { ...scene, at, warnings, login };
}

describe("waitForLogin", () => {
  it("asks in a form after one interval", async () => {
    const { login, clock, seen, at } = startWaiting([granted()]);
    await clock.runUntil(login);
    assertEquals(await login, {
      accessToken: "u-1",
      refreshToken: "ur-1",
      expiresAt: clock.now() + 7_200_000,
      refreshExpiresAt: clock.now() + 604_800_000,
      scopes: ["im:chat", "offline_access"],
    });
    assertEquals(at, [5]);
    assertEquals(seen[0]?.url, "https://open.feishu.cn/open-apis/authen/v2/oauth/token");
    assertEquals(Object.fromEntries(new URLSearchParams(seen[0]?.body)), {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code: "device-1",
      client_id: "cli_1",
      client_secret: "app-s3crét",
    });
  });

  it("asks at once where it is resumed", async () => {
    const { login, clock, at } = startWaiting([pending, granted()], { isResumed: true });
    await clock.runUntil(login);
    assertEquals(at, [0, 5]);
  });

  it("keeps its pace while the person has not decided", async () => {
    const { login, clock, at, warnings } = startWaiting([pending, pending, granted()]);
    await clock.runUntil(login);
    assertEquals([at, warnings], [[5, 10, 15], []]);
  });

  it("asks five seconds more slowly each time it is told to slow down", async () => {
    const { login, clock, at } = startWaiting([slowDown, slowDown, pending, granted()]);
    await clock.runUntil(login);
    assertEquals(at, [5, 15, 30, 45]);
  });

  it("waits no longer than a minute between two polls", async () => {
    const { login, clock, at } = startWaiting(
      [...Array.from({ length: 14 }, () => slowDown), granted()],
      {},
      3600,
    );
    await clock.runUntil(login);
    assertEquals((at.at(-1) ?? 0) - (at.at(-2) ?? 0), 60);
  });

  const survived: readonly (readonly [what: string, reply: Reply])[] = [
    ["a broken connection", broken],
    ["a page instead of JSON", () => new Response("<html>")],
    ["a gateway's error", () => new Response("<html>", { status: 502 })],
    ["a list", json([])],
    ["a success without a token", json({ code: 0 })],
    ["a token with a line break", granted({ access_token: "u\r\n1" })],
  ];
  for (const [what, reply] of survived) {
    it(`survives ${what}, a second more slowly`, async () => {
      const { login, clock, at, warnings } = startWaiting([reply, granted()]);
      await clock.runUntil(login);
      assertEquals([at, warnings.map(({ key }) => key)], [[5, 11], ["login_poll_failed"]]);
    });
  }

  const ends: readonly (readonly [what: string, reply: Reply, type: string, subtype: string])[] = [
    ["the person refuses", json({ error: "access_denied" }, 400), "authentication", "access_denied"],
    ["the code has expired", json({ error: "expired_token" }, 400), "authentication", "expired_token"],
    ["the code was used", json({ error: "invalid_grant" }, 400), "authentication", "expired_token"],
    ["the app is wrong", json({ error: "invalid_client" }, 401), "config", "invalid_client"],
    ["the service says anything else", json({ error: "server_is_moody" }, 400), "authentication", "unknown"],
    ["the service refuses by a code", json({ code: 20999, msg: "no" }), "authentication", "unknown"],
    ["the user may not use the app", json({ code: 20010, msg: "no" }), "authorization", "permission_denied"],
  ];
  for (const [what, reply, type, subtype] of ends) {
    it(`ends where ${what}`, async () => {
      const { login, clock, seen } = startWaiting([reply]);
      const failing = rejectionOf(() => login);
      await clock.runUntil(failing);
      const detail = await failing;
      assertEquals([detail.type, detail.subtype, seen.length], [type, subtype, 1]);
    });
  }

  it("ends when the code expires, and asks no more then", async () => {
    const { login, clock, at } = startWaiting([pending], {}, 12);
    const failing = rejectionOf(() => login);
    assertEquals(await clock.runUntil(failing), 12_000);
    assertEquals([(await failing).subtype, at], ["expired_token", [5, 10]]);
  });

  it("ends at once when it is interrupted", async () => {
    const { login, clock, interrupt } = startWaiting([pending]);
    await clock.advance(6000);
    interrupt.abort(interruptedFailure("interrupt"));
    assertEquals((await rejectionOf(() => login)).type, "interrupted");
    assertEquals(clock.pending(), 0);
  });

  it("warns where there is no refresh token: the login ends with its access token", async () => {
    const { login, clock, warnings } = startWaiting([granted({ refresh_token: undefined })]);
    await clock.runUntil(login);
    const { refreshToken, refreshExpiresAt, expiresAt } = await login;
    assertEquals([refreshToken, refreshExpiresAt], [undefined, expiresAt]);
    assertEquals(warnings.map(({ key }) => key), ["no_refresh_token"]);
  });

  it("repeats no secret that the service repeats", async () => {
    const said = "device-1 of app-s3crét";
    const { login, clock } = startWaiting([json({ error: "odd", error_description: said }, 400)]);
    const failing = rejectionOf(() => login);
    await clock.runUntil(failing);
    assertStringIncludes(spelled((await failing).message), "[redacted] of [redacted]");
  });
});
