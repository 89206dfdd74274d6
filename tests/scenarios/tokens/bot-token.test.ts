import type { AnyFault } from "../../../fixtures/platform/mod.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APP = { IM_USER_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
const LIST = ["+chat-list", "--as", "bot"];
const DOCUMENTED = "/open-apis/auth/v3/tenant_access_token/internal";
const tokenRequests = ({ platform }: Scene) =>
  platform.log.filter(({ path }) => path === DOCUMENTED || path === "/oauth/v3/token").length;

describe("a bot whose token is requested with the app's secret", () => {
  it("requests one token for a hundred commands", () =>
    inScene({}, async (scene) => {
      for (let count = 0; count < 100; count++) dataOf(await scene.run(LIST, { env: APP }));
      assertEquals(tokenRequests(scene), 1);
    }));

  it("requests another one once, where the service no longer takes the one that was kept", () =>
    inScene({}, async (scene) => {
      dataOf(await scene.run(LIST, { env: APP }));
      scene.platform.revokeTokens("bot");
      dataOf(await scene.run(LIST, { env: APP }));
      dataOf(await scene.run(LIST, { env: APP }));
      assertEquals(tokenRequests(scene), 2);
    }));

  it("works without any place to keep it", () =>
    inScene({}, async (scene) => {
      const env = { ...APP, IM_CONFIG_DIR: "" };
      for (let count = 0; count < 2; count++) dataOf(await scene.run(LIST, { env }));
      assertEquals(tokenRequests(scene), 2);
    }));

  it("works where the place cannot be written", () =>
    inScene({}, async (scene) => {
      await Deno.writeTextFile(`${scene.directory}/file`, "");
      const env = { ...APP, IM_CONFIG_DIR: `${scene.directory}/file` };
      dataOf(await scene.run(LIST, { env }));
      assertEquals(tokenRequests(scene), 1);
    }));

  it("is asked for nothing else by another secret: its token is not that of the first", () =>
    inScene({}, async (scene) => {
      dataOf(await scene.run(LIST, { env: APP }));
      const { subtype } = errorOf(
        await scene.run(LIST, { env: { ...APP, IM_APP_SECRET: "another-secret" } }),
        3,
      );
      assertEquals(subtype, "invalid_client");
    }));

  it("gets its token at the other endpoint where the first one is out of order", () =>
    inScene({ faults: [{ name: "status-500-html", when: { endpoint: DOCUMENTED } }] }, async (scene) => {
      dataOf(await scene.run(LIST, { env: APP }));
      assertEquals(scene.platform.countRequests("POST /oauth/v3/token"), 1);
    }));

  it("is told after how many seconds to try again where the service limits it", () =>
    inScene({
      faults: [{ name: "status-429", ratelimitReset: "77", when: { endpoint: DOCUMENTED } }],
    }, async ({ run }) => {
      const { subtype, retry_after_seconds } = errorOf(await run(LIST, { env: APP }), 1);
      assertEquals([subtype, retry_after_seconds], ["rate_limit", 77]);
    }));
});

describe("secrets that the service repeats", () => {
  const faults: readonly AnyFault[] = [{ name: "echo-secrets" }];
  const lines: readonly (readonly [what: string, env: Record<string, string>])[] = [
    ["a wrong app secret", { ...APP, IM_APP_SECRET: "wrong-but-secret" }],
    ["an app that nobody knows", { ...APP, IM_APP_ID: "cli_x" }],
  ];
  for (const [what, env] of lines) {
    for (const more of [[], ["--verbose"], ["--format", "pretty"]]) {
      it(`(${what}) are not printed ${more.join(" ")}`, () =>
        inScene({ faults }, async ({ run }) => {
          const { stdout, stderr, status } = await run([...LIST, ...more], { env });
          assertEquals([status, stdout], [3, ""]);
          assert(stderr.includes("[redacted]"), stderr);
          assert(!stderr.includes(env["IM_APP_SECRET"] ?? ""), stderr);
        }));
    }
  }
});
