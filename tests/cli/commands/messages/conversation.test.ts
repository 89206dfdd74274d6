import { conversation } from "../../../../cli/commands/messages/conversation.ts";
import { lineText } from "../../../../cli/output/style.ts";
import type { Screen } from "../../../../cli/screen.ts";
import type { Message } from "../../../../core/message/message.ts";
import { displayWidth } from "../../../../core/text/width.ts";
import { messageOf } from "../../../support/message.ts";
import { FILE_SCREEN, terminalScreen } from "../../../support/screens.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const id = (digit: string) => `om_${digit.repeat(32)}`;
const by = (name: string) => ({ id: "ou_1", name });
const LONG = "the installer stops at 90% on one machine, does anybody else see that?";

const ROOT = messageOf({
  message_id: id("1"),
  msg_type: "text",
  content: LONG,
  sender: by("Leo"),
  create_time: "2026-05-20 09:06",
  thread_id: "omt_1",
  thread_replies: [
    messageOf({
      message_id: id("2"),
      msg_type: "text",
      content: "在我这里正常，请先清空缓存",
      sender: by("晓云"),
      create_time: "2026-05-20 09:09",
      thread_id: "omt_1",
      root_id: id("1"),
      reactions: { counts: [{ reaction_type: "THUMBSUP", count: 1 }] },
    }),
    messageOf({
      message_id: id("3"),
      msg_type: "text",
      content: "that was it",
      sender: by("Leo"),
      create_time: "2026-05-21 08:00",
      thread_id: "omt_1",
      root_id: id("1"),
    }),
  ],
});

function show(messages: readonly Message[], screen: Screen, more = {}): string[] {
  return conversation(messages, screen, { empty: "none", ...more }).map((line) => lineText(line, screen));
}

/** One message as it is shown in a file, without the line of its day. */
function shown(parts: Partial<Message>): string[] {
  const message = messageOf({
    msg_type: "text",
    create_time: "2026-05-20 09:00",
    sender: by("Mia"),
    ...parts,
  });
  return show([message], FILE_SCREEN).slice(1);
}

describe("conversation on a terminal", () => {
  it("has time, name, wrapped text and whole ids, replies below their root", () =>
    assertEquals(show([ROOT], terminalScreen(80)).slice(1), [
      "09:06  Leo   the installer stops at 90% on one machine, does anybody else see",
      `           │ that?                           ${id("1")}`,
      "             2 replies, latest 2026-05-21 08:00 · omt_1",
      `       ↳ 09:09  晓云  在我这里正常，请先清空缓存`,
      `                      ${id("2")}`,
      "                      👍 1",
      "       ↳ 2026-05-21 08:00  Leo   that was it",
      `                                 ${id("3")}`,
    ]));

  it("has the name above the text where the terminal is narrow", () =>
    assertEquals(show([ROOT], terminalScreen(40)).slice(1, 6), [
      "09:06  Leo",
      "│ the installer stops at 90% on one",
      "│ machine, does anybody else see that?",
      `  ${id("1")}`,
      "  2 replies, latest 2026-05-21 08:00",
    ]));

  it("is never wider than the terminal, with whole ids, from 40 columns on", () => {
    for (let columns = 40; columns <= 200; columns++) {
      const lines = show([ROOT, messageOf({ message_id: id("4"), create_time: "2026-05-22 10:00" })], {
        ...terminalScreen(columns),
      });
      assert(lines.every((line) => displayWidth(line) <= columns), `${columns}\n${lines.join("\n")}`);
      for (const digit of "1234") assert(lines.some((line) => line.includes(id(digit))), lines.join("\n"));
    }
  });

  it("cuts long names, and no id in the place of a name", () => {
    const sender = "ou_3c80e51fd9a24b76e2f10d8a95b7c431";
    const lines = show([
      messageOf({ content: "a", sender: by("Anne-Sophie de la Fontaine"), create_time: "2026-05-20 09:00" }),
      messageOf({ content: "b", sender: { id: sender }, create_time: "2026-05-20 09:01" }),
    ], terminalScreen(80));
    assertEquals(lines.slice(1), [
      "09:00  Anne-Sophie d…  a",
      `09:01  ${sender}`,
      "                     │ b",
    ]);
  });
});

describe("conversation", () => {
  it("has a line a day, the zone once", () => {
    const days = ["2026-05-20", "2026-05-20", "2026-05-21"];
    const lines = show(
      days.map((day) => messageOf({ create_time: `${day} 10:00`, content: "x" })),
      FILE_SCREEN,
    ).filter((line) => line.startsWith("──"));
    assertEquals(lines.length, 2);
    assert(/^── Wed 20 May 2026, UTC\S* ─+$/.test(lines[0] ?? ""), lines[0]);
    assert(/^── Thu 21 May 2026 ─+$/.test(lines[1] ?? ""), lines[1]);
  });

  it("says on a terminal which day is today", () => {
    const day = new Date(FILE_SCREEN.now);
    const date = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${
      String(day.getDate()).padStart(2, "0")
    }`;
    const message = messageOf({ create_time: `${date} 00:00` });
    assertStringIncludes(show([message], terminalScreen(80))[0] ?? "", "── Today, ");
    assertEquals(show([message], FILE_SCREEN)[0]?.includes("Today"), false);
  });

  it("wraps nothing in a file, and the id stands behind the text", () =>
    assertEquals(shown({ message_id: id("1"), content: `${LONG}\nagain` }), [
      `09:00  Mia  ${LONG}`,
      `          │ again  ${id("1")}`,
    ]));

  const facts: readonly (readonly [name: string, parts: Partial<Message>, lines: readonly string[]])[] = [
    ["an edit of the same day", { updated: true, update_time: "2026-05-20 10:00" }, ["edited 10:00"]],
    ["an edit of another day", { updated: true, update_time: "2026-05-21 10:00" }, [
      "edited 2026-05-21 10:00",
    ]],
    ["an answer", { reply_to: "om_9" }, ["reply to om_9"]],
    ["a thread", { thread_id: "omt_1" }, ["thread omt_1"]],
    ["a reply without its root", { thread_id: "omt_1", root_id: "om_9" }, ["thread omt_1 · below om_9"]],
    ["replies that could not be read", { thread_id: "omt_1", thread_replies_error: true }, [
      "replies not available · omt_1",
    ]],
    ["a reaction without a sign", { reactions: { counts: [{ reaction_type: "Yes", count: 2 }] } }, ["Yes 2"]],
    ["reactions that could not be read", { reactions_error: true }, ["reactions not available"]],
    ["a saved file", {
      resources: [{ message_id: "om_1", key: "k", type: "file", local_path: "/a/b", size_bytes: 25165824 }],
    }, ["saved /a/b (24.0 MiB)"]],
    ["a file that is not saved", {
      resources: [{ message_id: "om_1", key: "img_1", type: "image", error: true }],
    }, ["not saved: img_1"]],
    ...([
      ["other_size", "differs from the service"],
      ["other_bytes", "differs from the service"],
      ["incomplete", "not saved completely"],
      ["missing", "not saved"],
      ["not_compared", "not compared with the service"],
    ] as const).map(([problem, text]) =>
      [`a file whose comparison found: ${problem}`, {
        resources: [{ message_id: "om_1", key: "img_1", type: "image", error: true, problem }],
      }, [`${text}: img_1`]] as const
    ),
  ];
  for (const [name, parts, lines] of facts) {
    it(`shows ${name}`, () =>
      assertEquals(shown({ content: "x", ...parts }).slice(1).map((line) => line.trim()), lines));
  }

  const texts: readonly (readonly [type: string, content: string, lines: readonly string[]])[] = [
    ["image", "[Image: img_1]", ["image", "image img_1"]],
    ["file", '<file key="file_1" name="a \\"b\\".pdf"/>', ['file a "b".pdf', "file file_1"]],
    ["audio", '<audio key="file_1" duration="4s"/>', ["recording, 4s", "file file_1"]],
    ["media", '<video key="file_1" name="v.mp4" duration="94s" cover_image_key="img_1"/>', [
      "video v.mp4, 94s",
      "file file_1",
      "image img_1",
    ]],
    ["post", "new:\n![Image](img_1)", ["new:", "│ [image]", "image img_1"]],
    ["text", "[Image: img_1]", ["[Image: img_1]"]],
    ["text", "", ["(no content)"]],
    [
      "merge_forward",
      "<forwarded_messages>\n[2026-05-19T18:00:00+08:00] Nina:\n    hi\n</forwarded_messages>",
      [
        "forwarded:",
        "│ [2026-05-19 18:00] Nina:",
        "│     hi",
      ],
    ],
  ];
  for (const [type, content, lines] of texts) {
    it(`shows ${type} ${content}`, () =>
      assertEquals(
        shown({ msg_type: type, content }).map((line) => line.replace("09:00  Mia  ", "").trim()),
        lines,
      ));
  }

  it("shows a recalled message as such, without its files", () =>
    assertEquals(shown({ deleted: true, msg_type: "image", content: "[Image: img_1]" }), [
      "09:00  Mia  (recalled)",
    ]));

  it("leads on where a thread has more replies than are shown", () =>
    assertEquals(
      show([{ ...ROOT, thread_has_more: true }], FILE_SCREEN).at(-1),
      "       ↳ more replies: im +threads-messages-list --thread omt_1",
    ));

  it("marks each further line of a text, so that it looks like no line of ours", () =>
    assertEquals(shown({ content: "a\n── Wed 20 May 2026 ──\r09:00  Mia  b\u202e" }), [
      "09:00  Mia  a",
      "          │ ── Wed 20 May 2026 ──",
      "          │ 09:00  Mia  b",
    ]));

  it("has a line where there is nothing", () => assertEquals(show([], FILE_SCREEN), ["none"]));
});
