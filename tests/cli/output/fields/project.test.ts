import { hasPath, pathsIn, project } from "../../../../cli/output/fields/project.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const RECORD: JsonObject = {
  id: "om_1",
  sender: { name: "Ana", id: "ou_1" },
  mentions: [{ key: "@1", name: "Bo" }, { key: "@2" }, "odd"],
  empty: null,
  "a.b": { c: 1, d: 2 },
};

describe("project", () => {
  const cases: [paths: string, expected: JsonObject][] = [
    ["id", { id: "om_1" }],
    ["sender.name", { sender: { name: "Ana" } }],
    ["sender", { sender: { name: "Ana", id: "ou_1" } }],
    ["sender.name sender", { sender: { name: "Ana", id: "ou_1" } }],
    ["sender.id sender.name", { sender: { id: "ou_1", name: "Ana" } }],
    ["sender.id id", { sender: { id: "ou_1" }, id: "om_1" }],
    ["mentions.name", { mentions: [{ name: "Bo" }, {}] }],
    ["empty", { empty: null }],
    ["missing id.x sender.x", {}],
    ["a.b.c", { "a.b": { c: 1 } }],
  ];
  for (const [paths, expected] of cases) {
    it(paths, () => {
      const result = project(RECORD, paths.split(" ").map((path) => path.split(".")));
      assertEquals(JSON.stringify(result), JSON.stringify(expected));
    });
  }
});

describe("hasPath", () => {
  const cases: [path: string, expected: boolean][] = [
    ["id", true],
    ["empty", true],
    ["mentions.name", true],
    ["mentions.other", false],
    ["id.x", false],
    ["a.b.c", true],
    ["toString", false],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected}`, () => assertEquals(hasPath(RECORD, path.split(".")), expected));
  }
});

it("pathsIn lists the fields of all records, dotted, lists included", () => {
  assertEquals(pathsIn([RECORD, { more: 1 }]), [
    "id",
    "sender.name",
    "sender.id",
    "mentions.key",
    "mentions.name",
    "empty",
    "a.b.c",
    "a.b.d",
    "more",
  ]);
});
