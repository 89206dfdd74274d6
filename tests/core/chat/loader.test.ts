import { type ChatLoaderOptions, createChatLoader } from "../../../core/chat/loader.ts";
import { Failure } from "../../../core/failure.ts";
import {
  type Answer,
  failure,
  fakeClient,
  idRange,
  idsIn,
  INTERRUPT,
  items,
  ok,
  sizesOf,
} from "../enrich/fake-client.ts";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const groups: Answer = (request) => items(idsIn(request).map((id) => ({ chat_id: id, name: `Chat ${id}` })));

function scene(answer: Answer = groups, options: Partial<ChatLoaderOptions> = {}) {
  const client = fakeClient(answer);
  const loader = createChatLoader({ client, ...options });
  return {
    client,
    async load(ids: readonly string[]) {
      const chats = ids.map((id) => loader.get(id));
      loader.flush();
      return await Promise.all(chats);
    },
  };
}

describe("createChatLoader", () => {
  it("asks for 55 chats with 50 and 5", async () => {
    const { client, load } = scene();
    assertEquals((await load(idRange("oc_", 55))).length, 55);
    assertEquals(sizesOf(client.calls), [50, 5]);
  });

  it("asks for each chat once in a run", async () => {
    const { client, load } = scene();
    await load(["oc_1", "oc_2", "oc_1"]);
    await load(["oc_2", "oc_3"]);
    assertEquals(client.calls.map(idsIn), [["oc_1", "oc_2"], ["oc_3"]]);
  });

  it("names the scopes that it is given, else none", async () => {
    for (const scopes of [undefined, ["im:chat:read"]]) {
      const { client, load } = scene(groups, scopes === undefined ? {} : { scopes });
      await load(["oc_1"]);
      assertEquals(client.calls[0]?.scopes, scopes);
    }
  });

  it("has nothing for a chat that is left out, or whose id is no text", async () => {
    const { load } = scene(() => items([{ chat_id: "oc_1", more: 1 }, { chat_id: 2 }, "odd"]));
    const [first, second]: readonly unknown[] = await load(["oc_1", "oc_2"]);
    assertEquals([first, second], [{ chat_id: "oc_1", more: 1 }, undefined]);
  });

  it("has the failure for each chat of a call that failed, and the chats of the others", async () => {
    const refusal = failure("network", "timeout", "too late");
    const { load } = scene((request, index) =>
      index === 0 ? Promise.reject(refusal) : groups(request, index)
    );
    const chats = await load(idRange("oc_", 52));
    assertEquals(chats.filter((one) => one === refusal).length, 50);
    assertEquals(chats.slice(50).map((one) => one instanceof Failure ? "" : one?.name), [
      "Chat oc_51",
      "Chat oc_52",
    ]);
  });

  it("takes a list of another shape for a failed call", async () => {
    const [chat] = await scene(() => ok({ items: "x" })).load(["oc_1"]);
    assert(chat instanceof Failure && chat.detail.subtype === "invalid_response");
  });

  it("ends with the person's interrupt", async () => {
    const { load } = scene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => load(["oc_1"])), INTERRUPT);
  });
});
