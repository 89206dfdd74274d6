import type { AnyFault } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, pngImage } from "../../support/media.ts";
import { writesTo } from "../../support/requests.ts";
import { FILES_PATH, IMAGES_PATH, inDemo, replyLine, sendLine, unsentError } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What uploads fail with, and what is told of it. */
interface FailureCase {
  readonly name: string;
  readonly fault: AnyFault;
  readonly status: number;
  readonly type: string;
  readonly subtype: string;
  readonly code?: number;
  /** Texts that the hint has. */
  readonly hint: readonly string[];
}

/** One upload to each endpoint, one for each command. */
const UPLOADS = [
  [sendLine, "--file", "a.bin", FILES_PATH],
  [replyLine, "--image", "a.png", IMAGES_PATH],
] as const;

const refusal = (code: number, status: number, type: string, subtype: string, hint: string): FailureCase => ({
  name: `code ${code}`,
  fault: { name: "error", code },
  ...{ status, type, subtype, code, hint: [hint] },
});

const UNKNOWN = {
  status: 4,
  type: "network",
  hint: ["an upload that no message uses does no harm", "run the same command again"],
};

const CASES: readonly FailureCase[] = [
  refusal(232096, 1, "api", "conflict", "try again later"),
  refusal(234001, 1, "api", "invalid_parameters", "check type and name"),
  refusal(234002, 3, "authorization", "permission_denied", "may not upload"),
  refusal(234006, 1, "api", "quota_exceeded", ""),
  refusal(234007, 1, "api", "feature_not_available", "enable the app's bot"),
  refusal(234010, 1, "api", "invalid_parameters", "empty file"),
  refusal(234011, 1, "api", "invalid_parameters", "--file"),
  refusal(234039, 1, "api", "invalid_parameters", "--file"),
  refusal(234041, 1, "api", "server_error", "administrator"),
  refusal(234042, 1, "api", "server_error", "administrator"),
  refusal(99991672, 3, "authorization", "app_scope_not_applied", "im:resource"),
  refusal(99991663, 3, "authentication", "token_invalid", "--as"),
  { name: "HTTP 500", fault: { name: "status-500-html" }, ...UNKNOWN, subtype: "server_error" },
  { name: "HTTP 502", fault: { name: "status-502-html" }, ...UNKNOWN, subtype: "server_error" },
  { name: "a cut connection", fault: { name: "cut-before-acting" }, ...UNKNOWN, subtype: "transport" },
  {
    name: "a cut behind the upload",
    fault: { name: "cut-before-headers" },
    ...UNKNOWN,
    subtype: "transport",
  },
  { name: "a reset", fault: { name: "reset-before-headers" }, ...UNKNOWN, subtype: "transport" },
  { name: "no answer", fault: { name: "stall-before-headers" }, ...UNKNOWN, subtype: "timeout" },
  {
    name: "an answer that stands still",
    fault: { name: "stall-mid-body", atByte: 9 },
    ...UNKNOWN,
    subtype: "timeout",
  },
];

describe("an upload that fails: nothing is sent, and the error says what to do", () => {
  for (const { name, fault, status, type, subtype, code, hint } of CASES) {
    for (const [line, flag, file, path] of UPLOADS) {
      it(`${line()[0]} ${flag}: ${name}`, () =>
        inDemo({ faults: [{ ...fault, when: { endpoint: path } }] }, async (scene) => {
          await putFiles(scene, { [file]: pngImage() });
          const result = await scene.run(line(flag, file));
          const error = unsentError(scene.platform, result, status);
          assertEquals([error["type"], error["subtype"]], [type, subtype]);
          if (code !== undefined) assertEquals(error["code"], code);
          for (const text of hint) assertStringIncludes(String(error["hint"]), text);
          assertEquals(error["retryable"], undefined);
          // An upload has no key under which it could be repeated.
          assertEquals(writesTo(scene.platform, path).length, 1);
        }));
    }
  }

  it("a service that takes the file and names no key: exit 5", () =>
    inDemo(
      { faults: [{ name: "changed-data", remove: ["file_key"], when: { endpoint: FILES_PATH } }] },
      async (scene) => {
        await putFiles(scene, { "a.bin": "content" });
        const error = unsentError(scene.platform, await scene.run(sendLine("--file", "a.bin")), 5);
        assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
      },
    ));

  it("a cover that fails stops the message after the video was uploaded", () =>
    inDemo({ faults: [{ name: "error", code: 234011, when: { endpoint: IMAGES_PATH } }] }, async (scene) => {
      await putFiles(scene, { "a.mp4": mp4Video(1000), "a.png": pngImage() });
      const words = sendLine("--video", "a.mp4", "--video-cover", "a.png");
      unsentError(scene.platform, await scene.run(words), 1);
      assertEquals(scene.platform.uploads.map(({ kind }) => kind), ["file"]);
    }));

  it("a video that fails stops everything: its cover is not uploaded", () =>
    inDemo({ faults: [{ name: "error", code: 234006, when: { endpoint: FILES_PATH } }] }, async (scene) => {
      await putFiles(scene, { "a.mp4": mp4Video(1000), "a.png": pngImage() });
      const words = sendLine("--video", "a.mp4", "--video-cover", "a.png");
      unsentError(scene.platform, await scene.run(words), 1);
      assertEquals(writesTo(scene.platform, IMAGES_PATH), []);
    }));

  it("no service at all: exit 4, tried again, and nothing unknown about it", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.bin": "content" });
      const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const env = { IM_BASE_URL: `http://127.0.0.1:${closed.addr.port}` };
      closed.close();
      const result = await scene.run(sendLine("--file", "a.bin"), { env });
      const error = unsentError(scene.platform, result, 4);
      assertEquals([error["type"], error["subtype"], error["retryable"]], ["network", "transport", true]);
      assert(!String(error["message"]).includes("unknown"), String(error["message"]));
      assertEquals(result.waited.filter((ms) => ms < 1000).length, 2);
    }));
});

describe("uploads that are for apps only", () => {
  it("a refusal of a user's upload names the other identity, and nothing is sent as it", () =>
    inDemo({ writing: { userUploads: false } }, async (scene) => {
      await putFiles(scene, { "a.bin": "content" });
      const line = [...sendLine("--file", "a.bin").slice(0, 3), "--as", "user", "--file", "a.bin"];
      const error = unsentError(scene.platform, await scene.run(line), 3);
      assertStringIncludes(String(error["hint"]), "--as bot");
      assertEquals(scene.platform.log.map(({ token }) => token), ["user"]);
    }));
});
