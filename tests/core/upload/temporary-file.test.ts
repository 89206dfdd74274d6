import { createTemporaryFile } from "../../../core/upload/open-url.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The real files, with temporary ones in a directory of the test's own. */
function filesIn(dir: string) {
  return {
    ...Deno,
    makeTempFile: (options?: Deno.MakeTempOptions) => Deno.makeTempFile({ ...options, dir }),
  };
}
const namesIn = (directory: string) => Array.from(Deno.readDirSync(directory), ({ name }) => name);

describe("createTemporaryFile", () => {
  it("is readable by its owner only, and has no name while it is open", () =>
    inTemporaryDirectory(async (directory) => {
      const { file, remove } = await createTemporaryFile({ files: filesIn(directory) });
      assertEquals([(file.statSync().mode ?? 0) & 0o777, namesIn(directory)], [0o600, []]);
      file.close();
      await remove();
    }));

  it("is removed at the end where the system keeps names of open files", () =>
    inTemporaryDirectory(async (directory) => {
      let isOpen = true;
      const files = {
        ...filesIn(directory),
        remove: (path: string | URL) =>
          isOpen ? Promise.reject(new Deno.errors.PermissionDenied()) : Deno.remove(path),
      };
      const { file, remove } = await createTemporaryFile({ files });
      assertEquals(namesIn(directory).length, 1);
      file.close();
      isOpen = false;
      await remove();
      assertEquals(namesIn(directory), []);
    }));

  it("is removed when it cannot be opened", () =>
    inTemporaryDirectory(async (directory) => {
      const files = {
        ...filesIn(directory),
        open: () => Promise.reject(new Deno.errors.PermissionDenied("no")),
      };
      const detail = await rejectionOf(() => createTemporaryFile({ files }));
      assertEquals([detail.subtype, namesIn(directory)], ["file_io", []]);
    }));
});
