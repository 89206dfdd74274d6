import { from, idsIn, textMessage } from "./fake-client.ts";
import { nameAll, namesScene } from "./names-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("names that come along", () => {
  const mention = (id: unknown, name: string) =>
    textMessage("om_m", { mentions: [{ key: "@_user_1", id: id as string, name }] });

  it("a mention wins without a call", async () => {
    const { client, find, nameOf } = namesScene();
    await find([textMessage("om_1", from("ou_1")), mention("ou_1", "Mei Lin")]);
    assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin"]);
  });

  it("a mention with its id in an object counts", async () => {
    const { client, find, nameOf } = namesScene();
    await find([textMessage("om_1", from("ou_1")), mention({ open_id: "ou_1" }, "Mei Lin")]);
    assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin"]);
  });

  it("the first of two mentions stays", () => {
    const { learn, nameOf } = namesScene();
    learn([mention("ou_1", "Mei Lin"), mention("ou_1", "Mei")]);
    assertEquals(nameOf("ou_1"), "Mei Lin");
  });

  for (
    const [name, message] of [["blank", mention("ou_1", " ")], [
      "of no open id",
      mention("on_1", "X"),
    ]] as const
  ) {
    it(`a mention that is ${name} shows nothing`, () => {
      const { learn, nameOf } = namesScene();
      learn([message]);
      assertEquals([nameOf("ou_1"), nameOf("on_1")], [undefined, undefined]);
    });
  }

  for (const order of ["before", "after"] as const) {
    it(`sender_name wins over a mention that comes ${order} it`, async () => {
      const { client, find, nameOf } = namesScene();
      const named = textMessage("om_1", from("ou_1", "user", { sender_name: "Mei Lin (HR)" }));
      const messages = [mention("ou_1", "Mei"), named];
      await find(order === "before" ? messages : messages.toReversed());
      assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin (HR)"]);
    });
  }

  it("a blank sender_name shows nothing", async () => {
    const { client, find } = namesScene();
    await find([textMessage("om_1", from("ou_1", "user", { sender_name: " " }))]);
    assertEquals(client.calls.map(idsIn), [["ou_1"]]);
  });

  it("the sender_name of an app spares the call for it", async () => {
    const { client, find, nameOf } = namesScene(nameAll, "bot");
    await find([textMessage("om_1", from("cli_1", "app", { sender_name: "Helper" }))]);
    assertEquals([client.calls, nameOf("cli_1")], [[], "Helper"]);
  });
});
