import { lineText } from "../../../cli/output/style.ts";
import { withView } from "../../../cli/raw/view.ts";
import type { CommandResult } from "../../../cli/command.ts";
import type { Screen } from "../../../cli/screen.ts";
import { FILE_SCREEN, terminalScreen } from "../../support/screens.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";

function show(result: CommandResult, columns?: readonly string[], screen: Screen = FILE_SCREEN): string[] {
  return (withView(result, columns).pretty?.(screen) ?? []).map((line) => lineText(line, screen));
}

describe("rows of a response", () => {
  it("begin with name and id; the fields follow in the order of the schema", () =>
    assertEquals(
      show({ data: {}, rows: [{ b: 1, a: "x", chat_id: CHAT, name: "Team", none: "", list: [] }] }, [
        "a",
        "b",
      ]),
      [`Team  ${CHAT}  a: x, b: 1`],
    ));
  it("begin with the id where nothing has a name", () =>
    assertEquals(show({ data: {}, rows: [{ message_id: "om_1", msg_type: "text" }] }), [
      "om_1  msg_type: text",
    ]));
  it("have long values on lines of their own", () =>
    assertEquals(show({ data: {}, rows: [{ user_id: "ou_1", url: "x".repeat(70) }] }), [
      "ou_1",
      `  url: ${"x".repeat(70)}`,
    ]));
  it("name nested fields in words, and nothing twice", () =>
    assertEquals(
      show({
        data: {},
        rows: [{ reaction_id: "r1", operator: { operator_id: "ou_1" }, sender: { id: "ou_2" } }],
      }),
      ["r1  operator_id: ou_1, sender id: ou_2"],
    ));
  it("may be texts", () => assertEquals(show({ data: {}, rows: ["om_1", 2] }), ["om_1", "2"]));
  it("have local times, the zone once", () => {
    const [row = "", zone = ""] = show({ data: {}, rows: [{ id: "a", create_time: "1779238800000" }] });
    assert(/^a {2}create_time: 2026-05-\d\d \d\d:\d\d$/.test(row), row);
    assert(/^times are UTC/.test(zone), zone);
  });
  it("tell times from now on a terminal", () =>
    assertEquals(
      show(
        { data: {}, rows: [{ id: "a", create_time: String(FILE_SCREEN.now - 3_600_000) }] },
        [],
        terminalScreen(80),
      ),
      ["a  create_time: 1 hour ago"],
    ));
  it("leave out what says nothing in a list", () =>
    assertEquals(
      show({
        data: {},
        rows: [{ id: "a", owner_id: "ou_1", owner_id_type: "open_id", tenant_key: "t", avatar: "u" }],
      }),
      ["a  owner_id: ou_1"],
    ));
  it("are messages as in the lists of messages: text, whole keys, the zone once", () => {
    const row = {
      ...{
        message_id: "om_1",
        msg_type: "file",
        chat_id: CHAT,
        create_time: "1779238800000",
        tenant_key: "t",
      },
      sender: { id: "ou_1", id_type: "open_id", sender_type: "user" },
      body: { content: JSON.stringify({ file_key: "file_v3_00n1_1c6e94d2-7a35", file_name: "plan.pdf" }) },
    };
    for (const screen of [FILE_SCREEN, terminalScreen(40), terminalScreen(200)]) {
      const text = show({ data: {}, rows: [row] }, [], screen).join("\n");
      for (const part of [CHAT, "ou_1", "om_1", "file plan.pdf", "file file_v3_00n1_1c6e94d2-7a35"]) {
        assert(text.includes(part), `${part}:\n${text}`);
      }
      assertEquals(text.match(/UTC/g)?.length, 1);
      assert(!/[{}]|tenant|id_type/.test(text), text);
    }
    assertEquals(show({ data: row }), show({ data: {}, rows: [row] }));
  });
  it("are none", () => assertEquals(show({ data: {}, rows: [] }), ["nothing"]));
});

describe("one record", () => {
  const data = { z: "1", name: "Team", text: "two\nlines", items: [{ id: "a", n: 1 }, { id: "b", n: 2 }] };
  it("has a line a field, in the order of the schema, and its lists below", () =>
    assertEquals(show({ data }, ["name"]), [
      "name  Team",
      "text  two",
      "    │ lines",
      "z     1",
      "items:",
      "- id: a, n: 1",
      "- id: b, n: 2",
    ]));
  it("names nested fields in words, here and in its lists", () => {
    const nested = { sender: { id: "ou_1" } };
    assertEquals(show({ data: { ...nested, items: [nested] } }), [
      "sender id  ou_1",
      "items:",
      "- sender id: ou_1",
    ]);
  });
  it("begins with the name where there is no schema", () =>
    assertEquals(show({ data: { a: 1, name: "Team" } })[0], "name  Team"));
  it("wraps text, and has long values below their keys where there is no room", () => {
    const record = { share_card_permission: "allowed", owner_id: CHAT, about: "word ".repeat(10).trim() };
    assertEquals(show({ data: record }, [], terminalScreen(40)), [
      "about",
      "│ word word word word word word word",
      "│ word word word",
      "owner_id",
      `│ ${CHAT}`,
      "share_card_permission  allowed",
    ]);
  });
  it("without fields is done", () => assertEquals(show({ data: {} }), ["done"]));
  it("keeps the view that a command has", () =>
    assertEquals(show({ data: {}, pretty: () => ["saved"] }), ["saved"]));
});
