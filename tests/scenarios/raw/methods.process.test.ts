import { rawWorld } from "../../support/raw-methods.ts";
import { partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the program as people run it, from a checkout or compiled", () => {
  it("calls a raw method", () =>
    inScene(rawWorld("user"), async ({ spawn, platform }) => {
      const result = await spawn(["im", "chats", "get", "--params", '{"chat_id":"oc_xxx"}']);
      assertEquals(successDocument(result)["identity"], "user");
      assertEquals(platform.log.map(({ path }) => path), ["/open-apis/im/v1/chats/oc_xxx"]);
    }));

  it("takes a body from standard input", () =>
    inScene(rawWorld("user"), async ({ spawn, platform }) => {
      const words = ["chat.members", "create", "--chat-id", "oc_xxx", "--data", "-"];
      successDocument(await spawn(words, { stdin: '{"id_list":["ou_xxx"]}' }));
      assertEquals(platform.log[0]?.body, { id_list: ["ou_xxx"] });
    }));

  it("knows its methods", () =>
    inScene({}, async ({ spawn }) => {
      const { _meta } = partOf(successDocument(await spawn(["schema", "im.chats.get"])), "data");
      assertEquals((_meta as { path: string }).path, "/open-apis/im/v1/chats/{chat_id}");
    }));
});
