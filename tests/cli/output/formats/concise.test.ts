import { conciseResult } from "../../../../cli/output/formats/concise.ts";
import type { JsonObject, JsonValue } from "../../../../core/json/json.ts";
import type { Pagination } from "../../../../core/platform/pages.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Parts {
  readonly data?: JsonObject;
  readonly pagination?: Pagination;
  readonly slim?: readonly string[];
  readonly isSelected?: boolean;
  readonly concise?: () => string;
}

function textOf(rows: readonly JsonValue[], { data = {}, pagination, concise, ...more }: Parts = {}): string {
  return conciseResult({
    rows: { kind: "list", rows },
    document: () => ({ ok: true, data }),
    pagination,
    concise,
    ...more,
  });
}

const CHAT: JsonObject = {
  chat_id: "oc_1",
  avatar: "https://x",
  name: "Release *2.4*",
  description: "line\none",
  external: false,
  owner_id: "ou_1",
  labels: ["a"],
};

describe("the concise form of a list", () => {
  it("is a line a record: name, id, then what is not empty", () =>
    assertEquals(
      textOf([CHAT]),
      '- Release \\*2.4\\* oc_1 · description: line one · owner_id: ou_1 · labels: ["a"]\n',
    ));

  it("has the fields that the command names", () =>
    assertEquals(textOf([CHAT], { slim: ["chat_id", "name"] }), "- Release \\*2.4\\* oc_1\n"));

  it("has all fields that the line names, whatever is in them", () =>
    assertEquals(
      textOf([{ avatar: "x", external: false }], { isSelected: true }),
      "- avatar: x · external: false\n",
    ));

  it("says what else the data has, and where it goes on", () =>
    assertEquals(
      textOf([{ name: "A", member_id: "ou_1" }], {
        data: { users: [{}], user_total: 40, has_more: true, page_token: "t", filter: { hidden: 2 } },
        pagination: { complete: false, pages: 1, items: 1, next_token: "t" },
      }),
      "- A ou_1\n\nuser_total: 40 · filter.hidden: 2\n\nnext_token: t\n",
    ));

  const ends: [name: string, pagination: Pagination, end: string][] = [
    ["nothing where it is complete", { complete: true, pages: 1, items: 0 }, ""],
    [
      "that it is not complete where nothing leads on",
      { complete: false, pages: 1, items: 0 },
      "\nincomplete\n",
    ],
  ];
  for (const [name, pagination, end] of ends) {
    it(`says ${name}`, () => assertEquals(textOf([], { pagination }), `[none]\n${end}`));
  }

  it("cleans what others wrote, and keeps it on its line", () =>
    assertEquals(textOf([{ "k\ny": "a\u001b[2J\nb" }, "x\u202ey", {}]), "- k y: a b\n- xy\n- {}\n"));

  it("is the command's own view where it has one", () =>
    assertEquals(
      textOf([CHAT], {
        concise: () => "# Own\n",
        pagination: { complete: false, pages: 1, items: 1, next_token: "t" },
      }),
      "# Own\n\nnext_token: t\n",
    ));
});

describe("the concise form of a single result", () => {
  const cases: [name: string, record: JsonObject, text: string][] = [
    [
      "a line a field",
      { message_id: "om_1", chat_id: "oc_1", uuid: "" },
      "message_id: om_1\nchat_id: oc_1\n",
    ],
    [
      "fields in objects",
      { pin: { message_id: "om_1", operator: { id: "ou_1" } } },
      "pin.message_id: om_1\npin.operator.id: ou_1\n",
    ],
    ["nothing to say", {}, "done\n"],
  ];
  for (const [name, record, text] of cases) {
    it(name, () =>
      assertEquals(
        conciseResult({
          rows: { kind: "record", record },
          document: () => ({ ok: true, data: record }),
          pagination: undefined,
          concise: undefined,
        }),
        text,
      ));
  }
});
