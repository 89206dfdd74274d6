import { retryRules } from "../../../core/async/retry.ts";
import { Failure } from "../../../core/failure.ts";
import { fetchProgram, findLatestRelease, type ReleaseSource } from "../../../core/upgrade/release.ts";
import {
  archiveFolder,
  archiveName,
  programName,
  type ReleaseArchive,
} from "../../../core/upgrade/release-page.ts";
import type { Clock, World } from "../../../core/world.ts";
import { makeArchive } from "../../../scripts/release/archive.ts";
import { sha256 } from "../../../scripts/release/checksums.ts";
import { fakeClock, fakeFetch, fakeWorld, type Reply } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const PAGE = "https://example.com/o/r/releases";
const LINUX = "x86_64-unknown-linux-gnu";
const PROGRAM = new TextEncoder().encode("the program");

const source = (onProgress: ReleaseSource["onProgress"] = () => {}): ReleaseSource => ({
  url: PAGE,
  userAgent: "im/0",
  responseTimeout: 1000,
  trace: undefined,
  retryRules: retryRules(30),
  onProgress,
});

/** Waits between retries are over at once, those for a silent server never. */
const hastyClock: Clock = {
  ...fakeClock(),
  after(ms, then) {
    if (ms < 1000) queueMicrotask(then);
    return () => {};
  },
};

/** Fetches the program of a release into a directory of its own: what was written there, by name. */
async function fetchInto(
  world: World,
  release: ReleaseArchive,
  target: string,
  onProgress?: ReleaseSource["onProgress"],
): Promise<Readonly<Record<string, string>>> {
  return await inTemporaryDirectory(async (directory) => {
    const draft = { path: join(directory, "draft"), mode: 0o700 };
    const result = await fetchProgram(world, source(onProgress), release, target, draft).catch((error) =>
      error
    );
    const names = [...Deno.readDirSync(directory)].map(({ name }) => name);
    if (result instanceof Error) {
      assertEquals(names, [], "nothing is left after a failure");
      throw result;
    }
    assertEquals((Deno.statSync(draft.path).mode ?? 0) & 0o777, 0o700);
    return Object.fromEntries(names.map((name) => [name, Deno.readTextFileSync(join(directory, name))]));
  });
}

/** Runs work in a world that answers so; gives what it comes to, and the requests. */
async function against<T>(
  replies: readonly Reply[],
  work: (world: ReturnType<typeof fakeWorld>) => Promise<T>,
  interrupt = new AbortController().signal,
  files: World["files"] = Deno,
) {
  const { fetch, seen } = fakeFetch(...replies);
  const result = await work(fakeWorld({ clock: hastyClock, fetch, interrupt, files }))
    .catch((error) => error as Failure);
  return { result, seen };
}

/** A release with a program for a target, and its archive. */
async function releaseFor(target: string, path = programName(target)) {
  const name = archiveName("1.2.3", target);
  const other = { path: "README.md", bytes: new TextEncoder().encode("read me") };
  const files = [other, { path: `${archiveFolder("1.2.3", target)}/${path}`, bytes: PROGRAM }];
  const archive = makeArchive(name, files);
  return { archive, release: { version: "1.2.3", name, sha256: await sha256(archive) } };
}

/** A response whose body is read as one from the network is. */
const body = (bytes: Uint8Array<ArrayBuffer>): Reply => () => {
  const stream = new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(bytes.slice());
      controller.close();
    },
  });
  return new Response(stream, { headers: { "content-length": String(bytes.length) } });
};
const status = (code: number): Reply => () => new Response("", { status: code });

describe("fetching a release", () => {
  for (const target of [LINUX, "aarch64-apple-darwin", "x86_64-pc-windows-msvc"]) {
    it(`takes the program out of the archive for ${target}`, async () => {
      const { archive, release } = await releaseFor(target);
      const { result, seen } = await against(
        [body(archive)],
        (world) => fetchInto(world, release, target),
      );
      assertEquals(result, { draft: "the program" });
      assertEquals(seen.map(({ url }) => url), [`${PAGE}/download/v1.2.3/${release.name}`]);
      assertEquals(seen[0]?.headers["accept-encoding"], "identity");
    });

    it(`refuses an archive for ${target} without the program`, async () => {
      const { archive, release } = await releaseFor(target, "another");
      const { result } = await against(
        [body(archive)],
        (world) => fetchInto(world, release, target),
      );
      assert(result instanceof Failure, "no failure");
      assertEquals(result.detail.subtype, "protocol");
    });
  }

  it("reads nothing of an archive with a wrong checksum", async () => {
    const { archive, release } = await releaseFor(LINUX);
    archive[archive.length - 1] = 1 ^ (archive.at(-1) ?? 0);
    const { result, seen } = await against(
      [body(archive)],
      (world) => fetchInto(world, release, LINUX),
    );
    assert(result instanceof Failure, "no failure");
    assertEquals([result.detail.subtype, seen.length], ["checksum_mismatch", 1]);
  });

  it("passes on an error of the one who watches as it is", async () => {
    const { archive, release } = await releaseFor(LINUX);
    const error = new RangeError("no more");
    const watch = () => {
      throw error;
    };
    const { result } = await against([body(archive)], (world) => fetchInto(world, release, LINUX, watch));
    assert((result as unknown) === error);
  });

  it("begins the file again where an answer breaks off", async () => {
    const { archive, release } = await releaseFor(LINUX);
    let isBegun = false;
    const cut: Reply = () =>
      new Response(
        new ReadableStream({
          type: "bytes",
          pull(controller) {
            if (isBegun) controller.error(new TypeError("connection reset"));
            else controller.enqueue(archive.slice(0, 10));
            isBegun = true;
          },
        }),
      );
    const { result, seen } = await against([cut, body(archive)], (world) => fetchInto(world, release, LINUX));
    assertEquals([result, seen.length], [{ draft: "the program" }, 2]);
  });

  it("leaves nothing on a full disk", async () => {
    const { archive, release } = await releaseFor(LINUX);
    const files: World["files"] = {
      ...Deno,
      openSync(target, options) {
        const file = Deno.openSync(target, options);
        file.writeSync = () => {
          throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        };
        return file;
      },
    };
    const { result } = await against(
      [body(archive)],
      (world) => fetchInto(world, release, LINUX),
      undefined,
      files,
    );
    assert(result instanceof Failure, "no failure");
    assertEquals([result.detail.type, result.detail.subtype], ["internal", "file_io"]);
  });

  for (const target of [LINUX, "x86_64-pc-windows-msvc"]) {
    it(`writes a program of many pieces as it is (${target})`, async () => {
      const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7919) >> 3);
      const name = archiveName("1.2.3", target);
      const path = `${archiveFolder("1.2.3", target)}/${programName(target)}`;
      const archive = makeArchive(name, [{ path, bytes }]);
      const release = { version: "1.2.3", name, sha256: await sha256(archive) };
      const { result } = await against([body(archive)], (world) =>
        inTemporaryDirectory(async (directory) => {
          const draft = join(directory, "draft");
          await fetchProgram(world, source(), release, target, { path: draft, mode: undefined });
          return await sha256(await Deno.readFile(draft));
        }));
      assertEquals(result, await sha256(bytes));
    });
  }

  it("reports how much is there", async () => {
    const { archive, release } = await releaseFor(LINUX);
    const reports: number[] = [];
    await against(
      [body(archive)],
      (world) => fetchInto(world, release, LINUX, ({ done, total }) => reports.push(done, total ?? -1)),
    );
    assertEquals(reports.slice(-2), [archive.length, archive.length]);
  });

  for (const code of [408, 429, 500, 503]) {
    it(`asks at most three times where the answer is ${code}`, async () => {
      const { result, seen } = await against(
        [status(code)],
        (world) => findLatestRelease(world, source(), LINUX),
      );
      assert(result instanceof Failure, "no failure");
      assertEquals([result.detail.code, seen.length], [code, 3]);
    });
  }

  for (const code of [404, 403, 204]) {
    it(`asks once where the answer is ${code}`, async () => {
      const reply: Reply = () => new Response(null, { status: code });
      const { seen } = await against([reply], (world) => findLatestRelease(world, source(), LINUX));
      assertEquals(seen.length, 1);
    });
  }

  it("gives up a list that has no end", async () => {
    const { result, seen } = await against(
      [body(new Uint8Array(1024 * 1024 + 1))],
      (world) => findLatestRelease(world, source(), LINUX),
    );
    assert(result instanceof Failure, "no failure");
    assertEquals([result.message.replace(/^".*?" /, ""), seen.length], ["is larger than 1 MiB", 1]);
  });

  it("refuses a redirect to an unencrypted address", async () => {
    const away: Reply = () =>
      new Response(null, { status: 302, headers: { location: "http://example.com/x" } });
    const { result } = await against([away], (world) => findLatestRelease(world, source(), LINUX));
    assert(result instanceof Failure, "no failure");
    assertEquals(result.detail.type, "policy");
  });

  it("ends at once when it is interrupted", async () => {
    const interrupt = new AbortController();
    const { release } = await releaseFor(LINUX);
    const reply: Reply = () => {
      interrupt.abort(interruption());
      throw interrupt.signal.reason;
    };
    const { result, seen } = await against(
      [reply],
      (world) => fetchInto(world, release, LINUX),
      interrupt.signal,
    );
    assert(result instanceof Failure, "no failure");
    assertEquals([result.detail.type, seen.length], ["interrupted", 1]);
  });
});
