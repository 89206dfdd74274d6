import { createPeopleLoader } from "../../../../core/enrich/stages/sender-names.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { settle } from "../../../support/fake-world.ts";
import {
  failure,
  from,
  heldClient,
  idRange,
  idsIn,
  INTERRUPT,
  linesOf,
  ok,
  sizesOf,
  stageContext,
  textMessage,
} from "../fake-client.ts";
import { nameAll, namesScene, senders } from "../names-scene.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const DENIED = failure("authorization", "missing_scope", "scope missing");

describe("names of senders", () => {
  it("asks as a user for 25 people with 10, 10 and 5", async () => {
    const { client, find, nameOf } = namesScene();
    await find(senders(25));
    assertEquals(sizesOf(client.calls), [10, 10, 5]);
    assertEquals(client.calls.flatMap(idsIn), idRange("ou_", 25));
    assertEquals(nameOf("ou_25"), "Name of ou_25");
  });

  it("asks as a bot for 51 people with 50 and 1", async () => {
    const { client, find, nameOf } = namesScene(nameAll, "bot");
    await find(senders(51));
    assertEquals(sizesOf(client.calls), [50, 1]);
    assertEquals(client.calls.map(({ method, path }) => `${method} ${path}`), [
      "GET /open-apis/contact/v3/users/batch",
      "GET /open-apis/contact/v3/users/batch",
    ]);
    assertEquals(nameOf("ou_51"), "Name of ou_51");
  });

  it("takes the open id as a user under either spelling", async () => {
    const { find, nameOf } = namesScene(() =>
      ok({ users: [{ user_id: "ou_1", name: "Mei" }, { open_id: "ou_2", name: "Ravi" }] })
    );
    await find(senders(2));
    assertEquals([nameOf("ou_1"), nameOf("ou_2")], ["Mei", "Ravi"]);
  });

  it("keeps people without a name, or with a blank one, unnamed and asks once", async () => {
    const { client, find, nameOf } = namesScene(() =>
      ok({ users: [{ user_id: "ou_1" }, { user_id: "ou_2", name: " " }, { user_id: "ou_3", name: 3 }] })
    );
    await find(senders(3));
    await find(senders(3));
    assertEquals(["ou_1", "ou_2", "ou_3"].map(nameOf), [undefined, undefined, undefined]);
    assertEquals(client.calls.length, 1);
  });

  it("asks for each sender once", async () => {
    const { client, find } = namesScene();
    await find([...senders(2), ...senders(2)]);
    await find(senders(3));
    assertEquals(client.calls.map(idsIn), [["ou_1", "ou_2"], ["ou_3"]]);
  });

  it("asks for people with open ids only", async () => {
    const { client, find } = namesScene();
    await find([
      textMessage("om_1", from("on_union")),
      textMessage("om_2", from("")),
      textMessage("om_3", { sender: {} }),
      textMessage("om_4"),
      textMessage("om_5", { sender: "ou_9" }),
      textMessage("om_6", from("ou_8", "anonymous")),
    ]);
    assertEquals(client.calls, []);
  });

  it("asks for people by id on request", async () => {
    const { client, loadPeople, flush, nameOf } = namesScene();
    const found = loadPeople(["ou_1", "on_2", "ou_1"]);
    flush();
    await found;
    assertEquals([client.calls.map(idsIn), nameOf("ou_1")], [[["ou_1"]], "Name of ou_1"]);
  });

  it("has 4 calls open at most, once the first one was not refused", async () => {
    const client = heldClient();
    const people = createPeopleLoader(stageContext(client));
    const found = people.loadPeople(idRange("ou_", 60));
    await settle();
    assertEquals(client.waiting(), 1);
    await client.held[0]?.answer(ok({}));
    assertEquals([client.waiting(), client.calls.length], [4, 5]);
    for (let index = 1; index < 6; index++) await client.held[index]?.answer(ok({}));
    await found;
  });
});

describe("names of senders, failures", () => {
  it("a refusal stops further calls, with one warning", async () => {
    const { client, find, lines, nameOf } = namesScene(() => Promise.reject(DENIED));
    await find(senders(10));
    await find(senders(95));
    assertEquals([client.calls.length, nameOf("ou_1")], [1, undefined]);
    assertEquals(lines(), ["sender_names_failed: scope missing"]);
  });

  it("a refusal of the first call stops all others", async () => {
    const client = heldClient();
    const context = stageContext(client);
    const found = createPeopleLoader(context).loadPeople(idRange("ou_", 90));
    await settle();
    await client.held[0]?.fail(DENIED);
    await found;
    assertEquals(client.calls.length, 1);
    assertEquals(linesOf(context.warnings), ["sender_names_failed: scope missing"]);
  });

  it("another failure affects its own people only, with one warning for all of its kind", async () => {
    const { client, find, lines, nameOf } = namesScene((request, index) =>
      index < 2 ? Promise.reject(failure("network", "timeout", "too late")) : nameAll(request, index)
    );
    await find(senders(30));
    assertEquals(client.calls.length, 3);
    assertEquals([nameOf("ou_1"), nameOf("ou_11"), nameOf("ou_21")], [undefined, undefined, "Name of ou_21"]);
    assertEquals(lines(), ["sender_names_failed: too late"]);
  });

  it("an unexpected exception is a failure like any other", async () => {
    const { find, lines } = namesScene(() => {
      throw new TypeError("no such thing");
    });
    await find(senders(1));
    assertEquals(lines(), ["sender_names_failed: unexpected: no such thing"]);
  });

  it("an answer of an unexpected shape is a failure, not an answer without names", async () => {
    const { find, lines } = namesScene(() => ({ data: { users: {} } }));
    await find(senders(1));
    assertEquals(lines(), [
      "sender_names_failed: the service's answer has an unexpected shape: data.users is of type object, not a list",
    ]);
  });

  const odd: readonly JsonObject[] = [{}, { data: null }, { data: { users: [null, 1] } }];
  for (const body of odd) {
    it(`${JSON.stringify(body)} names nobody`, async () => {
      const { find, nameOf, lines } = namesScene(() => body);
      await find(senders(1));
      assertEquals([nameOf("ou_1"), lines()], [undefined, []]);
    });
  }

  it("the person's interrupt ends the search", async () => {
    const { find } = namesScene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => find(senders(1))), INTERRUPT);
  });
});
