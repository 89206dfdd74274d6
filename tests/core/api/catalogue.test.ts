import { ENTRIES, METHODS, TYPES } from "../../../core/api/catalogue/mod.ts";
import type { Schema } from "../../../core/api/method.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import * as v from "valibot";

const Identity = v.picklist(["user", "bot"]);
const Text = v.pipe(v.string(), v.minLength(1));
const Shape: v.GenericSchema = v.lazy(() =>
  v.union([
    v.strictObject({
      $ref: v.picklist(Object.keys(TYPES).map((name) => `#/$defs/${name}`)),
      description: v.optional(Text),
    }),
    v.strictObject({
      type: v.picklist(["string", "integer", "boolean", "array", "object"]),
      description: v.optional(Text),
      enum: v.optional(v.pipe(v.array(v.union([Text, v.number()])), v.minLength(1))),
      default: v.optional(v.union([v.string(), v.number(), v.boolean()])),
      examples: v.optional(v.array(Text)),
      minimum: v.optional(v.number()),
      maximum: v.optional(v.number()),
      minLength: v.optional(v.number()),
      maxLength: v.optional(v.number()),
      minItems: v.optional(v.number()),
      maxItems: v.optional(v.number()),
      minProperties: v.optional(v.number()),
      pattern: v.optional(Text),
      format: v.optional(v.literal("binary")),
      contentMediaType: v.optional(v.literal("application/json")),
      items: v.optional(Shape),
      properties: v.optional(v.record(Text, Shape)),
      required: v.optional(v.array(Text)),
      anyOf: v.optional(v.array(v.strictObject({ required: v.array(Text) }))),
      "x-known-values": v.optional(v.array(Text)),
      "x-synonyms": v.optional(v.record(Text, Text)),
      "x-field-mask": v.optional(v.strictObject({ field: Text, codes: v.record(Text, v.number()) })),
      "x-separator": v.optional(Text),
    }),
  ])
);
const Values = v.record(Text, v.unknown());
const Entry = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z_]+(\.[a-z_]+)+$/)),
  summary: v.pipe(v.string(), v.minLength(5), v.regex(/[^.]$/)),
  http: v.picklist(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: v.pipe(v.string(), v.regex(/^\/open-apis\/im\/v\d\/[a-z_/{}]+$/)),
  exposure: v.picklist(["raw", "extra"]),
  identities: v.pipe(v.array(Identity), v.minLength(1)),
  scopes: v.pipe(v.array(Text), v.minLength(1)),
  moreScopes: v.optional(v.record(Identity, v.array(Text))),
  risk: v.picklist(["read", "write", "high-risk-write"]),
  danger: v.optional(v.picklist(["severe", "depends"])),
  lists: v.optional(v.pipe(v.array(Text), v.minLength(1))),
  binary: v.optional(v.literal(true)),
  failed: v.optional(v.pipe(v.array(Text), v.minLength(1))),
  filledIn: v.optional(v.record(Text, Text)),
  file: v.optional(Text),
  notes: v.optional(Text),
  examples: v.optional(
    v.pipe(
      v.array(v.strictObject({ comment: Text, params: v.optional(Values), body: v.optional(Values) })),
      v.minLength(1),
    ),
  ),
  pathParams: v.optional(Shape),
  query: v.optional(Shape),
  body: v.optional(Shape),
  response: v.optional(Shape),
});

/** Every shape inside a shape, itself included. */
function shapesIn(schema: Schema | undefined): readonly Schema[] {
  if (schema === undefined) return [];
  const below = [
    ...Object.values(schema.properties ?? {}),
    ...schema.items === undefined ? [] : [schema.items],
  ];
  return [schema, ...below.flatMap(shapesIn)];
}

describe("the catalogue", () => {
  for (const [index, entry] of ENTRIES.entries()) {
    it(`has an entry of the right form: ${METHODS[index]?.id}`, () => {
      assertEquals(v.safeParse(Entry, entry).issues, undefined);
    });
  }

  for (const method of METHODS) {
    it(`agrees with itself: ${method.id}`, () => {
      const { pathParams, query, body, response, lists = [], failed = [], file } = method;
      const placeholders = [...method.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();
      assertEquals(Object.keys(pathParams?.properties ?? {}).sort(), placeholders);
      assertEquals([...pathParams?.required ?? []].sort(), placeholders);
      for (const shape of [pathParams, query, body, response].flatMap(shapesIn)) {
        const names = Object.keys(shape.properties ?? {});
        assert((shape.required ?? []).every((name) => names.includes(name)), "required names exist");
        assert(shape.type !== "array" || shape.items !== undefined, "a list says of what");
        const mask = shape["x-field-mask"];
        const named = [
          ...(shape.anyOf ?? []).flatMap(({ required }) => required),
          ...(mask === undefined ? [] : [mask.field, ...Object.keys(mask.codes)]),
        ];
        assert(named.every((name) => names.includes(name)), "so do others");
      }
      const told = Object.entries(response?.properties ?? {});
      assert(
        Object.keys(method.filledIn ?? {}).every((name) => body?.required?.includes(name)),
        "else nothing is filled in",
      );
      for (const key of [...lists, ...failed]) {
        assertEquals(told.find(([name]) => name === key)?.[1].type, "array", key);
      }
      if (lists.length > 0) assert(query?.properties["page_token"] !== undefined);
      if (file !== undefined) assertEquals(body?.properties[file]?.format, "binary");
      if (method.http === "GET") assertEquals(body, undefined);
    });
  }

  it("names each method and each endpoint once", () => {
    assertEquals(new Set(METHODS.map(({ id }) => id)).size, METHODS.length);
    assertEquals(new Set(METHODS.map(({ http, path }) => `${http} ${path}`)).size, METHODS.length);
  });

  const own = (wanted: string) =>
    METHODS.filter(({ exposure, identities }) => exposure === "raw" && identities.join() === wanted)
      .map(({ id }) => id);

  it("lets bots alone do what the requirements give to bots alone", () => {
    assertEquals(own("bot"), [
      "chats.create",
      "messages.merge_forward",
      "messages.read_users",
      "messages.urgent_app",
      "messages.urgent_phone",
      "messages.urgent_sms",
      "images.create",
    ]);
    assertEquals(METHODS.find(({ id }) => id === "files.create")?.identities, ["bot"]);
  });

  it("lets people alone do what the requirements give to people alone", () => {
    assertEquals(own("user"), [
      "chat.user_setting.batch_query",
      "chat.user_setting.batch_update",
      "feed.groups.batch_add_item",
      "feed.groups.batch_remove_item",
      "feed.groups.batch_query",
      "feed.groups.create",
      "feed.groups.delete",
      "feed.groups.update",
    ]);
  });

  it("has the 36 methods of the requirements", () => {
    assertEquals(METHODS.filter(({ exposure }) => exposure === "raw").length, 36);
  });

  it("does not know more of a page than the service gives", () => {
    const most = METHODS.find(({ id }) => id === "reactions.list")?.query?.properties["page_size"]?.maximum;
    assertEquals(most, 50);
  });

  it("names first the scope that the requirements name", () => {
    const scopes = Object.fromEntries(METHODS.map(({ id, scopes: [first] }) => [id, first]));
    assertEquals(scopes["chats.create"], "im:chat:create");
    assertEquals(scopes["chat.moderation.update"], "im:chat:moderation:write_only");
    assertEquals(scopes["messages.delete"], "im:message:recall");
    assertEquals(scopes["messages.urgent_sms"], "im:message.urgent:sms");
    assertEquals(scopes["feed.groups.update"], "im:feed_group_v1:write");
  });

  it("asks for a confirmation where something is lost, costs money or disturbs people", () => {
    assertEquals(METHODS.filter(({ risk }) => risk === "high-risk-write").map(({ id }) => id), [
      "chats.delete",
      "chat.members.delete",
      "messages.delete",
      "messages.urgent_phone",
      "messages.urgent_sms",
      "pins.delete",
      "feed.groups.delete",
    ]);
  });
});
