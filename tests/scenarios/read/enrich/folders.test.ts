import {
  type AnyFault,
  maxOpenRequests,
  type WorldFolderItem,
  type WorldMessage,
} from "../../../../fixtures/platform/mod.ts";
import { callsTo, ENDPOINT, fieldOf, groupOf, itForBoth, LIST, listAt, read, text, thread } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe } from "@std/testing/bdd";

/** A message `om_NAME` that is a folder with the key `file_NAME`. */
const folder = (name: string, minute: number, more: Partial<WorldMessage> = {}): WorldMessage =>
  text(name, minute, { type: "folder", content: { file_key: `file_${name}`, file_name: name }, ...more });
const listing = (name: string, items: readonly WorldFolderItem[], allCount?: number) => ({
  folderKey: `file_${name}`,
  messageId: `om_${name}`,
  items,
  ...(allCount === undefined ? {} : { allCount }),
});
const files = (count: number): WorldFolderItem[] =>
  Array.from({ length: count }, (_, index) => ({ fileKey: `file_c${index}`, name: `${index}.pdf` }));
const contents = async (...args: Parameters<typeof read>) =>
  fieldOf((await read(...args)).messages, "content");

describe("folders", () => {
  itForBoth(
    "are opened one level deep, from one call",
    () =>
      groupOf([folder("docs", 1)], {
        folders: [
          listing("docs", [
            { fileKey: "file_a", name: "a.pdf" },
            { fileKey: "file_sub", name: "sub", isFolder: true, childrenCount: 2 },
          ]),
        ],
      }),
    async (scene, identity) => {
      assertEquals(await contents(scene, identity, LIST), [
        '<folder key="file_docs" name="docs" child_count="2"><file key="file_a" name="a.pdf"/>' +
        '<folder key="file_sub" name="sub" child_count="2"/></folder>',
      ]);
      assertEquals(callsTo(scene.platform, ENDPOINT.folder).map(({ path, query }) => [path, query]), [[
        "/open-apis/im/v1/files/file_docs/folder",
        { srctype: "message", srcid: "om_docs", recursive: "false" },
      ]]);
    },
  );

  itForBoth(
    "an empty one says so, a large one shows ten entries and that there are more",
    () =>
      groupOf([folder("none", 1), folder("ten", 2), folder("many", 3), folder("told", 4)], {
        folders: [
          listing("none", []),
          listing("ten", files(10)),
          listing("many", files(11)),
          listing("told", files(2), 40),
        ],
      }),
    async (scene, identity) => {
      const [none, ten, many, told] = (await contents(scene, identity, LIST)).map(String);
      assertEquals(none, '<folder key="file_none" name="none" child_count="0"/>');
      const childrenIn = (content = "") => content.split("<file ").length - 1;
      assertEquals([ten, many, told].map(childrenIn), [10, 10, 2]);
      assertMatch(ten ?? "", /^<folder key="file_ten" name="ten" child_count="10"><file/);
      assertMatch(many ?? "", /^<folder key="file_many" name="many" child_count="11" has_more="true"><file/);
      assertMatch(told ?? "", /^<folder key="file_told" name="told" child_count="40" has_more="true"><file/);
    },
  );

  itForBoth(
    "those in a post's attachments are opened too, files there are not asked about",
    () => {
      const content = {
        title: "Plan",
        content: [],
        files: [
          { file_key: "file_post", file_name: "docs", is_folder: true },
          { file_key: "file_q", file_name: "q.xlsx" },
        ],
      };
      return groupOf([text("post", 1, { type: "post", content })], { folders: [listing("post", files(1))] });
    },
    async (scene, identity) => {
      assertEquals(await contents(scene, identity, LIST), [
        'Plan\n<folder key="file_post" name="docs" child_count="1"><file key="file_c0" name="0.pdf"/></folder>\n' +
        '<file key="file_q" name="q.xlsx"/>',
      ]);
      assertEquals(callsTo(scene.platform, ENDPOINT.folder).length, 1);
    },
  );

  itForBoth(
    "those in replies are opened under the reply's id, those in forwarded bundles never",
    () => {
      const [root, reply] = thread("root", 1, 1) as [WorldMessage, WorldMessage];
      const { content: _, ...base } = text("bundle", 2);
      return groupOf([
        root,
        { ...reply, type: "folder", content: { file_key: "file_root-1" } },
        { ...base, type: "merge_forward", children: [folder("inside", 1)] },
      ], { folders: [listing("root-1", files(1)), listing("inside", files(1))] });
    },
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertMatch(String(listAt(messages[0], "thread_replies")[0]?.["content"]), /child_count="1"/);
      assertMatch(String(messages[1]?.["content"]), /\n {4}<folder key="file_inside" name="inside"\/>\n/);
      const calls = callsTo(scene.platform, ENDPOINT.folder);
      assertEquals(calls.map(({ query }) => query["srcid"]), ["om_root-1"]);
    },
  );

  itForBoth(
    "several at a time, at most 8",
    () => {
      const names = Array.from({ length: 20 }, (_, index) => `f${index}`);
      return groupOf(names.map((name, index) => folder(name, index)), {
        folders: names.map((name) => listing(name, files(1))),
        delayMs: 30,
      });
    },
    async (scene, identity) => {
      const found = await contents(scene, identity, LIST);
      assertEquals(found.filter((one) => /child_count="1"/.test(String(one))).length, 20);
      const open = maxOpenRequests(callsTo(scene.platform, ENDPOINT.folder));
      assert(open > 1 && open <= 8, `${open} open`);
    },
  );
});

const FAULTS: readonly (readonly [AnyFault["name"], AnyFault, RegExp])[] = [
  ["error", { name: "error", code: 230002 }, /./],
  ["status-500-html", { name: "status-500-html" }, /./],
  ["cut-json", { name: "cut-json" }, /./],
  ["reset-before-headers", { name: "reset-before-headers" }, /./],
  ["no-data", { name: "no-data" }, /^empty data$/],
  ["null-data", { name: "null-data" }, /^empty data$/],
];

describe("folders that cannot be opened", () => {
  for (const [name, fault, cause] of FAULTS) {
    itForBoth(
      `${name}: the plain tag stays, one warning, the others are opened`,
      () =>
        groupOf([folder("bad", 1), folder("good", 2)], {
          folders: [listing("bad", files(1)), listing("good", files(1))],
          faults: [{ ...fault, when: { endpoint: ENDPOINT.folder, path: "file_bad" } }],
        }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, LIST);
        assertEquals(messages[0]?.["content"], '<folder key="file_bad" name="bad"/>');
        assertMatch(String(messages[1]?.["content"]), /child_count="1"/);
        assertEquals(warnings.length, 1);
        const [, detail] = /^folder_fetch_failed: file_bad: (.*)$/.exec(warnings[0] ?? "") ?? [];
        assertMatch(detail ?? "", cause);
      },
    );
  }
});
