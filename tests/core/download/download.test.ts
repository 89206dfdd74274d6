import { retryRules, startRetries } from "../../../core/async/retry.ts";
import { download, type DownloadOptions } from "../../../core/download/download.ts";
import type { TargetPlan } from "../../../core/download/plan.ts";
import { Failure } from "../../../core/failure.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { fakeClient } from "../enrich/fake-client.ts";
import { bodyOf } from "./service.ts";
import { assert, assertEquals } from "@std/assert";
import { basename, join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const BYTES = new Uint8Array(200_000).map((_none, index) => index % 251);
const RESOURCE = { message_id: "om_1", file_key: "file_1", type: "file" } as const;
const OPTIONS: DownloadOptions = {
  workers: 1,
  chunk: 65_536,
  overwrite: false,
  checksum: false,
  idle: 60_000,
};

/** Answers a range as an orderly server does. */
function serve(request: ApiRequest): Response {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers?.["range"] ?? "") ?? [];
  const start = Number(first ?? 0);
  const end = Math.min(last === undefined || last === "" ? BYTES.length - 1 : Number(last), BYTES.length - 1);
  const length = end - start + 1;
  const body = bodyOf([BYTES.subarray(start, end + 1)]);
  const headers: Record<string, string> = { "content-length": String(length), etag: '"v1"' };
  if (first !== undefined) headers["content-range"] = `bytes ${start}-${end}/${BYTES.length}`;
  return new Response(body, { status: first === undefined ? 200 : 206, headers });
}

interface Scene {
  readonly cwd: string;
  /** What was done to files, in order: opened for writing, flushed, renamed. */
  readonly steps: readonly string[];
  readonly asked: readonly (string | undefined)[];
  run(more?: Partial<DownloadOptions>): ReturnType<typeof download>;
}

async function inScene(
  use: (scene: Scene) => Promise<void>,
  open: (request: ApiRequest, index: number) => Response | Promise<Response> = serve,
  files: Partial<World["files"]> = {},
): Promise<void> {
  await inTemporaryDirectory(async (cwd) => {
    const steps: string[] = [];
    const asked: (string | undefined)[] = [];
    const world = fakeWorld({ cwd, files: { ...tracked(steps), ...files } });
    const client: Client = {
      ...fakeClient(() => ({})),
      async open(request) {
        asked.push(request.headers?.["range"]);
        return await open(request, asked.length - 1);
      },
      retries: (signal) => startRetries(world, retryRules(30), signal),
    };
    const plan: TargetPlan = { directory: cwd, base: "a.bin", naming: "given" };
    const run = (more = {}) => download(world, client, RESOURCE, plan, { ...OPTIONS, ...more });
    await use({ cwd, steps, asked, run });
  });
}

function tracked(steps: string[]): World["files"] {
  return {
    ...Deno,
    openSync(path, options) {
      const file = Deno.openSync(path, options);
      const name = basename(String(path));
      const [sync, syncData] = [file.sync.bind(file), file.syncData.bind(file)];
      file.sync = () => (steps.push(`flush ${name}`), sync());
      file.syncData = () => (steps.push(`flush data of ${name}`), syncData());
      return file;
    },
    linkSync(from, to) {
      steps.push(`name ${to}`);
      Deno.linkSync(from, to);
    },
    renameSync(from, to) {
      steps.push(`name ${to}`);
      Deno.renameSync(from, to);
    },
  };
}

describe("download", () => {
  for (const overwrite of [false, true]) {
    it(`flushes the file before it gets its name, and its directory after (overwrite: ${overwrite})`, () =>
      inScene(async ({ cwd, steps, run }) => {
        await run({ overwrite });
        assertEquals(await Deno.readFile(join(cwd, "a.bin")), BYTES);
        const last = steps.indexOf("name a.bin");
        assertEquals(steps.slice(last - 1), ["flush .a.bin.im-part", "name a.bin", "flush ."]);
      }));
  }

  it("asks for the probe and then for what is missing, and counts it", () =>
    inScene(async ({ asked, run }) => {
      assertEquals((await run()).requests, 3);
      assertEquals(asked, ["bytes=0-131071", "bytes=131072-196607", "bytes=196608-199999"]);
    }));

  it("is over with the first refusal", () =>
    inScene(async ({ cwd, asked, run }) => {
      assertEquals((await rejectionOf(() => run())).code, 234004);
      assertEquals([asked.length, [...Deno.readDirSync(cwd)]], [1, []]);
    }, () => {
      throw new Failure({
        type: "authorization",
        subtype: "permission_denied",
        message: "not for you",
        code: 234004,
      });
    }));

  it("keeps bytes and record where it fails later, flushed in this order, and continues there", () => {
    let isBroken = true;
    return inScene(async ({ cwd, steps, asked, run }) => {
      await rejectionOf(() => run());
      const record = steps.indexOf("flush data of .a.bin.im-part.json.tmp");
      assert(steps.indexOf("flush data of .a.bin.im-part") < record && record >= 0, steps.join());
      isBroken = false;
      const before = asked.length;
      const result = await run();
      assertEquals(result.resumed_from, 131_072);
      assertEquals(asked.slice(before), ["bytes=65536-131071", "bytes=131072-199999"]);
      assertEquals(await Deno.readFile(join(cwd, "a.bin")), BYTES);
    }, (request, index) => {
      if (!isBroken || index === 0) return serve(request);
      throw new Failure({ type: "authorization", subtype: "permission_denied", message: "no", code: 234004 });
    });
  });

  it("records a size that came to be known with the end, and asks for nothing behind it", () => {
    const full = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
    let isFull = true;
    const refuse = (name: "linkSync" | "renameSync"): typeof Deno.renameSync => (from, to) => {
      if (isFull && to === "a.bin") throw full;
      Deno[name](String(from), String(to));
    };
    return inScene(
      async ({ cwd, asked, run }) => {
        assertEquals((await rejectionOf(() => run())).subtype, "file_io");
        isFull = false;
        const before = asked.length;
        assertEquals((await run()).resumed_from, BYTES.length);
        assertEquals(asked.slice(before), ["bytes=134464-199999", "bytes=134464-199999"]);
        assertEquals(await Deno.readFile(join(cwd, "a.bin")), BYTES);
      },
      (request, index) => {
        if (index > 0) return serve(request);
        const { body } = serve({ ...request, headers: {} });
        return new Response(body, { headers: { "transfer-encoding": "chunked", etag: '"v1"' } });
      },
      { linkSync: refuse("linkSync"), renameSync: refuse("renameSync") },
    );
  });

  it("begins again twice where each response names another validator, then with everything at once", () =>
    inScene(async ({ cwd, asked, run }) => {
      await run();
      assertEquals(asked, [
        "bytes=0-131071",
        "bytes=131072-196607",
        "bytes=0-131071",
        "bytes=131072-196607",
        undefined,
      ]);
      assertEquals(await Deno.readFile(join(cwd, "a.bin")), BYTES);
    }, (request, index) => {
      const { body, status, headers } = serve(request);
      headers.set("etag", `"v${index}"`);
      return new Response(body, { status, headers });
    }));

  it("compares everything with a checksum, and says how it compared", () =>
    inScene(async ({ cwd, asked, run }) => {
      await Deno.writeFile(join(cwd, "a.bin"), BYTES);
      assertEquals((await run()).compared, "head_and_tail");
      const before = asked.length;
      assertEquals((await run({ checksum: true })).compared, "sha256");
      assertEquals(asked.length - before, 3);
      const other = BYTES.slice();
      other[132_000] = 255;
      await Deno.writeFile(join(cwd, "a.bin"), other);
      assertEquals((await rejectionOf(() => run({ checksum: true }))).subtype, "failed_precondition");
    }));
});
