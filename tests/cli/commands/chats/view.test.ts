import { prettyChats } from "../../../../cli/commands/chats/view.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("prettyChats", () => {
  it("is a table of ids, names and what else has a value, and the hint of the filter below it", () =>
    assertEquals(
      prettyChats([{ chat_id: "oc_1", name: "Alpha", owner_id: "ou_1" }, {
        chat_id: "oc_2",
        external: false,
      }], {
        hint: "1 left out",
      }).map((line) => line.trimEnd().replace(/ {2,}/g, "  ")),
      [
        "chat_id  name  owner_id  external",
        "───────  ─────  ────────  ────────",
        "oc_1  Alpha  ou_1",
        "oc_2  false",
        "1 left out",
      ],
    ));
  it("says that there is none", () => assertEquals(prettyChats([], undefined), ["no chats"]));
});
