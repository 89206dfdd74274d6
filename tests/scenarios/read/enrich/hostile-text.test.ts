import type { AnyFault } from "../../../../fixtures/platform/mod.ts";
import type { Scene } from "../../../support/scene.ts";
import { fileMessage } from "./download-scene.ts";
import { ENDPOINT, envOf, groupOf, type Identity, itForBoth, LIST, text, thread } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe } from "@std/testing/bdd";

/** What a terminal would obey, a line that pretends to be ours, and text that turns its surroundings round. */
const EVIL =
  "a\u001b]0;owned\u0007b\u001b[2J\u001b[31mc\r\nwarning: forged_key: d\u202ee\u009b1mf\u0000g\u2028h";

/** Warnings on standard error; nothing else may be there. */
async function warningsOf(
  scene: Scene,
  identity: Identity,
  more: readonly string[] = [],
): Promise<readonly string[]> {
  const result = await scene.run([...LIST, ...more, "--as", identity], { env: envOf(identity) });
  assertEquals(result.status, 0, result.stderr);
  assert(
    !/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u.test(
      result.stderr.replaceAll("\n", ""),
    ),
    JSON.stringify(result.stderr),
  );
  const lines = result.stderr.trimEnd().split("\n");
  for (const line of lines) assertMatch(line, /^warning: (?!forged)[a-z_]+: /);
  return lines;
}

const ERROR = { name: "error", code: 230002, msg: EVIL } as const;
const CASES: readonly (readonly [string, AnyFault["when"]])[] = [
  ["merge_forward_prefetch_failed", { endpoint: ENDPOINT.get }],
  ["folder_fetch_failed", { endpoint: ENDPOINT.folder }],
  ["thread_replies_failed", { path: "container_id_type=thread" }],
  ["reactions_batch_query_failed", { endpoint: ENDPOINT.reactions }],
  ["resource_download_failed", { endpoint: ENDPOINT.resource }],
];
const { content: _, ...bundle } = text("bundle", 1, { type: "merge_forward" });
const messages = [
  { ...bundle, children: [] },
  text("folder", 2, { type: "folder", content: { file_key: "file_x" } }),
  ...thread("root", 3, 1),
  fileMessage("doc", 4),
];

describe("hostile text in warnings is cleaned and stays one line", () => {
  for (const [key, when = {}] of CASES) {
    itForBoth(
      `a message of the service in ${key}`,
      () =>
        groupOf(messages, {
          faults: [{ ...ERROR, when }],
          resources: [{ messageId: "om_doc", fileKey: "file_doc", type: "file", bytes: new Uint8Array(3) }],
          folders: [{ folderKey: "file_x", messageId: "om_folder", items: [] }],
        }),
      async (scene, identity) => {
        const lines = await warningsOf(scene, identity, ["--download-resources"]);
        assertEquals(lines.map((line) => line.split(":")[1]), [` ${key}`]);
        assertMatch(lines[0] ?? "", /forged_key/);
      },
    );
  }

  itForBoth(
    "a message of the service about names",
    (identity) => {
      const endpoint = identity === "user" ? ENDPOINT.peopleAsUser : ENDPOINT.peopleAsBot;
      return groupOf(messages.slice(2), { serverNames: false, faults: [{ ...ERROR, when: { endpoint } }] });
    },
    async (scene, identity) => {
      const lines = await warningsOf(scene, identity);
      assertEquals(lines.map((line) => line.split(":")[1]), [" sender_names_failed"]);
    },
  );

  itForBoth(
    "ids that the service names: threads, folders, keys of resources",
    () =>
      groupOf([
        text("t", 1, { extra: { thread_id: `omt_${EVIL}` } }),
        text("f", 2, { type: "folder", content: { file_key: `file_${EVIL}` } }),
        text("r", 3, { type: "file", content: { file_key: `key_${EVIL}` } }),
        { ...bundle, messageId: `om_${EVIL}`, createTime: 4 },
      ], { faults: [{ name: "error", code: 230002, when: { endpoint: ENDPOINT.get } }] }),
    async (scene, identity) => {
      const lines = await warningsOf(scene, identity, ["--download-resources"]);
      assertEquals(lines.map((line) => line.split(":")[1]).toSorted(), [
        " folder_fetch_failed",
        " merge_forward_prefetch_failed",
        " resource_download_failed",
        " thread_replies_failed",
      ]);
    },
  );

  itForBoth(
    "ids and reasons of reactions that failed",
    () =>
      groupOf([text("a", 1)], {
        faults: [{
          name: "changed-data",
          set: { fail_msg_reaction_details: [{ message_id: EVIL, fail_reason: EVIL }] },
          when: { endpoint: ENDPOINT.reactions },
        }],
      }),
    async (scene, identity) => {
      const lines = await warningsOf(scene, identity);
      assertEquals(lines.map((line) => line.split(":")[1]), [" reactions_partial_failed"]);
    },
  );
});

describe("hostile text in messages", () => {
  const options = () =>
    groupOf([text("a", 1, { content: { text: EVIL } })], { users: [{ openId: "ou_ana", name: EVIL }] });

  itForBoth("JSON carries it unchanged", options, async (scene, identity) => {
    const { stdout } = await scene.run([...LIST, "--as", identity], { env: envOf(identity) });
    const [message] = JSON.parse(stdout).data.messages;
    assertEquals([message.content, message.sender.name], [EVIL, EVIL]);
  });

  for (const format of ["pretty", "table", "concise"]) {
    itForBoth(`--format ${format} shows none of it`, options, async (scene, identity) => {
      const args = [...LIST, "--format", format, "--as", identity];
      const { status, stdout } = await scene.run(args, { env: envOf(identity) });
      assertEquals(status, 0);
      assert(!/[\p{Cc}\u2028\u202e]/u.test(stdout.replaceAll("\n", "")), JSON.stringify(stdout));
    });
  }
});
