import { formatLocalMinute } from "../../../../core/text/time.ts";
import type { WorldMessage } from "../../../../fixtures/platform/mod.ts";
import {
  CHAT,
  FIRST_TIME,
  IDENTITIES,
  idsIn,
  listRequests,
  messagesIn,
  worldOf,
} from "../../../support/reading.ts";
import { errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+chat-messages-list";
const LINE = [COMMAND, "--chat-id", CHAT];

describe("every query key of the list is sent, once, and no other", () => {
  const always = {
    container_id_type: ["chat"],
    container_id: [CHAT],
    sort_type: ["ByCreateTimeDesc"],
    page_size: ["50"],
    card_msg_content_type: ["raw_card_content"],
    only_thread_root_messages: ["false"],
    with_sender_name: ["true"],
  };
  const cases: [name: string, flags: string[], more: Record<string, string[]>][] = [
    ["without flags", [], {}],
    ["--order asc", ["--order", "asc"], { sort_type: ["ByCreateTimeAsc"] }],
    ["--order desc", ["--order", "desc"], {}],
    ["--page-size 7", ["--page-size", "7"], { page_size: ["7"] }],
    ["--start", ["--start", "1779238800"], { start_time: ["1779238800"] }],
    ["--end", ["--end", "1779238900"], { end_time: ["1779238900"] }],
    ["--start and --end", ["--start=1779238800", "--end=1779238900"], {
      start_time: ["1779238800"],
      end_time: ["1779238900"],
    }],
  ];
  for (const [identity, env] of IDENTITIES) {
    for (const [name, flags, more] of cases) {
      it(`as ${identity}: ${name}`, () =>
        inScene(worldOf(2), async ({ run, platform }) => {
          successDocument(await run([...LINE, ...flags], { env }));
          assertEquals(listRequests(platform).map(({ queryAll }) => queryAll), [{ ...always, ...more }]);
        }));
    }
    it(`as ${identity}: --page-token, unchanged`, () =>
      inScene(worldOf(2), async ({ run, platform }) => {
        const token = "a b+c/d=&e?f#g%20ü";
        await run([...LINE, "--page-token", token], { env });
        assertEquals(listRequests(platform).map(({ queryAll }) => queryAll), [
          { ...always, page_token: [token] },
        ]);
      }));
  }
});

describe("the newest message comes first unless asked otherwise", () => {
  for (const [flags, first] of [[[], 2], [["--order", "desc"], 2], [["--order", "asc"], 0]] as const) {
    it(flags.join(" ") || "no flag", () =>
      inScene(worldOf(3), async ({ run }) => {
        assertEquals(idsIn(successDocument(await run([...LINE, ...flags])))[0], `om_reading-${first}`);
      }));
  }
});

describe("times reach the service as Unix seconds", () => {
  const forms: [text: string, seconds: string][] = [
    ["1779238800", "1779238800"],
    ["1779238800000", "1779238800"],
    ["1779238800999", "1779238800"],
    ["2026-05-20T09:00:00+08:00", "1779238800"],
    ["2026-05-20T01:00:00Z", "1779238800"],
    ["2026-05-20T01:00:00.75Z", "1779238800"],
    ["2026-05-20T09:00+08:00", "1779238800"],
    ["  2026-05-20T01:00Z ", "1779238800"],
  ];
  for (const [text, seconds] of forms) {
    it(JSON.stringify(text), () =>
      inScene(worldOf(2), async ({ run, platform }) => {
        successDocument(await run([...LINE, `--start=${text}`, `--end=${text}`]));
        const { start_time, end_time } = listRequests(platform)[0]?.query ?? {};
        assertEquals([start_time, end_time], [seconds, seconds]);
      }));
  }
});

describe("times counted from now", () => {
  it("--start 7d is seven times 24 hours back, --end today is open", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const before = Math.floor(Date.now() / 1000);
      successDocument(await run([...LINE, "--start", "7d", "--end", "today"]));
      const { start_time, end_time } = listRequests(platform)[0]?.query ?? {};
      const age = before - Number(start_time) - 7 * 24 * 3600;
      assertEquals([age <= 0 && age > -60, end_time], [true, undefined]);
    }));

  it("a range that ends before it begins is refused", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const error = errorOf(await run([...LINE, "--start", "now", "--end", "yesterday"]), 2);
      assertEquals([error["param"], platform.log.length], ["--start", 0]);
    }));
});

describe("a range that ends before it begins: exit 2, nothing sent, in a preview too", () => {
  const ranges: [start: string, end: string][] = [
    ["1779238801", "1779238800"],
    ["2026-05-21", "2026-05-20"],
    ["2026-05-20T09:00:00+08:00", "2026-05-20T00:59:59Z"],
    ["1779238801000", "1779238800"],
  ];
  for (const [start, end] of ranges) {
    for (const more of [[], ["--dry-run"]]) {
      it([start, end, ...more].join(", "), () =>
        inScene(worldOf(1), async ({ run, platform }) => {
          const error = errorOf(await run([...LINE, "--start", start, "--end", end, ...more]), 2);
          assertEquals([error["type"], error["param"]], ["validation", "--start"]);
          assertStringIncludes(String(error["message"]), "--end");
          assertEquals(platform.log.length, 0);
        }));
    }
  }

  it("both flags are named as they were spelled", () =>
    inScene(worldOf(1), async ({ run }) => {
      const error = errorOf(await run([...LINE, "--start-time=2026-05-21", "--end-time=2026-05-20"]), 2);
      assertEquals(error["param"], "--start-time");
      assertStringIncludes(String(error["message"]), "--end-time");
    }));

  it("the same second, and the same day, are ranges", () =>
    inScene(worldOf(1), async ({ run }) => {
      successDocument(await run([...LINE, "--start", "1779238800", "--end", "1779238800"]));
      successDocument(await run([...LINE, "--start", "2026-05-20", "--end", "2026-05-20"]));
    }));
});

describe("what a message shows", () => {
  const CREATE = FIRST_TIME;
  const message = (id: string, more: Partial<WorldMessage> = {}): WorldMessage => ({
    messageId: `om_${id}`,
    chatId: CHAT,
    type: "text",
    content: { text: id },
    senderId: "ou_ana",
    createTime: CREATE,
    ...more,
  });
  const world = (messages: readonly WorldMessage[]) => ({
    users: [{ openId: "ou_ana", name: "Ana" }],
    chats: [{ chatId: CHAT, mode: "group" as const }],
    messages,
  });
  it("times are local minutes; update_time only of edited messages", () => {
    const messages = [
      message("plain"),
      message("echoed", { updateTime: CREATE + 60_000, updated: false }),
      message("edited", { updateTime: CREATE + 120_000 }),
      message("blank", { updated: true, extra: { update_time: " " } }),
      message("seconds", { extra: { create_time: String(CREATE / 1000) } }),
      message("number", { extra: { create_time: CREATE } }),
      message("none", { extra: { create_time: "" } }),
      message("words", { extra: { create_time: "soon" } }),
      message("zero", { extra: { create_time: "0" } }),
    ];
    return inScene(world(messages), async ({ run }) => {
      const document = successDocument(await run([...LINE, "--order", "asc", "--no-reactions"]));
      const told = messagesIn(document).map((one) => [
        one["message_id"],
        one["create_time"],
        one["updated"],
        one["update_time"],
      ]);
      const at = formatLocalMinute(String(CREATE));
      assertEquals(told, [
        ["om_plain", at, false, undefined],
        ["om_echoed", at, false, undefined],
        ["om_edited", at, true, formatLocalMinute(String(CREATE + 120_000))],
        ["om_blank", at, true, undefined],
        ["om_seconds", at, false, undefined],
        ["om_number", at, false, undefined],
        ["om_none", "", false, undefined],
        ["om_words", "soon", false, undefined],
        ["om_zero", "0", false, undefined],
      ]);
    });
  });

  it("every field in its order; absent ones are left out", () => {
    const full = message("full", {
      content: { text: "hi @_user_1" },
      updateTime: CREATE,
      parentId: "om_parent",
      rootId: "om_parent",
      mentions: [{ key: "@_user_1", id: "ou_bo", name: "Bo" }],
      position: 12,
    });
    return inScene(world([message("bare", { extra: { chat_id: undefined } }), full]), async ({ run }) => {
      const [bare = {}, told = {}] = messagesIn(
        successDocument(await run([...LINE, "--order", "asc", "--no-reactions"])),
      );
      const common = [
        ...["message_id", "msg_type", "content", "sender", "create_time", "create_time_ms", "deleted"],
        "updated",
      ];
      assertEquals(Object.keys(bare), common);
      assertEquals(Object.keys(told), [
        ...common,
        "update_time",
        "reply_to",
        "mentions",
        "chat_id",
        "message_position",
        "message_app_link",
      ]);
      assertEquals(told["content"], "hi @Bo");
      assertEquals(told["create_time_ms"], CREATE);
      assertEquals(told["reply_to"], "om_parent");
      assertEquals(told["mentions"], [{ key: "@_user_1", id: "ou_bo", name: "Bo" }]);
      assertEquals([told["message_position"], told["chat_id"]], ["12", CHAT]);
      assertEquals(told["sender"], {
        id: "ou_ana",
        id_type: "open_id",
        sender_type: "user",
        tenant_key: "tk_demo",
        name: "Ana",
      });
    });
  });
});
