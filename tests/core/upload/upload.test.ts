import { spelled } from "../../../cli/spelling.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { createClient } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { OpenFile } from "../../../core/upload/open-file.ts";
import { uploadFile, uploadImage } from "../../../core/upload/upload.ts";
import { NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A file of a size whose bytes are all "A". */
function fileOf(size: number, name = "a.bin"): OpenFile {
  return {
    name,
    size,
    read: (_offset, length) => new Uint8Array(length).fill(65),
    content: (onSent) => ({
      size,
      stream: () => {
        async function* pieces() {
          yield new Uint8Array(size).fill(65);
          onSent?.(size);
        }
        return ReadableStream.from(pieces());
      },
    }),
    close: () => Promise.resolve(),
  };
}

function start(replies: readonly Reply[], identity: Identity = "user") {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(...replies);
  const world = fakeWorld({ clock, fetch });
  const client = createClient(world, {
    hosts: { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" },
    tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1", botToken: "t-1" }),
    identity,
    retryRules: retryRules(30),
    timeout: 30_000,
    userAgent: "im/1.0.0",
    scopes: [],
  });
  return { client, clock, seen };
}

async function formOf(request: ReturnType<typeof start>["seen"][number] | undefined) {
  const type = request?.headers["content-type"] ?? "";
  const form = await new Response(request?.form?.slice(), { headers: { "content-type": type } }).formData();
  return Array.from(
    form,
    ([key, value]) => [key, value instanceof File ? `${value.name}: ${value.size}` : value],
  );
}

const IMAGE = json({ code: 0, data: { image_key: "img_v3_1" } });
const FILE = json({ code: 0, data: { file_key: "file_v3_1" } });
const refusal = (code: number, msg = "no"): Reply => json({ code, msg }, 400);

describe("uploadImage", () => {
  it("sends the image in the documented form and answers with its key", async () => {
    const { client, seen } = start([IMAGE]);
    assertEquals(await uploadImage(client, fileOf(9, "季.png")), "img_v3_1");
    assertEquals([seen[0]?.method, seen[0]?.url], ["POST", "https://open.feishu.cn/open-apis/im/v1/images"]);
    assertEquals(await formOf(seen[0]), [["image_type", "message"], ["image", "季.png: 9"]]);
    assertEquals(seen[0]?.headers.authorization, "Bearer u-1");
  });

  it("can be for an avatar", async () => {
    const { client, seen } = start([IMAGE]);
    await uploadImage(client, fileOf(9), { imageType: "avatar" });
    assertEquals((await formOf(seen[0]))[0], ["image_type", "avatar"]);
  });
});

describe("uploadFile", () => {
  it("sends the details in the documented order", async () => {
    const { client, seen } = start([FILE], "bot");
    const details = { fileType: "opus", fileName: "a.opus", durationMs: 2_500 } as const;
    assertEquals(await uploadFile(client, fileOf(9), details), "file_v3_1");
    assertEquals(seen[0]?.url, "https://open.feishu.cn/open-apis/im/v1/files");
    assertEquals(await formOf(seen[0]), [
      ["file_type", "opus"],
      ["file_name", "a.opus"],
      ["duration", "2500"],
      ["file", "a.opus: 9"],
    ]);
    assertEquals(seen[0]?.headers.authorization, "Bearer t-1");
  });

  it("leaves out a duration that is not known", async () => {
    const { client, seen } = start([FILE]);
    await uploadFile(client, fileOf(9), { fileType: "stream", fileName: "a.bin", durationMs: undefined });
    assertEquals((await formOf(seen[0])).map(([key]) => key), ["file_type", "file_name", "file"]);
  });

  it("shows its progress", async () => {
    const { client } = start([FILE]);
    const seen: (readonly [number, number])[] = [];
    const onProgress = (sent: number, total: number) => void seen.push([sent, total]);
    await uploadFile(client, fileOf(70_000), { fileType: "stream", fileName: "a" }, { onProgress });
    assertEquals(seen.at(-1), [70_000, 70_000]);
  });
});

describe("an upload that fails", () => {
  const run = (replies: readonly Reply[], identity?: Identity, size = 9) => {
    const started = start(replies, identity);
    const failing = rejectionOf(() => uploadImage(started.client, fileOf(size)));
    return { ...started, failing };
  };

  for (const data of [undefined, {}, { image_key: "" }, { image_key: 7 }, { file_key: "file_1" }, null, []]) {
    it(`for want of a key in ${JSON.stringify(data)} is an invalid answer`, async () => {
      const detail = await run([json({ code: 0, data })]).failing;
      assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
      assertStringIncludes(spelled(detail.message), "image_key");
    });
  }

  it("for its size shows size and limit", async () => {
    const detail = await run([refusal(234006, "File too large")], "bot", 3 * 1024 * 1024).failing;
    assertEquals([detail.type, detail.code], ["api", 234006]);
    assertStringIncludes(spelled(detail.message), "File too large");
    assertStringIncludes(spelled(detail.message), "3.0 MiB");
    assertStringIncludes(spelled(detail.message), "10.0 MiB");
    const { client } = start([refusal(234006)]);
    const asFile = await rejectionOf(() =>
      uploadFile(client, fileOf(31 * 1024 * 1024), { fileType: "stream", fileName: "a" })
    );
    assertStringIncludes(spelled(asFile.message), "31.0 MiB");
    assertStringIncludes(spelled(asFile.message), "30.0 MiB");
  });

  for (const code of [232096, 234001, 234002, 234007, 234010, 234011, 234039]) {
    it(`with ${code} says what to do about it, and nothing about chats`, async () => {
      const detail = await run([refusal(code)], "bot").failing;
      assertEquals(
        [detail.code, (detail.hint ?? "") !== "", /chat|--type/.test(spelled(detail.hint ?? ""))],
        [
          code,
          true,
          false,
        ],
      );
    });
  }

  it("for want of rights offers the app's identity to users only", async () => {
    for (const code of [99991672, 99991668, 234002]) {
      assertStringIncludes(spelled((await run([refusal(code)], "user").failing).hint ?? ""), "--as bot");
      assertEquals((await run([refusal(code)], "bot").failing).hint?.includes("--as bot") ?? false, false);
    }
  });

  it("in the network is not repeated once it was sent, and says that nothing came of it", async () => {
    const broken: Reply = () => {
      throw new TypeError("fetch failed", { cause: new Error("connection closed before message completed") });
    };
    const { failing, seen } = run([broken, IMAGE]);
    const detail = await failing;
    assertEquals([detail.type, detail.retryable, seen.length], ["network", undefined, 1]);
    assertStringIncludes(spelled(detail.message), "outcome is unknown");
    assertStringIncludes(spelled(detail.hint ?? ""), "does no harm");
  });

  it("before it was sent is repeated, from its first byte", async () => {
    const refused: Reply = () => {
      throw new TypeError("fetch failed", { cause: new Error("client error (Connect): Connection refused") });
    };
    const { client, clock, seen } = start([refused, IMAGE]);
    const uploading = uploadImage(client, fileOf(9));
    await clock.runUntil(uploading);
    assertEquals([await uploading, seen.length], ["img_v3_1", 2]);
    assertEquals((await formOf(seen[1])).at(-1), ["image", "a.bin: 9"]);
  });

  it("with a refused token of this run is sent once more, whole", async () => {
    const { fetch, seen } = fakeFetch(
      json({ code: 0, tenant_access_token: "t-1", expire: 7200 }),
      refusal(99991663),
      json({ code: 0, tenant_access_token: "t-2", expire: 7200 }),
      IMAGE,
    );
    const world = fakeWorld({ fetch });
    const client = createClient(world, {
      hosts: { open: "https://open.feishu.cn", accounts: "https://accounts.feishu.cn" },
      tokens: tokensOf(world, { ...NO_CREDENTIALS, appId: "cli_1", appSecret: "s" }),
      identity: "bot",
      retryRules: retryRules(30),
      timeout: 30_000,
      userAgent: "im/1.0.0",
      scopes: [],
    });
    assertEquals(await uploadImage(client, fileOf(9)), "img_v3_1");
    assertEquals((await formOf(seen[3])).at(-1), ["image", "a.bin: 9"]);
  });
});
