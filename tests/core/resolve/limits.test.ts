import type { JsonObject } from "../../../core/json/json.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { createResolver } from "../../../core/resolve/resolver.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A client that answers by path. */
function clientOf(identity: "user" | "bot", answer: (request: ApiRequest) => JsonObject) {
  const calls: string[] = [];
  const client: Client = {
    host: "https://example.com",
    identity,
    call(request) {
      calls.push(request.path);
      return Promise.resolve({ code: 0, data: answer(request) });
    },
    open: () => Promise.reject(new Error("not used")),
    retries: () => {
      throw new Error("not used");
    },
  };
  return { client, calls };
}

const resolverOf = (client: Client) =>
  createResolver({ world: fakeWorld({}), client, identity: client.identity, brand: undefined });

describe("lists that are too long to be sure of a name", () => {
  it("are refused after 100 pages", async () => {
    let page = 0;
    const { client, calls } = clientOf(
      "user",
      () => ({ items: [], has_more: true, page_token: `t${page++}` }),
    );
    const detail = await rejectionOf(() => resolverOf(client).find("user", "Ana"));
    assertEquals([detail.type, detail.subtype, calls.length], ["validation", "invalid_argument", 100]);
    assertStringIncludes(String(detail.message), "more than 100 pages");
  });

  it("are refused where they are members of more than 200 chats", async () => {
    const items = Array.from({ length: 201 }, (_one, at) => ({ chat_id: `oc_${at}`, name: "x" }));
    const { client, calls } = clientOf("bot", () => ({ items, has_more: false }));
    const detail = await rejectionOf(() => resolverOf(client).find("user", "Ana"));
    assertEquals([detail.type, calls], ["validation", ["/open-apis/im/v1/chats"]]);
    assertStringIncludes(String(detail.message), "201 chats");
  });

  it("are not sure where a page says that there is more and not where", async () => {
    const { client } = clientOf("user", () => ({ items: [{ id: "ou_1" }], has_more: true }));
    assertEquals(
      (await rejectionOf(() => resolverOf(client).find("user", "Ana"))).subtype,
      "invalid_response",
    );
  });
});

describe("a search for people", () => {
  const hit = (id: string, names: JsonObject) => ({ id, meta_data: { i18n_names: names } });

  it("takes a person once who is on two pages", async () => {
    const { client } = clientOf(
      "user",
      ({ params }) =>
        params?.["page_token"] === undefined
          ? { items: [hit("ou_1", { en_us: "Ana" })], has_more: true, page_token: "2" }
          : { items: [hit("ou_1", { en_us: "Ana" }), hit("ou_2", { en_us: "Anabel" })], has_more: false },
    );
    const { exact, near } = await resolverOf(client).find("user", "ana");
    assertEquals([exact, near], [
      [{ type: "user", id: "ou_1", name: "Ana" }],
      [{ type: "user", id: "ou_2", name: "Anabel" }],
    ]);
  });

  it("leaves out what has no id, and takes odd fields for absent", async () => {
    const { client } = clientOf("user", () => ({
      items: [{ display_info: "Ana" }, {
        id: "ou_1",
        display_info: 5,
        meta_data: { i18n_names: ["Ana"], mail_address: 1 },
      }],
      has_more: false,
    }));
    const { exact, near } = await resolverOf(client).find("user", "ana");
    assertEquals([exact, near], [[], [{ type: "user", id: "ou_1", name: "" }]]);
  });
});
