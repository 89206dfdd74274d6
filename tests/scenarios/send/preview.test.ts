import type { LoggedRequest, Platform } from "../../../fixtures/platform/mod.ts";
import { GROUP, LINES, SEND, writesOf, writingWorld } from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, opusAudio, pngImage } from "../../support/media.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { bodyField } from "../../support/requests.ts";
import { dataOf, documentOf, partOf, type PreviewCall, previewCalls } from "../../support/results.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** No host, no credentials: a preview asks nobody. */
const NOTHING = { IM_BASE_URL: "", IM_USER_ACCESS_TOKEN: "" };

const FILES = {
  "a.png": pngImage(),
  "b.png": pngImage({ width: 3, height: 3 }),
  "report.pdf": "%PDF-1.7",
  "memo.opus": opusAudio(1234),
  "clip.mp4": mp4Video(2345),
  "a.md": "# T\n\n![a](./a.png) **b** [c](./c.md)\n\n![b](./b.png)",
  "post.json": '{"post":{"zh_cn":{"content":[[{"tag":"text","text":"<at id=ou_ana/>"}]]}}}',
  "card.json": '{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"x"}]}}',
};

const ARGUMENT_LISTS: readonly (readonly string[])[] = [
  ["--text", "a\n<at id=ou_ana/> 好"],
  ["--text", "x", "--idempotency-key", "key 1"],
  ["--text", "x", "--safe-repeat"],
  ["--text", "x\ny", "--literal"],
  ["--text", "-"],
  ["--markdown", "@./a.md", "--title", "T"],
  ["--markdown", "x @ou_ana", "--attachment", "file_v3_known"],
  ["--content", "@post.json"],
  ["--content", "@card.json", "--safe-repeat"],
  ["--content", '{"file_key":"file_v3_voice"}', "--msg-type", "audio"],
  ["--image", "a.png"],
  ["--image", "a.png", "--safe-repeat"],
  ["--image", "img_v3_known"],
  ["--file", "report.pdf"],
  ["--file", "clip.mp4"],
  ["--audio", "memo.opus"],
  ["--video", "clip.mp4", "--video-cover", "b.png"],
  ["--video", "file_v3_clip", "--video-cover", "b.png"],
  ["--attachment", "file_v3_known,file_v3_other"],
];

/** What a preview says about a call, in the form of `shownRequest`; keys stand where placeholders stood. */
function normalizeCall(
  { method, url, params, body, form }: PreviewCall,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  const content = String(body?.["content"]).replace(
    /<(?:image|file)_key_(\d+)>/g,
    (_whole, n) => keys[n - 1] ?? "",
  );
  return {
    ...{ method, path: url, query: params ?? {} },
    ...(form === undefined ? { body: { ...body, content } } : { form: Object.entries(form) }),
  };
}

function normalizeRequest(
  { method, path, query, body, form }: LoggedRequest,
): Readonly<Record<string, unknown>> {
  const parts = form?.map((
    { name, value, fileName },
  ) => [name, fileName === undefined ? value : `@${fileName}`]);
  return { method, path, query, ...(parts === undefined ? { body } : { form: parts }) };
}

function assertSame(calls: readonly PreviewCall[], platform: Platform): void {
  const keys = platform.uploads.map(({ key }) => key);
  assertEquals(calls.map((call) => normalizeCall(call, keys)), writesOf(platform).map(normalizeRequest));
}

describe("a dry run prints every call that the run makes, in order, and asks nobody", () => {
  for (const [identity, env] of IDENTITIES) {
    for (const [name, line] of LINES) {
      for (const words of ARGUMENT_LISTS) {
        it(`${name} as ${identity} ${words.join(" ")}`, () =>
          inScene(writingWorld, async ({ run, platform, directory }) => {
            await putFiles({ directory }, FILES);
            const full = [...line, ...words, "--as", identity];
            const preview = await run([...full, "--dry-run"], { env: NOTHING, stdin: "typed" });
            assertEquals([platform.log.length, preview.stderr], [0, ""]);
            const calls = previewCalls(preview);
            assertEquals(documentOf(preview.stdout)["identity"], identity);
            dataOf(await run(full, { env, stdin: "typed" }));
            assertSame(calls, platform);
          }));
      }
    }
  }
});

describe("what a dry run shows besides the calls", () => {
  const previewOf = (words: readonly string[], { run }: Scene): Promise<SceneResult> =>
    run([SEND, "--chat-id", GROUP, ...words, "--dry-run"], { env: NOTHING });

  it("what each media flag was taken for", () =>
    inScene(writingWorld, async (scene) => {
      await putFiles(scene, { ...FILES, img_name: pngImage() });
      const context = async (...words: string[]) => {
        const result = await previewOf(words, scene);
        return partOf(partOf(documentOf(result.stdout), "data"), "context");
      };
      assertEquals(await context("--image", "img_v3_known"), { "--image": "key img_v3_known" });
      assertEquals(await context("--image", "img_name"), { "--image": "file img_name" });
      assertEquals(await context("--image", "key:img_name"), { "--image": "key img_name" });
      assertEquals(await context("--text", "x"), {});
      const both = await context("--video", "clip.mp4", "--video-cover", "img_v3_known");
      assertEquals(both, { "--video": "file clip.mp4", "--video-cover": "key img_v3_known" });
    }));

  it("of an upload: file, size, type, duration, and what stands for its key", () =>
    inScene(writingWorld, async (scene) => {
      await putFiles(scene, FILES);
      const result = await previewOf(["--audio", "memo.opus"], scene);
      const [upload, message] = previewCalls(result);
      assertEquals(upload?.form, {
        file_type: "opus",
        file_name: "memo.opus",
        duration: "1234",
        file: "@memo.opus",
      });
      for (const part of ["memo.opus", `(${FILES["memo.opus"].length} B)`, "<file_key_1>"]) {
        assertStringIncludes(upload?.desc ?? "", part);
      }
      assertEquals(message?.body?.["content"], '{"file_key":"<file_key_1>"}');
    }));

  it("the warnings that the run would give", () =>
    inScene(writingWorld, async (scene) => {
      const result = await previewOf(["--markdown", "[a](./b.md)"], scene);
      assertStringIncludes(
        String(partOf(documentOf(result.stdout), "data")["description"]),
        "link_dropped",
      );
    }));

  it("an address is not fetched, and what may be secret in it is not shown", () =>
    inScene(writingWorld, async (scene) => {
      const result = await previewOf(["--image", "https://a.example/x/chart.png?token=hush"], scene);
      const [upload] = previewCalls(result);
      assertEquals([upload?.url, scene.platform.log.length], ["/open-apis/im/v1/images", 0]);
      assertStringIncludes(upload?.desc ?? "", "a.example");
      assert(!result.stdout.includes("hush"), result.stdout);
    }));

  it("for people: that nothing was sent, the call, and no token", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      const { status, stdout } = await run([
        SEND,
        "--chat-id",
        GROUP,
        "--text",
        "x",
        "--dry-run",
        "--format",
        "pretty",
      ]);
      assertEquals([status, platform.log.length, stdout.includes("u-demo")], [0, 0, false]);
      assertStringIncludes(stdout, "POST /open-apis/im/v1/messages");
    }));

  it("a dry run of --safe-repeat shows the key that the run will have, for each content another", () =>
    inScene(writingWorld, async (scene) => {
      const keyOf = async (text: string) => {
        const result = await previewOf(["--text", text, "--safe-repeat"], scene);
        return previewCalls(result)[0]?.body?.["uuid"];
      };
      assertEquals([await keyOf("a"), await keyOf("a") === await keyOf("b")], [await keyOf("a"), false]);
      dataOf(await scene.run([SEND, "--chat-id", GROUP, "--text", "a", "--safe-repeat", "--as", "user"]));
      const [request] = writesOf(scene.platform);
      const told = await scene.run([
        SEND,
        "--chat-id",
        GROUP,
        "--text=a",
        "--safe-repeat",
        "--as=user",
        "--dry-run",
      ]);
      assertEquals(bodyField(request, "uuid"), previewCalls(told)[0]?.body?.["uuid"]);
    }));
});
