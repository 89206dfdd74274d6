import { report } from "./report.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im doctor --chat", () => {
  it("asks as both who is in the chat, each with the token of its own", async () => {
    const { lineOf, seen } = await report(["--chat", "oc_1"]);
    assertEquals(["chat_bot", "chat_user"].map((name) => lineOf(name)), [
      { name: "chat_bot", status: "pass", message: "the bot is in oc_1" },
      { name: "chat_user", status: "pass", message: "you are in oc_1" },
    ]);
    const asked = seen.filter(({ url }) => url.includes("/chats/oc_1/members/is_in_chat"));
    assertEquals(asked.map(({ headers }) => headers["authorization"]).sort(), [
      "Bearer t-demo",
      "Bearer u-demo",
    ]);
  });

  it("asks nothing without the network", async () =>
    assertEquals((await report(["--chat", "oc_1", "--offline"])).seen, []));
});
