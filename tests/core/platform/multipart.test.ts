import type { StreamedBody } from "../../../core/platform/http.ts";
import { multipartBody, randomBoundary } from "../../../core/platform/multipart.ts";
import type { FormBody } from "../../../core/platform/request.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const encoder = new TextEncoder();

function formOf(content: Uint8Array<ArrayBuffer>, name = "a.bin", fields: FormBody["fields"] = []): FormBody {
  return {
    fields,
    file: {
      field: "file",
      name,
      content: { size: content.length, stream: () => new Blob([content]).stream() },
    },
  };
}

function bytesOf(body: StreamedBody): Promise<Uint8Array<ArrayBuffer>> {
  return new Response(body.stream() as ReadableStream<Uint8Array<ArrayBuffer>>).bytes();
}

/** What the platform's own parser reads. */
async function read(body: StreamedBody): Promise<FormData> {
  return await new Response(await bytesOf(body), { headers: { "content-type": body.type } }).formData();
}

describe("multipartBody", () => {
  it("has the fields in their order, then the file, byte by byte", async () => {
    const fields = [["file_type", "stream"], ["file_name", "a.bin"]] as const;
    const body = multipartBody(formOf(encoder.encode("12\r\n3"), "a.bin", fields), "b");
    assertEquals(
      new TextDecoder().decode(await bytesOf(body)),
      [
        '--b\r\nContent-Disposition: form-data; name="file_type"\r\n\r\nstream\r\n',
        '--b\r\nContent-Disposition: form-data; name="file_name"\r\n\r\na.bin\r\n',
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n',
        "Content-Type: application/octet-stream\r\n\r\n12\r\n3\r\n--b--\r\n",
      ].join(""),
    );
    assertEquals(body.type, "multipart/form-data; boundary=b");
  });

  for (
    const name of [
      "a.bin",
      "季度 报告.pdf",
      "😀.png",
      'say "hi".txt',
      "a\\b.txt",
      "50%.txt",
      "é.txt",
    ]
  ) {
    it(`knows its length and is read back under the name ${name}`, async () => {
      const content = Uint8Array.from({ length: 999 }, (_none, at) => at % 256);
      const body = multipartBody(formOf(content, name, [["file_name", name], ["empty", ""]]), "im-0");
      assertEquals((await bytesOf(body)).length, body.size);
      const form = await read(body);
      assertEquals([...form.keys()], ["file_name", "empty", "file"]);
      assertEquals([form.get("file_name"), form.get("empty")], [name, ""]);
      const file = form.get("file");
      assert(file instanceof File);
      assertEquals(file.name.replaceAll("%22", '"'), name);
      assertEquals(new Uint8Array(await file.arrayBuffer()), content);
    });
  }

  it("lets no name break out of its header", async () => {
    const body = multipartBody(
      formOf(encoder.encode("x"), 'a"\r\nX-Own: 1\r\n\r\n.txt', [['b"\nc', "1"]]),
      "b",
    );
    const text = new TextDecoder().decode(await bytesOf(body));
    assertEquals(text.includes("\r\nX-Own"), false);
    assertMatch(text, /name="b%22%0Ac"/);
    assertMatch(text, /filename="a%22%0D%0AX-Own: 1%0D%0A%0D%0A\.txt"/);
  });

  it("takes pieces only when they are asked for, and lets go of the file when nobody wants the rest", async () => {
    let pulled = 0;
    let cancelled = false;
    const stream = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(10).fill(++pulled)),
        cancel: () => void (cancelled = true),
      }, { highWaterMark: 0 });
    const body = multipartBody({
      fields: [],
      file: { field: "f", name: "n", content: { size: 1e9, stream } },
    }, "b");
    const reader = body.stream().getReader();
    await reader.read();
    await reader.read();
    assertEquals(pulled, 1);
    await reader.cancel();
    assertEquals([pulled, cancelled], [1, true]);
  });

  it("begins anew with each stream", async () => {
    const body = multipartBody(formOf(encoder.encode("x")), "b");
    assertEquals(await bytesOf(body), await bytesOf(body));
  });

  it("is not made of a preview", () => {
    assertThrows(() => multipartBody({ fields: [], file: { field: "f", name: "n" } }, "b"), Error, "preview");
  });
});

describe("randomBoundary", () => {
  it("has 32 digits and differs", () => {
    const world = { random: seededRandom(1) };
    const [one, two] = [randomBoundary(world), randomBoundary(world)];
    assertMatch(one, /^im-[0-9a-f]{32}$/);
    assertEquals(one === two, false);
  });
});
