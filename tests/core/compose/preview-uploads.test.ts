import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { compose, type ContentWish } from "../../../core/compose/composition.ts";
import { previewUploads } from "../../../core/compose/preview-uploads.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/temporary.ts";
import { box, bytesOf, movieHeader } from "../upload/bytes.ts";
import { wishFor } from "./wish.ts";

/** The uploads of a wish as a dry run shows them. */
async function preview(parts: Partial<ContentWish>) {
  return await inTemporaryDirectory(async (cwd) => {
    await Deno.writeFile(join(cwd, "a.gif"), bytesOf("GIF89a", 1, 0, 1, 0));
    await Deno.writeFile(join(cwd, "a.mp4"), bytesOf(box("ftyp", "isom"), box("moov", movieHeader(1, 2))));
    const composition = await compose(fakeWorld({ cwd }), wishFor(parts), "im/1.0.0");
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

  it("shows the type and duration that a run would tell, without the bytes", async () => {
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
      "uploads the file ./a.gif (10 B) for --image; its key is <image_key_1> below",
    );
  });

  const types: readonly (readonly [parts: Partial<ContentWish>, type: string])[] = [
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
    assertStringIncludes(request?.desc ?? "", "what https://a.example/…/y.gif answers with");
    assertEquals(JSON.stringify(request).includes("sig"), false);
  });

  it("is empty for keys", async () => assertEquals((await preview({ file: "file_1" })).requests, []));
});
