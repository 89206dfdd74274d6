import { effectOf } from "../../../cli/raw/effect.ts";
import { loadCatalogue } from "../../../core/api/load-catalogue.ts";
import { findMethod } from "../../../core/api/method.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MESSAGES = "/open-apis/im/v1/messages";
const CHATS = "/open-apis/im/v1/chats";

describe("what is to be confirmed says what it does, and to what", () => {
  const cases:
    readonly (readonly [request: Omit<ApiRequest, "repeatable">, effect: string, target?: string])[] = [
      [
        { method: "DELETE", path: `${MESSAGES}/om_7` },
        "recalls the message om_7 for everybody in its chat, which cannot be undone",
      ],
      [
        { method: "DELETE", path: `${MESSAGES}/{message_id}`, pathValues: { message_id: "om_7" } },
        "recalls the message om_7 for everybody in its chat, which cannot be undone",
      ],
      [
        { method: "DELETE", path: `${CHATS}/oc_7/members`, body: { id_list: ["ou_1", "ou_2"] } },
        "removes 2 members (ou_1, ou_2) from the chat oc_7",
        "oc_7",
      ],
      [
        { method: "DELETE", path: `${CHATS}/oc_7/members`, body: { id_list: ["ou_1"] } },
        "removes 1 member (ou_1) from the chat oc_7",
      ],
      [
        { method: "DELETE", path: `${CHATS}/oc_7` },
        "disbands the chat oc_7 for everybody in it, with its history, which cannot be undone",
        "oc_7",
      ],
      [
        {
          method: "DELETE",
          path: `${CHATS}/oc_7/members`,
          body: { id_list: ["ou_1", "ou_2", "ou_3", "ou_4"] },
        },
        "removes 4 members from the chat oc_7",
        "oc_7",
      ],
      [
        { method: "PATCH", path: `${MESSAGES}/om_7/urgent_phone`, body: { user_id_list: ["ou_1"] } },
        "calls 1 person (ou_1) on the phone about the message om_7, which costs money",
      ],
      [
        { method: "DELETE", path: "/open-apis/im/v9/things/t_1" },
        "may delete something for good",
      ],
    ];
  for (const [request, effect, target] of cases) {
    it(`${request.method} ${request.path}: ${effect}`, async () => {
      const method = findMethod(await loadCatalogue(), request.method, request.path);
      const expected = target === undefined ? { effect } : { effect, target };
      assertEquals(effectOf(method, { ...request, repeatable: false }), expected);
    });
  }

  it("every method that waits for a confirmation has a text of its own", async () => {
    for (const method of await loadCatalogue()) {
      if (method.risk !== "high-risk-write") continue;
      const { effect: text } = effectOf(method, {
        method: "DELETE",
        path: method.path.replace(/\{\w+\}/, "x_1"),
        repeatable: false,
      });
      assert(text.includes("x_1") && !text.includes("/open-apis"), `${method.id}: ${text}`);
    }
  });
});
