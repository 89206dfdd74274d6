import { createNameStage } from "../../../../core/enrich/stages/names.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import type { Identity } from "../../../../core/platform/identity.ts";
import type { ApiRequest } from "../../../../core/platform/request.ts";
import { settle } from "../../../support/fake-world.ts";
import {
  type Answer,
  failure,
  fakeClient,
  from,
  heldClient,
  idRange,
  idsIn,
  INTERRUPT,
  items,
  linesOf,
  ok,
  sizesOf,
  stageContext,
  textMessage,
} from "../fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const DENIED = failure("authorization", "missing_scope", "scope missing");

/** Names everyone: `Name of ou_1`. */
const nameAll: Answer = (request) =>
  request.method === "POST"
    ? ok({ users: idsIn(request).map((id) => ({ user_id: id, name: `Name of ${id}` })) })
    : items(idsIn(request).map((id) => ({ open_id: id, name: `Name of ${id}` })));

function scene(answer: Answer = nameAll, identity: Identity = "user") {
  const client = fakeClient(answer, identity);
  const context = stageContext(client);
  const stage = createNameStage(context);
  return {
    client,
    ...stage,
    /** Learns from messages and finds their senders, as the pipeline does. */
    async find(messages: readonly JsonObject[]) {
      stage.learn(messages);
      const found = stage.loadSenders(messages);
      stage.flush();
      await found;
    },
    lines: () => linesOf(context.warnings),
  };
}

const senders = (count: number) => idRange("ou_", count).map((id) => textMessage(`om_${id}`, from(id)));

describe("names, the contact route", () => {
  it("asks as a user for 25 people with 10, 10 and 5", async () => {
    const { client, find, nameOf } = scene();
    await find(senders(25));
    assertEquals(sizesOf(client.calls), [10, 10, 5]);
    assertEquals(client.calls.flatMap(idsIn), idRange("ou_", 25));
    assertEquals(nameOf("ou_25"), "Name of ou_25");
  });

  it("asks as a bot for 51 people with 50 and 1", async () => {
    const { client, find, nameOf } = scene(nameAll, "bot");
    await find(senders(51));
    assertEquals(sizesOf(client.calls), [50, 1]);
    assertEquals(client.calls.map(({ method, path }) => `${method} ${path}`), [
      "GET /open-apis/contact/v3/users/batch",
      "GET /open-apis/contact/v3/users/batch",
    ]);
    assertEquals(nameOf("ou_51"), "Name of ou_51");
  });

  it("takes the open id as a user under either spelling", async () => {
    const { find, nameOf } = scene(() =>
      ok({ users: [{ user_id: "ou_1", name: "Mei" }, { open_id: "ou_2", name: "Ravi" }] })
    );
    await find(senders(2));
    assertEquals([nameOf("ou_1"), nameOf("ou_2")], ["Mei", "Ravi"]);
  });

  it("keeps people without a name, or with a blank one, unnamed and asks once", async () => {
    const { client, find, nameOf } = scene(() =>
      ok({ users: [{ user_id: "ou_1" }, { user_id: "ou_2", name: " " }, { user_id: "ou_3", name: 3 }] })
    );
    await find(senders(3));
    await find(senders(3));
    assertEquals(["ou_1", "ou_2", "ou_3"].map(nameOf), [undefined, undefined, undefined]);
    assertEquals(client.calls.length, 1);
  });

  it("asks for each sender once", async () => {
    const { client, find } = scene();
    await find([...senders(2), ...senders(2)]);
    await find(senders(3));
    assertEquals(client.calls.map(idsIn), [["ou_1", "ou_2"], ["ou_3"]]);
  });

  it("asks for people with open ids only", async () => {
    const { client, find } = scene();
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
    const { client, loadPeople: loadPeople, flush, nameOf } = scene();
    const found = loadPeople(["ou_1", "on_2", "ou_1"]);
    flush();
    await found;
    assertEquals([client.calls.map(idsIn), nameOf("ou_1")], [[["ou_1"]], "Name of ou_1"]);
  });

  it("has 4 calls open at most, once the first one was not refused", async () => {
    const client = heldClient();
    const stage = createNameStage(stageContext(client));
    const found = stage.loadSenders(senders(60));
    await settle();
    assertEquals(client.waiting(), 1);
    await client.held[0]?.answer(ok({}));
    assertEquals([client.waiting(), client.calls.length], [4, 5]);
    for (let index = 1; index < 6; index++) await client.held[index]?.answer(ok({}));
    await found;
  });
});

describe("names that come along", () => {
  const mention = (id: unknown, name: string) =>
    textMessage("om_m", { mentions: [{ key: "@_user_1", id: id as string, name }] });

  it("a mention wins without a call", async () => {
    const { client, find, nameOf } = scene();
    await find([textMessage("om_1", from("ou_1")), mention("ou_1", "Mei Lin")]);
    assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin"]);
  });

  it("a mention with its id in an object counts", async () => {
    const { client, find, nameOf } = scene();
    await find([textMessage("om_1", from("ou_1")), mention({ open_id: "ou_1" }, "Mei Lin")]);
    assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin"]);
  });

  it("the first of two mentions stays", () => {
    const { learn, nameOf } = scene();
    learn([mention("ou_1", "Mei Lin"), mention("ou_1", "Mei")]);
    assertEquals(nameOf("ou_1"), "Mei Lin");
  });

  for (
    const [name, message] of [["blank", mention("ou_1", " ")], [
      "of no open id",
      mention("on_1", "X"),
    ]] as const
  ) {
    it(`a mention that is ${name} tells nothing`, () => {
      const { learn, nameOf } = scene();
      learn([message]);
      assertEquals([nameOf("ou_1"), nameOf("on_1")], [undefined, undefined]);
    });
  }

  for (const order of ["before", "after"] as const) {
    it(`sender_name wins over a mention that comes ${order} it`, async () => {
      const { client, find, nameOf } = scene();
      const named = textMessage("om_1", from("ou_1", "user", { sender_name: "Mei Lin (HR)" }));
      const messages = [mention("ou_1", "Mei"), named];
      await find(order === "before" ? messages : messages.toReversed());
      assertEquals([client.calls, nameOf("ou_1")], [[], "Mei Lin (HR)"]);
    });
  }

  it("a blank sender_name tells nothing", async () => {
    const { client, find } = scene();
    await find([textMessage("om_1", from("ou_1", "user", { sender_name: " " }))]);
    assertEquals(client.calls.map(idsIn), [["ou_1"]]);
  });

  it("the sender_name of an app spares the call for it", async () => {
    const { client, find, nameOf } = scene(nameAll, "bot");
    await find([textMessage("om_1", from("cli_1", "app", { sender_name: "Helper" }))]);
    assertEquals([client.calls, nameOf("cli_1")], [[], "Helper"]);
  });
});

describe("names, failures", () => {
  it("a refusal stops further calls, with one warning", async () => {
    const { client, find, lines, nameOf } = scene(() => Promise.reject(DENIED));
    await find(senders(10));
    await find(senders(95));
    assertEquals([client.calls.length, nameOf("ou_1")], [1, undefined]);
    assertEquals(lines(), ["sender_names_failed: scope missing"]);
  });

  it("a refusal of the first call stops all others", async () => {
    const client = heldClient();
    const context = stageContext(client);
    const found = createNameStage(context).loadSenders(senders(90));
    await settle();
    await client.held[0]?.fail(DENIED);
    await found;
    assertEquals(client.calls.length, 1);
    assertEquals(linesOf(context.warnings), ["sender_names_failed: scope missing"]);
  });

  it("another failure costs its own people only, with one warning for all of its kind", async () => {
    const { client, find, lines, nameOf } = scene((request, index) =>
      index < 2 ? Promise.reject(failure("network", "timeout", "too late")) : nameAll(request, index)
    );
    await find(senders(30));
    assertEquals(client.calls.length, 3);
    assertEquals([nameOf("ou_1"), nameOf("ou_11"), nameOf("ou_21")], [undefined, undefined, "Name of ou_21"]);
    assertEquals(lines(), ["sender_names_failed: too late"]);
  });

  it("an unexpected exception is a failure like any other", async () => {
    const { find, lines } = scene(() => {
      throw new TypeError("no such thing");
    });
    await find(senders(1));
    assertEquals(lines(), ["sender_names_failed: unexpected: no such thing"]);
  });

  it("an answer of an unexpected shape is a failure, not an answer without names", async () => {
    const { find, lines } = scene(() => ({ data: { users: {} } }));
    await find(senders(1));
    assertEquals(lines(), [
      "sender_names_failed: the service's answer has an unexpected shape: data.users is of type object, not a list",
    ]);
  });

  const odd: readonly JsonObject[] = [{}, { data: null }, { data: { users: [null, 1] } }];
  for (const body of odd) {
    it(`${JSON.stringify(body)} names nobody`, async () => {
      const { find, nameOf, lines } = scene(() => body);
      await find(senders(1));
      assertEquals([nameOf("ou_1"), lines()], [undefined, []]);
    });
  }

  it("the person's interrupt ends the search", async () => {
    const { find } = scene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => find(senders(1))), INTERRUPT);
  });
});

describe("names of apps", () => {
  const app = (id: string, type = "app") => textMessage(`om_${id}`, from(id, type));
  const nameApp = ({ pathValues }: ApiRequest) => ok({ app: { app_name: `App ${pathValues?.["app_id"]}` } });

  it("are asked for once an app as a bot", async () => {
    const { client, find, nameOf } = scene(nameApp, "bot");
    await find([app("cli_1"), app("cli_1"), app("cli_2", "bot")]);
    await find([app("cli_1")]);
    assertEquals(client.calls.map(({ path, pathValues, params }) => [path, pathValues, params]), [
      ["/open-apis/application/v6/applications/:app_id", { app_id: "cli_1" }, { lang: "zh_cn" }],
      ["/open-apis/application/v6/applications/:app_id", { app_id: "cli_2" }, { lang: "zh_cn" }],
    ]);
    assertEquals([nameOf("cli_1"), nameOf("cli_2")], ["App cli_1", "App cli_2"]);
  });

  it("are not asked for as a user", async () => {
    const { client, find } = scene(nameApp, "user");
    await find([app("cli_1"), app("cli_2", "bot")]);
    assertEquals(client.calls, []);
  });

  it("are taken from either place of the answer", async () => {
    const { find, nameOf } = scene(() => ok({ app_name: "Flat" }), "bot");
    await find([app("cli_1")]);
    assertEquals(nameOf("cli_1"), "Flat");
  });

  it("that cannot be had are told on one line a cause", async () => {
    const { find, lines, nameOf } = scene(
      () => Promise.reject(failure("api", "not_found", "no such app")),
      "bot",
    );
    await find([app("cli_1"), app("cli_2")]);
    assertEquals(nameOf("cli_1"), undefined);
    assertEquals(lines(), ["app_names_failed: cli_1, cli_2: no such app"]);
  });
});
