import { openInBrowser } from "../../../../cli/commands/archive/open-browser.ts";
import { fakeClock, fakeWorld, type WorldParts } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ADDRESS = "http://127.0.0.1:8080/enter/0123456789abcdef0123456789abcdef?page";

/** What one try did. */
interface Try {
  /** Paths that were opened. */
  readonly opened: readonly string[];
  readonly said: readonly string[];
  end(): Promise<void>;
  readonly clock: ReturnType<typeof fakeClock>;
  /** Names in the directory for temporary files, once what is being removed is gone. */
  left(): Promise<readonly string[]>;
}

/** Opens an address in a world whose temporary files are a test's own. */
async function inTry(
  { openFile, ...parts }: WorldParts,
  use: (one: Try) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (dir) => {
    const clock = fakeClock();
    const opened: string[] = [];
    const said: string[] = [];
    const removals: Promise<void>[] = [];
    const remove = (path: string | URL) => {
      const removal = Deno.remove(path);
      removals.push(removal);
      return removal;
    };
    const world = fakeWorld({
      ...{ clock, variables: { DISPLAY: ":0" } },
      files: { ...Deno, remove, makeTempFile: (options) => Deno.makeTempFile({ ...options, dir }) },
      ...openFile && {
        openFile: (path: string) => {
          opened.push(path);
          return openFile(path);
        },
      },
      ...parts,
    });
    const end = await openInBrowser(world, ADDRESS, (reason) => void said.push(reason));
    await clock.advance(0);
    const left = async () => {
      await Promise.all(removals);
      return [...Deno.readDirSync(dir)].map(({ name }) => name);
    };
    await use({ opened, said, end, clock, left });
  });
}

/** A browser that stays open. */
const stays = () => new Promise<void>(() => {});

describe("openInBrowser()", () => {
  it("hands over a file that leads to the address and that others cannot read, and removes it in the end", () =>
    inTry({ openFile: stays }, async ({ opened, said, end, left, clock }) => {
      const [path = ""] = opened;
      assert(!path.includes("0123456789abcdef"), path);
      assert((await Deno.readTextFile(path)).includes(`content="0;url=${ADDRESS}"`));
      if (Deno.build.os !== "windows") assertEquals(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
      await end();
      await clock.advance(60_000);
      assertEquals([await left(), said], [[], []]);
    }));

  it("says when the browser does not come, which can still open the file", () =>
    inTry({ openFile: () => Promise.resolve() }, async ({ said, clock, left }) => {
      await clock.advance(60_000);
      assertEquals([said, (await left()).length], [["no browser has opened the archive yet"], 1]);
    }));

  it("is not concerned with how the browser ends after it came", () => {
    const { promise, reject } = Promise.withResolvers<void>();
    return inTry({ openFile: () => promise }, async ({ said, end, clock }) => {
      await end();
      reject(new Error("closed"));
      await clock.advance(0);
      assertEquals(said, []);
    });
  });

  const failures: readonly (readonly [string, WorldParts, string])[] = [
    ["no program opens files", {}, "no program for it is known"],
    ["there is no screen", { openFile: stays, variables: {} }, "DISPLAY and WAYLAND_DISPLAY are not set"],
    ["that program fails", { openFile: () => Promise.reject(new Error("status 3")) }, "status 3"],
    ["no file can be made", {
      openFile: stays,
      files: { ...Deno, makeTempFile: () => Promise.reject(new Error("read-only")) },
    }, "read-only"],
  ];
  for (const [name, parts, reason] of failures) {
    it(`says why, and leaves nothing behind, where ${name}`, () =>
      inTry(parts, async ({ said, left, clock }) => {
        await clock.advance(60_000);
        assertEquals([said, await left()], [[`could not open a browser: ${reason}`], []]);
      }));
  }
});
