import { openForWriting } from "../../../core/archive/directory.ts";
import { Failure } from "../../../core/failure.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the directory of an archive", () => {
  it("is refused on a file system without locks, exit 2, and nothing is left", () =>
    inTemporaryDirectory(async (directory) => {
      const world = fakeWorld({ cwd: directory });
      const files = {
        ...world.files,
        openSync(path: string | URL, options?: Deno.OpenOptions) {
          const file = world.files.openSync(path, options ?? {});
          const refuse = () => Promise.reject(new Deno.errors.NotSupported("operation not supported"));
          return Object.assign(file, { tryLock: refuse, lock: refuse });
        },
      };
      const failure = await openForWriting({ ...world, files }, { inputKey: "output", path: "a", readme: "" })
        .catch((error: unknown) => error);
      assert(failure instanceof Failure);
      assertEquals([failure.detail.type, failure.detail.subtype], ["validation", "failed_precondition"]);
      assert(plainText(failure.detail.message).includes("has no locks"));
      assertEquals([...Deno.readDirSync(directory)].filter(({ name }) => name !== "a"), []);
    }));
});
