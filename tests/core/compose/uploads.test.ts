import { spelled } from "../../../cli/spelling.ts";
import { compose } from "../../../core/compose/composition.ts";
import type { ContentInput } from "../../../core/compose/draft.ts";
import type { PlannedUpload } from "../../../core/compose/uploads.ts";
import { previewUploads, uploadAll } from "../../../core/compose/uploads.ts";
import { Failure } from "../../../core/failure.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { type Answer, fakeClient } from "../enrich/fake-client.ts";
import { box, bytesOf, movieHeader, oggPage, opusHead } from "../../support/bytes.ts";
import { contentInput } from "./content-input.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const GIF = bytesOf("GIF89a", 1, 0, 1, 0);
const OPUS = bytesOf(opusHead(), oggPage({ position: 48_000n }));

/** Takes every upload and names the keys in order. */
const takes: Answer = ({ path }, index) => {
  const kind = path.endsWith("/images") ? "image" : "file";
  return { code: 0, data: { [`${kind}_key`]: `${kind}_${index}` } };
};
const refuse = (type: "network" | "interrupted"): never => {
  throw new Failure({ type, subtype: "x", message: "the service said no" });
};

/** Plans what is wished in a directory with files, and uploads it. */
async function upload(parts: Partial<ContentInput>, answer: Answer, seen?: (planned: PlannedUpload) => void) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, "a.gif"), GIF);
    await Deno.writeFile(join(cwd, "b.gif"), GIF);
    await Deno.writeFile(join(cwd, "a.opus"), OPUS);
    const world: World = fakeWorld({ cwd });
    const composition = await compose(world, contentInput(parts), "im/1.0.0");
    const client = fakeClient(answer);
    const heard: (readonly [number, number | undefined])[] = [];
    try {
      const made = await uploadAll(world, client, composition.uploads, {
        userAgent: "im/1.0.0",
        onProgress: (done, total) => void heard.push([done, total]),
      });
      composition.uploads.forEach((planned) => seen?.(planned));
      return { ...made, calls: client.calls, heard };
    } finally {
      await composition.close();
    }
  });
}

const TWO = { markdown: "![](a.gif)\n\n![](b.gif)" };

describe("makeUploads", () => {
  it("answers with keys and what was uploaded, in order", async () => {
    const { keys, uploads, warnings, calls } = await upload(TWO, takes);
    assertEquals([keys, warnings], [["image_0", "image_1"], []]);
    assertEquals(uploads, [
      { input: "markdown", key: "image_0", name: "a.gif", size: GIF.length, durationMs: undefined },
      { input: "markdown", key: "image_1", name: "b.gif", size: GIF.length, durationMs: undefined },
    ]);
    assertEquals(calls.map(({ form }) => form?.fields), [[["image_type", "message"]], [[
      "image_type",
      "message",
    ]]]);
  });

  it("sends the service and shows the person the duration of a recording", async () => {
    const { uploads, calls } = await upload({ audio: "a.opus" }, takes);
    assertEquals(uploads.map(({ durationMs }) => durationMs), [1000]);
    assertEquals(calls.map(({ form }) => form?.fields), [[
      ["file_type", "opus"],
      ["file_name", "a.opus"],
      ["duration", "1000"],
    ]]);
  });

  it("leaves files open that somebody else opened", async () => {
    let sizes: number[] = [];
    await upload(TWO, takes, ({ media }) => sizes = [...sizes, media?.file.read(0, 6).length ?? 0]);
    assertEquals(sizes, [6, 6]);
  });

  it("ends with the first one that fails", async () => {
    let calls = 0;
    const detail = await rejectionOf(() => upload(TWO, () => (calls++, refuse("network"))));
    assertEquals([detail.type, calls], ["network", 1]);
  });

  it("goes on without an image that may be missing, and says so", async () => {
    const made = await upload(
      { ...TWO, skipBadImages: true },
      (request, index) => index === 0 ? refuse("network") : takes(request, index),
    );
    assertEquals([made.keys, made.uploads.length], [[undefined, "image_1"], 1]);
    assertEquals(made.warnings.map(({ key }) => key), ["image_skipped"]);
    assertStringIncludes(spelled(made.warnings[0]?.detail ?? ""), "a.gif: the service said no");
  });

  it("never goes on after Ctrl-C", async () => {
    let calls = 0;
    const wish = { ...TWO, skipBadImages: true };
    const detail = await rejectionOf(() => upload(wish, () => (calls++, refuse("interrupted"))));
    assertEquals([detail.type, calls], ["interrupted", 1]);
  });

  it("names an address without its secrets", async () => {
    const wish = { markdown: "![](https://host.test/x/y.gif?sig=1)", skipBadImages: true };
    const { warnings, keys } = await upload(wish, takes);
    assertEquals(keys, [undefined]);
    assertStringIncludes(spelled(warnings[0]?.detail ?? ""), "https://host.test/…/y.gif");
    assertEquals(warnings[0]?.detail.includes("sig"), false);
  });

  it("has nothing to do for keys", async () => {
    const { keys, calls } = await upload({ image: "img_2" }, takes);
    assertEquals([keys, calls.length], [[], 0]);
  });
});

/** The uploads of a wish as a dry run shows them. */
async function preview(parts: Partial<ContentInput>) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, "a.gif"), bytesOf("GIF89a", 1, 0, 1, 0));
    await Deno.writeFile(join(cwd, "a.mp4"), bytesOf(box("ftyp", "isom"), box("moov", movieHeader(1, 2))));
    const composition = await compose(fakeWorld({ cwd }), contentInput(parts), "im/1.0.0");
    await composition.close();
    const { requests, keys } = previewUploads(composition.uploads);
    return { requests, keys, content: composition.content(keys) };
  });
}

describe("previewUploads", () => {
  it("shows the calls in order and stands in for their keys", async () => {
    const { requests, keys, content } = await preview({ video: "a.mp4", videoCover: "a.gif" });
    assertEquals(requests.map(({ method, path }) => `${method} ${path}`), [
      "POST /open-apis/im/v1/files",
      "POST /open-apis/im/v1/images",
    ]);
    assertEquals(keys, ["<file_key_1>", "<image_key_2>"]);
    assertEquals(content, { file_key: "<file_key_1>", image_key: "<image_key_2>" });
  });

  it("shows the type and duration that a run would send, without the bytes", async () => {
    const { requests: [request] } = await preview({ video: "a.mp4" });
    assertEquals(request?.form, {
      fields: [["file_type", "mp4"], ["file_name", "a.mp4"], ["duration", "2000"]],
      file: { field: "file", name: "a.mp4" },
    });
  });

  it("says where each comes from, how large it is and which key it gives", async () => {
    const { requests: [request] } = await preview({ image: "./a.gif" });
    assertEquals(
      request?.desc,
      "uploads the file ./a.gif (10 B); its key is <image_key_1> below",
    );
  });

  const types: readonly (readonly [parts: Partial<ContentInput>, type: string])[] = [
    [{ audio: "https://a.example/download?id=1" }, "opus"],
    [{ audio: "https://a.example/a.ogg" }, "opus"],
    [{ video: "https://a.example/a" }, "mp4"],
    [{ file: "https://a.example/a.PDF?x=1" }, "pdf"],
    [{ file: "https://a.example/a.mp4" }, "stream"],
  ];
  for (const [parts, type] of types) {
    it(`shows the type ${type} for ${JSON.stringify(parts)}`, async () => {
      const { requests: [request] } = await preview(parts);
      assertEquals(request?.form?.fields[0], ["file_type", type]);
    });
  }

  it("names an address without its secrets", async () => {
    const { requests: [request] } = await preview({ image: "https://a.example/x/y.gif?sig=1" });
    assertStringIncludes(request?.desc ?? "", "the response of https://a.example/…/y.gif");
    assertEquals(JSON.stringify(request).includes("sig"), false);
  });

  it("is empty for keys", async () => assertEquals((await preview({ file: "file_1" })).requests, []));
});
