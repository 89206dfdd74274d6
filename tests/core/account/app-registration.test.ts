import { beginRegistration, waitForApp } from "../../../core/account/app-registration.ts";
import { accountCall } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const URL = "https://accounts.feishu.cn/oauth/v1/app/registration";

function start(
  hosts: { readonly open: string; readonly accounts: string } | undefined,
  ...replies: readonly Reply[]
) {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(...replies);
  const call = accountCall(fakeWorld({ clock, fetch }), hosts === undefined ? {} : { hosts });
  const code = {
    deviceCode: "device-1",
    userCode: "AB",
    verificationUrl: "https://x.example/",
    expiresAt: clock.now() + 600_000,
    interval: 5,
  };
  const wait = () => {
    const app = waitForApp(call, code, {});
    app.catch(() => {});
    return app;
  };
  return { clock, seen, call, wait };
}

const fieldsOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));
const pending = json({ error: "authorization_pending" }, 400);
const app = (brand: string) =>
  json({
    client_id: "cli_new",
    client_secret: "new-s3cret",
    user_info: { open_id: "ou_1", tenant_brand: brand },
  });

describe("beginRegistration", () => {
  it("asks for a personal app with a secret", async () => {
    const { call, seen } = start(
      undefined,
      json({ device_code: "d", user_code: "AB", verification_uri: "x" }),
    );
    const { verificationUrl, interval } = await beginRegistration(call, "1.2.3");
    assertEquals(seen[0]?.url, URL);
    assertEquals(fieldsOf(seen[0]?.body), {
      action: "begin",
      archetype: "PersonalAgent",
      auth_method: "client_secret",
      request_user_info: "open_id tenant_brand",
    });
    assertEquals(
      verificationUrl,
      "https://open.feishu.cn/page/cli?user_code=AB&lpv=1.2.3&ocv=1.2.3&from=cli",
    );
    assertEquals(interval, 5);
  });

  it("reads the lifetime by either name", async () => {
    for (const name of ["expire_in", "expires_in"]) {
      const { call, clock } = start(undefined, json({ device_code: "d", user_code: "AB", [name]: 600 }));
      assertEquals((await beginRegistration(call, "1")).expiresAt - clock.now(), 600_000);
    }
  });
});

describe("waitForApp", () => {
  it("asks at once, then at the pace of the code", async () => {
    const { wait, clock, seen } = start(undefined, pending, app("feishu"));
    const made = wait();
    assertEquals(await clock.runUntil(made), 5000);
    assertEquals(await made, {
      appId: "cli_new",
      appSecret: "new-s3cret",
      brand: "feishu",
      openId: "ou_1",
    });
    assertEquals(fieldsOf(seen[0]?.body), { action: "poll", device_code: "device-1" });
  });

  it("goes to the host of the person's brand, once", async () => {
    const other = json({ user_info: { tenant_brand: "lark" } });
    const { wait, clock, seen } = start(undefined, other, other, app("lark"));
    const made = wait();
    assertEquals(await clock.runUntil(made), 5000);
    assertEquals((await made).brand, "lark");
    const lark = URL.replace("feishu.cn", "larksuite.com");
    assertEquals(seen.map(({ url }) => url), [URL, lark, lark]);
  });

  it("stays at the host of a private deployment, whatever the brand", async () => {
    const hosts = { open: "https://im.example", accounts: "https://im.example" };
    const { wait, clock, seen } = start(hosts, json({ user_info: { tenant_brand: "lark" } }), app("lark"));
    const made = wait();
    await clock.runUntil(made);
    assertEquals(new Set(seen.map(({ url }) => new globalThis.URL(url).host)), new Set(["im.example"]));
  });

  it("waits on where an answer has only a part of the app", async () => {
    const parts = [json({ client_id: "cli_new" }), json({ client_secret: "new-s3cret" })];
    const { wait, clock } = start(undefined, ...parts, app("feishu"));
    const made = wait();
    await clock.runUntil(made);
    assertEquals((await made).appId, "cli_new");
  });

  it("keeps the secret of the app out of every text from then on", async () => {
    const { wait, clock, call } = start(undefined, app("feishu"));
    await clock.runUntil(wait());
    assertEquals(call.secrets.redact("it is new-s3cret."), "it is [redacted].");
  });

  it("ends where the person refuses", async () => {
    const { wait } = start(undefined, json({ error: "access_denied" }, 400));
    assertEquals((await rejectionOf(() => wait())).subtype, "access_denied");
  });
});
