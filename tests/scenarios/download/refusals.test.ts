import { type Fault, SERVICE_ERRORS } from "../../../fixtures/platform/mod.ts";
import {
  assertNothingVisible,
  assertSaved,
  commandFor,
  fileOf,
  namesIn,
  PROBE,
} from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(400_000);
const image = fileOf(5000, { type: "image" });
const resources = [file, image];
const args = commandFor(file, "--output", "out.dat");

/** Codes of the endpoint's document and of docs/contract.md, 7, with what they mean to the person who asked. */
const CODES: readonly [code: number, status: number, type: string, subtype: string][] = [
  [230110, 1, "api", "not_found"],
  [234001, 1, "api", "invalid_parameters"],
  [234002, 3, "authorization", "permission_denied"],
  [234003, 1, "api", "invalid_parameters"],
  [234004, 3, "authorization", "permission_denied"],
  [234009, 3, "authorization", "permission_denied"],
  [234019, 3, "authorization", "app_unavailable"],
  [234037, 1, "api", "quota_exceeded"],
  [234038, 3, "authorization", "permission_denied"],
  [234040, 3, "authorization", "permission_denied"],
  [234041, 1, "api", "server_error"],
  [234042, 1, "api", "server_error"],
  [234043, 1, "api", "feature_not_available"],
  [14005, 3, "authorization", "permission_denied"],
  [230002, 3, "authorization", "permission_denied"],
  [99991661, 3, "authentication", "token_missing"],
  [99991663, 3, "authentication", "token_invalid"],
  [99991668, 3, "authentication", "token_invalid"],
  [99991671, 3, "authentication", "token_invalid"],
  [99991677, 3, "authentication", "token_expired"],
  [99991672, 3, "authorization", "app_scope_not_applied"],
  [99991676, 3, "authorization", "token_scope_insufficient"],
  [99991679, 3, "authorization", "missing_scope"],
  [99991673, 3, "authorization", "app_unavailable"],
  [99991662, 3, "authorization", "app_disabled"],
  [424242, 1, "api", "unknown"],
];
/** Asking again may help. */
const RETRIED: readonly number[] = [234019];

describe("codes of the service", () => {
  for (const [code, status, type, subtype] of CODES) {
    const once = RETRIED.includes(code) ? 3 : 1;
    it(`${code}: ${type}/${subtype}, exit ${status}, asked ${once === 1 ? "once" : "three times"}`, () =>
      inScene({ resources, faults: [{ name: "error", code }] }, async ({ run, directory, platform }) => {
        for (const resource of [file, image]) {
          platform.clearLog();
          const error = errorOf(await run(commandFor(resource)), status);
          assertEquals([error["type"], error["subtype"], error["code"]], [type, subtype, code]);
          assertMatch(String(error["log_id"]), /^\d{14}[0-9A-F]+$/);
          assertStringIncludes(String(error["message"]), SERVICE_ERRORS[code]?.msg ?? "unknown error");
          assertEquals(platform.log.length, once);
        }
        assertEquals(namesIn(directory), []);
      }));
  }

  it("a refusal in the middle keeps its code, and what was fetched stays for the next run", () =>
    inScene({ resources, faults: [{ name: "error", code: 234004, when: { skip: 1 } }] }, async (scene) => {
      const error = errorOf(await scene.run(args), 3);
      assertEquals([error["code"], error["identity"]], [234004, "user"]);
      assertNothingVisible(scene.directory);
      scene.platform.clearFaults();
      assertEquals(dataOf(await scene.run(args))["resumed_from"], PROBE);
      await assertSaved(scene.directory, "out.dat", file);
    }));

  it("234019 goes away: the download works", () =>
    inScene({ resources, faults: [{ name: "error", code: 234019, when: { times: 2 } }] }, async (scene) => {
      dataOf(await scene.run(args));
      await assertSaved(scene.directory, "out.dat", file);
    }));

  for (const status of [500, 502, 503, 504]) {
    it(`HTTP ${status} with a JSON code keeps the code after the retries`, () =>
      inScene({ resources, faults: [{ name: "error", code: 234041, httpStatus: status }] }, async (scene) => {
        const error = errorOf(await scene.run(args), 1);
        assertEquals([error["subtype"], error["code"]], ["server_error", 234041]);
        assertEquals(scene.platform.log.length, 3);
      }));
  }

  it("a file above the service's limit: quota_exceeded", () =>
    inScene({ resources, maxResourceBytes: 1000 }, async ({ run }) => {
      assertEquals(errorOf(await run(args), 1)["code"], 234037);
    }));

  it("a message of the service cannot break out of the JSON or the terminal", () => {
    const msg = '"}\u001b[31m\u0007evil\u202e';
    return inScene({ resources, faults: [{ name: "error", code: 234003, msg }] }, async ({ run }) => {
      assertStringIncludes(String(errorOf(await run(args), 1)["message"]), msg);
      const pretty = await run([...args, "--format", "pretty"]);
      assertEquals(pretty.status, 1);
      // deno-lint-ignore no-control-regex -- control characters are what it looks for
      assert(!/[\u001b\u0007\u202e]/.test(pretty.stderr), JSON.stringify(pretty.stderr));
    });
  });
});

describe("answers whose body never ends", () => {
  const stalls: [name: string, faults: Fault[]][] = [
    ["a refusal", [{ name: "status-500-json", code: 2200 }, { name: "stall-after-headers" }]],
    ["a refusal, in the middle", [{ name: "error", code: 234003 }, { name: "stall-mid-body", atByte: 10 }]],
    ["a page", [{ name: "status-502-html" }, { name: "stall-after-headers" }]],
    ["a JSON file", [{ name: "other-content-type", contentType: "application/json" }, {
      name: "stall-mid-body",
      atByte: 100,
    }]],
    ["a redirect", [{ name: "redirect", to: "/signed/x/y" }, { name: "stall-after-headers" }]],
  ];
  for (const [name, faults] of stalls) {
    it(`${name}: the idle limit ends the wait`, () => {
      const hit = faults.map((fault) => ({ ...fault, when: { path: "/open-apis/" } }));
      return inScene({ resources, faults: hit }, async ({ run }) => {
        const result = await withinSeconds(20, run(commandFor(image, "--timeout", "8")));
        assert(result !== "never", "the run hangs");
        assert(result.status !== 0 && result.status !== 5, result.stderr);
      });
    });
  }

  it("the answer of the token endpoint: the time limit ends the wait", () => {
    const faults: Fault[] = [{ name: "stall-after-headers", when: { path: "tenant_access_token" } }];
    return inScene({ resources, faults }, async ({ run }) => {
      const env = { IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
      const words = commandFor(image, "--timeout", "8", "--as", "bot");
      const result = await withinSeconds(20, run(words, { env }));
      assert(result !== "never", "the run hangs");
      // The other endpoint may have helped out.
      assert(result.status === 0 || result.status === 4, result.stderr);
    });
  });
});

/** What a promise gives, or "never" when it takes too long: a test that hangs says nothing. */
async function withinSeconds<T>(seconds: number, promise: Promise<T>): Promise<T | "never"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"never">((resolve) => timer = setTimeout(() => resolve("never"), seconds * 1000));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

describe("JSON files are files", () => {
  const json = (bytes: string, more = {}) =>
    fileOf(0, { bytes: new TextEncoder().encode(bytes), contentType: "application/json", ...more });
  const files = [
    json('{"code":0,"data":1}'),
    json("[1,2]"),
    json("{}"),
    json("not json"),
    json('{"code":"234002"}'),
    json('{"code":234002,"msg":"a file that looks like a refusal"}', { fileName: "refusal.json" }),
    json(`{"text":"${"x".repeat(300_000)}"}`),
  ];
  for (const [index, resource] of files.entries()) {
    it(`JSON file ${index + 1} is saved as it is, with and without ranges`, () =>
      inScene({ resources: [resource] }, async ({ run, directory, platform }) => {
        dataOf(await run(commandFor(resource, "--output", "out.dat")));
        await assertSaved(directory, "out.dat", resource);
        platform.addFault({ name: "status-200" });
        dataOf(await run(commandFor(resource, "--output", "out.dat", "--overwrite")));
        await assertSaved(directory, "out.dat", resource);
      }));
  }

  it("a connection cut in the body of one is got over", () => {
    const resource = json(`{"text":"${"x".repeat(30_000)}"}`, { type: "image" });
    const faults: Fault[] = [{ name: "cut-mid-body", atByte: 100, when: { times: 1 } }];
    return inScene({ resources: [resource], faults }, async ({ run, directory }) => {
      dataOf(await run(commandFor(resource, "--output", "out.dat")));
      await assertSaved(directory, "out.dat", resource);
    });
  });
});
