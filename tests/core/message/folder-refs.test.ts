import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { folderKeysOf } from "../../../core/message/folder-refs.ts";

describe("folderKeysOf", () => {
  const post = (...files: readonly unknown[]) => ({ zh_cn: { content: [] }, files });
  const folder = (key: unknown) => ({ file_key: key, is_folder: true });

  const cases: readonly (readonly [name: string, type: string, content: unknown, keys: readonly string[]])[] =
    [
      ["a folder is its own", "folder", { file_key: "fld_1", file_name: "assets" }, ["fld_1"]],
      ["a folder without a key has none", "folder", { file_name: "assets" }, []],
      ["a blank key counts as none", "folder", { file_key: " " }, []],
      ["a key of another type counts as none", "folder", { file_key: 7 }, []],
      ["a post shows those among its attachments", "post", post({ file_key: "file_1" }, folder("fld_1")), [
        "fld_1",
      ]],
      ["a folder that is attached twice counts once", "post", post(folder("fld_1"), folder("fld_1")), [
        "fld_1",
      ]],
      ["only true makes a folder", "post", post({ file_key: "fld_1", is_folder: "true" }), []],
      ["odd attachments show nothing", "post", post(null, 7, [folder("fld_1")], folder(null)), []],
      ["attachments that are no list show nothing", "post", { files: folder("fld_1") }, []],
      ["a file is no folder", "file", { file_key: "fld_1" }, []],
      ["a bundle shows none", "merge_forward", { file_key: "fld_1" }, []],
      ["content that is a list shows none", "folder", [{ file_key: "fld_1" }], []],
    ];
  for (const [name, type, content, keys] of cases) {
    it(
      name,
      () => assertEquals(folderKeysOf({ msg_type: type, body: { content: JSON.stringify(content) } }), keys),
    );
  }

  for (const body of [{ content: "no JSON {" }, { content: "" }, { content: 7 }, null]) {
    it(`a body of ${JSON.stringify(body)} shows none`, () =>
      assertEquals(folderKeysOf({ msg_type: "folder", body }), []));
  }
});
