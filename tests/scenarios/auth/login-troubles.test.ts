import { inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const READ = ["auth", "login", "--scope", "im:message:readonly"];

describe("im auth login where the service does not say who it is", () => {
  const SILENT = {
    name: "status-500-json",
    code: 99,
    when: { path: "/open-apis/authen/v1/user_info", times: 3 },
  } as const;
  const parsed = ({ stderr }: { readonly stderr: string }) =>
    JSON.parse(stderr.slice(stderr.indexOf("{"))).error;

  it("keeps the login; the next command that runs as the person finishes it", () =>
    inLoginScene({ accounts: APPROVED, faults: [SILENT] }, async ({ run }) => {
      const failed = await run(["auth", "login", "--for", "+chat-list"]);
      assertEquals(failed.status === 0, false);
      assertMatch(parsed(failed).hint, /im auth status --verify$/);
      assertEquals(documentOf((await run(["+chat-list", "--as", "user"])).stdout)["identity"], "user");
      const [user, ...others] = dataOf(await run(["auth", "list"]))["users"] as Record<string, unknown>[];
      assertEquals([user?.["userOpenId"], user?.["tokenStatus"], others], ["ou_demo", "valid", []]);
    }));

  it("is finished by its device code, too, although that is used up", () =>
    inLoginScene({ faults: [SILENT] }, async ({ run, platform }) => {
      const { device_code } = dataOf(await run([...READ, "--no-wait"]));
      platform.accounts.approve();
      const finish = ["auth", "login", "--device-code", String(device_code)];
      assertEquals((await run(finish)).status === 0, false);
      const data = dataOf(await run(finish));
      assertEquals([data["user_open_id"], data["missing"]], ["ou_demo", []]);
    }));
});

describe("im auth login where nothing can be stored", () => {
  it("asks for no device code", () =>
    inLoginScene({}, async ({ run, env, platform }) => {
      const key = `${env["IM_CONFIG_DIR"]}/secrets/key.file.json`;
      // The app's secret can be read, but there is no key for new ones any more.
      platform.clearLog();
      const other = await run([...READ, "--no-wait"], { env: { IM_STORE: "system" } });
      assertEquals(errorOf(other, 5)["subtype"], "storage");
      assertEquals([platform.log.length, (await Deno.stat(key)).isFile], [0, true]);
    }));
});

describe("im auth login --scope", () => {
  for (const scope of ["im:chat:read\u001b[31m", '"evil', "a;b", "a\\b"]) {
    it(`takes names of scopes only, exit 2: ${JSON.stringify(scope)}`, () =>
      inLoginScene({}, async ({ run, platform }) => {
        platform.clearLog();
        const error = errorOf(await run(["auth", "login", "--scope", scope, "--no-wait"]), 2);
        assertEquals([error["param"], platform.log.length], ["--scope", 0]);
      }));
  }
});
