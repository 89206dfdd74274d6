import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { IDENTITIES, paginationIn } from "../../support/reading.ts";
import {
  dataOf,
  errorOf,
  partialDocument,
  partOf,
  previewCalls,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/chats/oc_1/members/list";
const line = (...more: readonly string[]) => ["+chat-members-list", "--chat-id", "oc_1", ...more];
const PEOPLE = ["ou_a", "ou_b", "ou_c"];
const world: PlatformOptions = {
  chats: [
    {
      chatId: "oc_1",
      mode: "group",
      members: PEOPLE,
      extra: { truncations: [{ member_type: "user", limit: 3 }] },
    },
    { chatId: "oc_2", mode: "group", user: false, bot: false },
    { chatId: "oc_3", mode: "group", bot: false },
  ],
};
const idsIn = (list: unknown) => Object(list).map((one: Record<string, unknown>) => one["member_id"]);

describe("+chat-members-list", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: people and bots apart, totals, and a warning about what is cut`, () =>
      inScene(world, async ({ run, platform }) => {
        const result = await run(line(), { env });
        const document = successDocument(result);
        const data = Object(document["data"]);
        assertEquals(Object.keys(data), [
          ...["chat_id", "users", "bots", "truncations", "has_more", "page_token", "user_total", "bot_total"],
        ]);
        assertEquals([document["identity"], idsIn(data["users"]), idsIn(data["bots"])], [
          ...[identity, PEOPLE, ["ou_bot"]],
        ]);
        assertEquals([data["user_total"], paginationIn(document)["items"]], [3, 4]);
        assertEquals(partOf(document, "meta")["count"], 4);
        assertEquals(warningsOf(result).length, 1);
        assertStringIncludes(warningsOf(result)[0] ?? "", "members_truncated");
        const [request] = platform.log;
        assertEquals([request?.path, request?.query], [PATH, { member_id_type: "open_id", page_size: "20" }]);
      }));
  }

  it("nobody: three empty arrays", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run(["+chat-members-list", "--chat-id", "oc_3"]));
      assertEquals([data["users"], data["bots"], data["truncations"]], [[], [], []]);
    }));

  it("--page-all: pages are joined, what is said of the whole stands on the last one", () =>
    inScene(world, async ({ run, platform }) => {
      const data = dataOf(await run(line("--page-all", "--page-size", "2", "--page-delay", "0")));
      assertEquals([idsIn(data["users"]), idsIn(data["bots"])], [PEOPLE, ["ou_bot"]]);
      assertEquals([Object(data["truncations"]).length, platform.log.length], [1, 2]);
    }));

  const sizes: readonly (readonly [words: readonly string[], size: string])[] = [
    [["--page-all"], "100"],
    [["--page-all", "--limit", "7"], "7"],
    [["--page-limit", "2"], "20"],
    [["--page-size", "100"], "100"],
  ];
  for (const [words, size] of sizes) {
    it(`${words.join(" ")}: pages of ${size}`, () =>
      inScene(world, async ({ run, platform }) => {
        successDocument(await run(line(...words)));
        assertEquals(platform.log[0]?.query["page_size"], size);
      }));
  }

  it("--member-types, --member-id-type: asked for; only bots come", () =>
    inScene(world, async ({ run, platform }) => {
      const data = dataOf(await run(line("--member-types", "BOT,bot", "--member-id-type", "union_id")));
      assertEquals([idsIn(data["users"]), idsIn(data["bots"])], [[], ["ou_bot"]]);
      assertEquals(platform.log[0]?.query, {
        ...{ member_id_type: "union_id", page_size: "20", member_types: "bot" },
      });
    }));

  const refused: readonly (readonly [words: readonly string[], param: string])[] = [
    [["+chat-members-list"], "--chat-id"],
    [["+chat-members-list", "--chat-id", "ou_a"], "--chat-id"],
    [line("--member-types", "owner"), "--member-types"],
    [line("--page-size", "101"), "--page-size"],
    [line("--page-delay", "-1"), "--page-delay"],
  ];
  for (const [words, param] of refused) {
    it(`${words.join(" ")}: exit 2, nothing is asked`, () =>
      inScene(world, async ({ run, platform }) => {
        assertEquals([errorOf(await run(words), 2)["param"], platform.log], [param, []]);
      }));
  }

  it("of a chat that the caller is not in: exit 3 with a hint", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "oc_2"]), 3);
      assertEquals(error["code"], 102021);
      assertStringIncludes(String(error["hint"]), "--as");
    }));

  it("a later page that fails: the first one is reported, exit 1", () =>
    inScene({
      ...world,
      faults: [{ name: "error", code: 232006, when: { path: "members/list", requestNumber: 2 } }],
    }, async ({ run }) => {
      const document = partialDocument(
        await run(line("--page-all", "--page-size", "2", "--page-delay", "0")),
      );
      assertEquals(idsIn(Object(document["data"])["users"]), ["ou_a", "ou_b"]);
      assertEquals(Object(document["data"])["has_more"], true);
    }));

  for (const format of ["ndjson", "csv", "table", "pretty"]) {
    it(`${format}: people and bots, with their type`, () =>
      inScene(world, async ({ run }) => {
        const { status, stdout } = await run(line("--format", format));
        assertEquals(status, 0);
        for (const part of [...PEOPLE, "ou_bot", "bot", "user"]) assertStringIncludes(stdout, part);
        if (format === "csv") {
          assertEquals(stdout.split("\n")[0]?.trim(), "name,member_id,type,app_id,member_id_type,tenant_key");
        }
      }));
  }

  it("--jq works on the envelope", () =>
    inScene(world, async ({ run }) => {
      assertEquals((await run(line("--jq", ".data.bots | length"))).stdout.trim(), "1");
    }));

  it("a dry run takes the id out of a link", () =>
    inScene(world, async ({ run, platform }) => {
      const words = ["+chat-members-list", "--chat-id", "https://x.feishu.cn/chat/oc_1?a=b", "--dry-run"];
      const [call] = previewCalls(await run(words));
      assertEquals([call?.url, platform.log], [PATH, []]);
    }));
});
