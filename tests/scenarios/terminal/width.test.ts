import { displayWidth } from "../../../core/text/width.ts";
import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = demoWorld.chats[0]?.chatId ?? "";
const MESSAGE = demoWorld.messages[0]?.messageId ?? "";
const GROUP = "ofg_cefdbacda89a17d0776d";
const WIDTHS = [40, 80, 120, 200];

/** Everything that prints for people, as it is on a terminal. */
const LINES = [
  "+chat-list --types p2p,group",
  "+chat-search --query e",
  `+chat-messages-list --chat-id ${CHAT} --order asc`,
  `+chat-messages-list --chat-id ${CHAT} --page-size 3`,
  `+messages-mget --message-ids ${MESSAGE}`,
  "+messages-search --query release",
  "+threads-messages-list --thread omt_6a0fd1c83b7e9254",
  `+chat-members-list --chat-id ${CHAT}`,
  "+flag-list",
  "+feed-shortcut-list",
  "+feed-group-list",
  `+feed-group-list-item --feed-group-id ${GROUP}`,
  `+feed-group-query-item --feed-group-id ${GROUP} --feed-id ${CHAT}`,
  "chats list",
  `reactions list --message-id ${MESSAGE}`,
  `messages list --container-id ${CHAT} --container-id-type chat`,
  `messages get --message-id ${MESSAGE}`,
  "api GET /open-apis/im/v1/chats",
  "whoami",
  "doctor",
  "config show --origin",
  "profile list",
  "auth status",
  "schema",
  "schema +chat-list",
  "schema messages.delete",
  "+chat-list --types p2p --dry-run",
  `+chat-messages-list --chat-id ${CHAT} --format table`,
  "+messages-search --query release --format table",
  "+flag-list --format table",
];

const ID_REGEXP = /\b(?:oc|om|ou|omt|ofg)_[0-9a-f]+…?|(?:file|img)_v3_[0-9a-z_-]+…?/g;
const ids = (text: string) => [...new Set(text.match(ID_REGEXP))].sort();
const plain = (text: string) => text.replace(/\u001b\[\d*m/g, "");

describe("what people read on a terminal", () => {
  for (const line of LINES) {
    const isTable = line.includes("--format table");
    it(`im ${line}`, () =>
      inScene(demoWorld, async ({ run }) => {
        let first: readonly string[] | undefined;
        for (const columns of WIDTHS) {
          const terminals = { stdout: columns, stderr: columns };
          const { status, stdout, stderr } = await run(line.split(" "), { terminals });
          assertEquals(status, 0, stderr);
          // What is drawn while a slow service is waited for is gone at the end.
          const kept = stderr.replace(/\r\u001b\[K[^\r]*(?=\r\u001b\[K)/g, "").replaceAll("\r\u001b[K", "");
          const lines = plain(stdout + kept).split("\n");
          // An id or a path that is longer than the terminal cannot be broken.
          const wide = lines.filter((one) =>
            displayWidth(one) > columns && !one.split(/ +/).some((word) => displayWidth(word) > columns - 8)
          );
          assertEquals(wide, [], `${columns} columns`);
          const found = ids(plain(stdout));
          assertEquals(found.filter((id) => id.endsWith("…")), []);
          if (!isTable) assertEquals(found, first ??= found);
          const hasTimes = /\d\d:\d\d(?!\d)/.test(plain(stdout).replace(/http:\S+/g, ""));
          const zones = plain(stdout).match(/UTC/g)?.length ?? 0;
          assert(!hasTimes || zones === 1, `the zone stands there ${zones} times:\n${stdout}`);
        }
      }));
  }
});
