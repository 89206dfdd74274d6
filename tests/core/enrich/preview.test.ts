import { createItems } from "../../../core/items.ts";
import { previewStages } from "../../../core/enrich/pipeline.ts";
import type { StageOptions } from "../../../core/enrich/stage.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { requestPath } from "../../../core/platform/request.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BUNDLE = "GET /open-apis/im/v1/messages/:message_id";
const FOLDER = "GET /open-apis/im/v1/files/:folder_key/folder";
const USERS = "POST /open-apis/contact/v3/users/basic_batch";
const BOT_USERS = "GET /open-apis/contact/v3/users/batch";
const APP = "GET /open-apis/application/v6/applications/:app_id";
const THREAD = "GET /open-apis/im/v1/messages";
const REACTIONS = "POST /open-apis/im/v1/messages/reactions/batch_query";
const RESOURCE = "GET /open-apis/im/v1/messages/:message_id/resources/:file_key";
const CHATS = "POST /open-apis/im/v1/chats/batch_query";

const DOWNLOADS = {
  maxBytes: Infinity,
  items: createItems({ one: "file", many: "files", keys: { notTried: "left", incomplete: "some" } }, {
    failFast: false,
  }),
};
const NONE: StageOptions = { threads: false, reactions: false, chats: false, downloads: undefined };
const ALL: StageOptions = { threads: true, reactions: true, chats: true, downloads: DOWNLOADS };

describe("previewStages", () => {
  const cases: readonly (readonly [
    name: string,
    options: StageOptions,
    identity: Identity,
    lines: readonly string[],
  ])[] = [
    ["always lists bundles, folders and names", NONE, "user", [BUNDLE, FOLDER, USERS]],
    ["lists the bot's own way to names", NONE, "bot", [BUNDLE, FOLDER, BOT_USERS, APP]],
    ["lists replies", { ...NONE, threads: true }, "user", [BUNDLE, FOLDER, USERS, THREAD]],
    ["lists reactions", { ...NONE, reactions: true }, "user", [BUNDLE, FOLDER, USERS, REACTIONS]],
    ["lists downloads", { ...NONE, downloads: DOWNLOADS }, "user", [BUNDLE, FOLDER, USERS, RESOURCE]],
    ["lists chats", { ...NONE, chats: true }, "user", [CHATS, BUNDLE, FOLDER, USERS]],
    ["lists everything", ALL, "user", [CHATS, BUNDLE, FOLDER, USERS, THREAD, REACTIONS, RESOURCE]],
  ];
  for (const [name, options, identity, lines] of cases) {
    it(name, () => {
      const calls = previewStages(options, identity);
      assertEquals(calls.map((call) => `${call.method} ${requestPath(call)}`), lines);
    });
  }

  it("says of each call when it is made", () => {
    for (const identity of ["user", "bot"] as const) {
      const without = previewStages(ALL, identity).filter(({ desc }) => desc === undefined || desc === "");
      assertEquals(without, []);
    }
  });

  for (const [identity, size] of [["user", 10], ["bot", 50]] as const) {
    it(`says that people are looked up ${size} at a time as ${identity}`, () => {
      const { desc } = previewStages(NONE, identity)[2] ?? {};
      assertEquals(desc, `for senders whose name is not included, up to ${size} a call`);
    });
  }
});
