import { spelled } from "../../../cli/spelling.ts";
import { memoryStore, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the token of a person who is not logged in", () => {
  const APPS = "https://open.feishu.cn/app";
  const variable = "; or set IM_USER_ACCESS_TOKEN";
  const cases: readonly (readonly [
    name: string,
    parts: Parameters<typeof tokensOf>[2],
    hint: string,
  ])[] = [
    [
      "without an app",
      {},
      `log in: im config init (apps are made at ${APPS}), then im auth login; or try im demo, which needs no app`,
    ],
    ["in the current profile", { appId: "cli_1" }, `log in: im auth login${variable}`],
    ["in a profile", { appId: "cli_1", profile: "lab" }, `log in: im auth login --profile lab${variable}`],
    [
      "beside a bot",
      { appId: "cli_1", hasAppSecret: true },
      `log in: im auth login${variable}, or run the command with --as bot`,
    ],
  ];
  for (const [name, parts, hint] of cases) {
    it(`is a failure that says what to do, ${name}`, async () => {
      const detail = await rejectionOf(() => tokensOf(fakeWorld(), NO_CREDENTIALS, parts).token("user"));
      assertEquals([detail.subtype, spelled(detail.hint ?? "")], ["token_missing", hint]);
    });
  }
});

describe("the token of a login that is gone", () => {
  for (
    const [profile, hint] of [[undefined, "im auth login"], ["lab", "im auth login --profile lab"]] as const
  ) {
    it(`is a failure that says what to do in ${profile ?? "the current profile"}`, async () => {
      const store = () => Promise.resolve(memoryStore());
      const parts = { appId: "cli_1", openId: "ou_1", store, ...(profile === undefined ? {} : { profile }) };
      const detail = await rejectionOf(() => tokensOf(fakeWorld(), NO_CREDENTIALS, parts).token("user"));
      assertEquals([detail.type, spelled(detail.hint ?? "").endsWith(hint)], ["authentication", true]);
    });
  }
});

describe("the token of a bot without credentials", () => {
  const cases: readonly (readonly [parts: Parameters<typeof tokensOf>[2], setting: string])[] = [
    [{}, "appId"],
    [{ appId: "cli_1" }, "appSecret"],
    [{ appSecret: () => Promise.resolve("s3cret") }, "appId"],
  ];
  for (const [parts, setting] of cases) {
    it(`names what is missing: ${setting} beside ${Object.keys(parts ?? {})}`, async () => {
      const detail = await rejectionOf(() => tokensOf(fakeWorld(), NO_CREDENTIALS, parts).token("bot"));
      assertEquals([detail.subtype, detail.setting], ["not_configured", setting]);
    });
  }
});
