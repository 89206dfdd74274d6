import { type Fault, signedPathOf } from "../../../fixtures/platform/mod.ts";
import { assertSaved, commandFor, fileOf, LARGE, namesIn } from "../../support/downloads.ts";
import type { RunResult } from "../../support/im.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image" });
const large = fileOf(LARGE);
const resources = [image, large];

const SECRETS = [
  "u-usersecret",
  "t-botsecret",
  "appsecret",
  "t-minted-",
  "signature-secret",
  "passwordsecret",
];
const TOKENS = { user: ["u-usersecret"], bot: ["t-botsecret"] };
const APPS = [{ id: "cli_demo", secret: "appsecret" }];
const USER = { IM_USER_ACCESS_TOKEN: "u-usersecret" };
const APP = { IM_USER_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "appsecret" };

/** Demands that no output has any secret in it. */
function assertSilent(result: Pick<RunResult, "stdout" | "stderr">): void {
  for (const secret of SECRETS) {
    assert(!result.stdout.includes(secret), `stdout tells ${secret}: ${result.stdout}`);
    assert(!result.stderr.includes(secret), `stderr tells ${secret}: ${result.stderr}`);
  }
}

describe("no output ever shows a token or secret", () => {
  const environments: [name: string, env: Record<string, string>][] = [
    ["a user token", USER],
    ["a bot token", { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-botsecret" }],
    ["a minted token", APP],
  ];
  const faults: [name: string, faults: Fault[]][] = [
    ["success", []],
    ["a refusal", [{ name: "error", code: 234003 }]],
    ["a refused token", [{ name: "error", code: 99991663 }]],
    ["broken connections", [{ name: "reset-before-headers" }]],
    ["pages", [{ name: "status-502-html" }]],
    ["a signed address", [{
      name: "redirect",
      to: `${signedPathOf(image)}?sig=signature-secret`,
      when: { path: "/open-apis/im" },
    }]],
    ["a signed address that breaks", [
      {
        name: "redirect",
        to: `${signedPathOf(image)}?sig=signature-secret`,
        when: { path: "/open-apis/im" },
      },
      { name: "cut-before-headers", when: { path: "/signed" } },
    ]],
    ["a signed address that fails", [
      {
        name: "redirect",
        to: `${signedPathOf(image)}?sig=signature-secret`,
        when: { path: "/open-apis/im" },
      },
      { name: "status-503-html", when: { path: "/signed" } },
    ]],
    ["a refused redirect", [{ name: "redirect", to: "http://example.com/x?sig=signature-secret" }]],
  ];
  for (const [identity, env] of environments) {
    for (const [name, all] of faults) {
      it(`${identity}, ${name}`, () =>
        inScene({ resources, tokens: TOKENS, apps: APPS, faults: all }, async ({ run }) => {
          for (
            const words of [["--verbose"], ["--verbose", "--format", "pretty", "--overwrite"], ["--dry-run"]]
          ) {
            assertSilent(await run(commandFor(image, ...words), { env }));
          }
        }));
    }
  }

  const odd: [name: string, env: Record<string, string>][] = [
    ["a token with a line break", { IM_USER_ACCESS_TOKEN: "u-usersecret\nX: y" }],
    ["a token with a control character", { IM_USER_ACCESS_TOKEN: "u-usersecret\u0001" }],
    ["a token of other letters", { IM_USER_ACCESS_TOKEN: "u-usersecret标" }],
    ["a secret in place of the id", { ...APP, IM_APP_ID: "appsecret", IM_APP_SECRET: "cli_demo" }],
    ["a password in the base URL", { ...USER, IM_BASE_URL: "https://me:passwordsecret@127.0.0.1/" }],
    ["a base URL that is none", { ...USER, IM_BASE_URL: "me:passwordsecret@host" }],
    ["a base URL with a query", { ...USER, IM_BASE_URL: "https://127.0.0.1/?key=passwordsecret" }],
  ];
  for (const [name, env] of odd) {
    it(name, () =>
      inScene({ resources, tokens: TOKENS, apps: APPS }, async ({ run }) => {
        for (const words of [["--verbose"], ["--verbose", "--format", "pretty"]]) {
          const result = await run(commandFor(image, ...words), { env });
          assert(result.status === 2 || result.status === 3, `exit ${result.status}: ${result.stderr}`);
          assertSilent(result);
        }
      }));
  }

  it("partial files and records hold none", () =>
    inScene({ resources, tokens: TOKENS, apps: APPS }, async (scene) => {
      scene.platform.addFault({ name: "error", code: 234003, when: { path: "/resources/", skip: 2 } });
      errorOf(await scene.run(commandFor(large), { env: APP }), 1);
      const names = namesIn(scene.directory).filter((name) => name.endsWith(".json"));
      assertEquals(names.length, 1);
      const text = await Deno.readTextFile(`${scene.directory}/${names[0]}`);
      assertSilent({ stdout: text, stderr: "" });
    }));
});

describe("tokens go to the configured host alone", () => {
  /** A service that redirects, and another origin beside it. */
  function withOther(use: (scene: Scene, other: Scene) => Promise<void>): Promise<void> {
    return inScene({ resources }, (scene) => inScene({ resources }, (other) => use(scene, other)));
  }

  for (const status of [301, 302, 303, 307, 308] as const) {
    it(`a redirect (${status}) to another origin is followed without the token, ranges included`, () =>
      withOther(async (scene, other) => {
        const to = other.platform.origin + signedPathOf(large);
        scene.platform.addFault({ name: "redirect", to, status });
        dataOf(await scene.run(commandFor(large, "--output", "out.dat")));
        await assertSaved(scene.directory, "out.dat", large);
        assertEquals(other.platform.log.map(({ token }) => token), [
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        assertEquals(other.platform.log[0]?.headers["range"], "bytes=0-131071");
        assert(other.platform.log.every(({ headers }) => headers["cookie"] === undefined));
      }));
  }

  it("also not after a redirect back", () =>
    withOther(async (scene, other) => {
      const path = `/open-apis/im/v1/messages/${image.messageId}/resources/${image.fileKey}?type=image`;
      scene.platform.addFault({
        name: "redirect",
        to: other.platform.origin + signedPathOf(image),
        when: { times: 1 },
      });
      other.platform.addFault({ name: "redirect", to: scene.platform.origin + path });
      errorOf(await scene.run(commandFor(image)), 3);
      assertEquals(other.platform.log.map(({ token }) => token), [undefined]);
      assertEquals(scene.platform.log.map(({ token }) => token), ["user", undefined]);
    }));

  it("the secret is never sent after a redirect of the token endpoint", () =>
    withOther(async (scene, other) => {
      for (const status of [302, 307, 308] as const) {
        scene.platform.clearFaults();
        scene.platform.addFault({ name: "redirect", to: `${other.platform.origin}/oauth/v3/token`, status });
        const env = { IM_USER_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
        const result = await scene.run(commandFor(image), { env });
        assert(result.status !== 0);
        assertEquals(other.platform.log.length, 0);
      }
    }));

  for (
    const to of [
      "http://example.com/x",
      "file:///etc/passwd",
      "ftp://127.0.0.1/x",
      "data:,x",
      "http://",
      "//",
    ]
  ) {
    it(`a redirect to ${to} is refused: exit 6, no file`, () =>
      inScene({ resources, faults: [{ name: "redirect", to }] }, async ({ run, directory }) => {
        const error = errorOf(await run(commandFor(image)), 6);
        assertEquals([error["type"], error["subtype"]], ["policy", "access_denied"]);
        assertEquals(namesIn(directory), []);
      }));
  }
});

describe("hosts", () => {
  const refused = [
    "http://example.com",
    "http://10.0.0.1",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://[::2]",
    "http://0.0.0.0",
    "http://169.254.169.254",
    "ftp://127.0.0.1",
    "file:///tmp",
    "127.0.0.1:80",
    "nonsense",
  ];
  for (const url of refused) {
    for (const name of ["IM_BASE_URL", "IM_ACCOUNTS_URL"]) {
      it(`${name}=${url} is refused: exit 2, names the variable`, () =>
        inScene({ resources }, async ({ run, platform }) => {
          const error = errorOf(await run(commandFor(image), { env: { [name]: url } }), 2);
          assert(JSON.stringify(error).includes(name), JSON.stringify(error));
          assertEquals(platform.log.length, 0);
        }));
    }
  }

  it("IM_BASE_URL may end in a slash", () =>
    inScene({ resources }, async ({ run, platform }) => {
      dataOf(await run(commandFor(image), { env: { IM_BASE_URL: `${platform.origin}/` } }));
    }));

  for (const variable of ["IM_BRAND", "LARKSUITE_CLI_BRAND"]) {
    it(`${variable}: an unknown one is an error, exit 2`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        errorOf(await run(commandFor(image), { env: { [variable]: "slack" } }), 2);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("a host that nobody listens on: network, exit 4, after the retries", () =>
    inScene({ resources }, async (scene) => {
      await scene.platform.close();
      const error = errorOf(await scene.run(commandFor(image)), 4);
      assertEquals([error["type"], error["subtype"]], ["network", "transport"]);
      assertEquals(namesIn(scene.directory), []);
    }));
});
