import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { BOTH_TOKENS, rawWorld } from "../../support/raw-methods.ts";
import { paginationIn } from "../../support/reading.ts";
import { dataOf, errorOf, partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const CHATS = "/open-apis/im/v1/chats";
const TWO_CHATS: PlatformOptions = {
  chats: [{ chatId: "oc_1", mode: "group", name: "one" }, { chatId: "oc_2", mode: "group", name: "two" }],
};

describe("im api", () => {
  it("reads any path and prints its data", () =>
    inScene(TWO_CHATS, async ({ run, platform }) => {
      const data = dataOf(await run(["api", "get", `${CHATS}/oc_1`]));
      assertEquals(data["name"], "one");
      assertEquals(platform.log.map(({ method, path }) => [method, path]), [["GET", `${CHATS}/oc_1`]]);
    }));

  it("takes a full address of the configured host", () =>
    inScene(TWO_CHATS, async ({ run, platform }) => {
      dataOf(await run(["api", "GET", `${platform.origin}${CHATS}/oc_1`]));
      assertEquals(platform.log.length, 1);
    }));

  it("sends no token to another host: exit 2, nothing sent", () =>
    inScene({}, async ({ run, platform }) => {
      const error = errorOf(await run(["api", "GET", "https://evil.example/open-apis/im/v1/chats"]), 2);
      assertEquals([error["param"], platform.log.length], ["path", 0]);
    }));

  it("sends a body", () =>
    inScene(rawWorld("bot"), async ({ run, platform }) => {
      const words = ["api", "POST", "im/v1/pins", "--data", '{"message_id":"om_xxx"}'];
      assertEquals(Object.keys(dataOf(await run(words))), ["pin"]);
      assertEquals(platform.log[0]?.body, { message_id: "om_xxx" });
    }));

  it("repeats the key of a list, and keeps all digits", () =>
    inScene({}, async ({ run }) => {
      const params = '{"ids":["a","b"],"n":9007199254740993,"t":1600000000,"on":true}';
      const document = successDocument(await run(["api", "GET", "x", "--params", params, "--dry-run"]));
      assertEquals(partOf(document, "data")["api"], [{
        method: "GET",
        url: "/open-apis/x",
        params: { ids: ["a", "b"], n: "9007199254740993", t: "1600000000", on: "true" },
      }]);
      const text = await run(["api", "GET", "x", "--params", params, "--dry-run", "--format", "pretty"]);
      assertStringIncludes(text.stdout, "GET /open-apis/x?ids=a&ids=b&n=9007199254740993");
    }));

  it("walks pages", () =>
    inScene(TWO_CHATS, async ({ run }) => {
      const words = ["api", "GET", CHATS, "--params", '{"page_size":"1"}', "--page-all"];
      const document = successDocument(await run(words));
      assertEquals(paginationIn(document), { complete: true, pages: 2, items: 2 });
    }));

  it("says of a single page how far it is, without a warning", () =>
    inScene(TWO_CHATS, async ({ run }) => {
      const one = await run(["api", "GET", CHATS, "--page-size", "1"]);
      const document = successDocument(one);
      const token = partOf(document, "data")["page_token"];
      assertEquals(paginationIn(document), { complete: false, pages: 1, items: 1, next_token: token });
      assertEquals(one.stderr, "");
      assertEquals(paginationIn(successDocument(await run(["api", "GET", CHATS]))), {
        ...{ complete: true, pages: 1, items: 2 },
      });
      assertEquals("meta" in successDocument(await run(["api", "GET", `${CHATS}/oc_1`])), false);
    }));

  it("sends a form, its fields from --data", () =>
    inScene({}, async ({ run, platform, directory }) => {
      await Deno.writeTextFile(join(directory, "a.txt"), "hello");
      const data = '{"file_type":"stream","file_name":"b.txt"}';
      const words = ["api", "POST", "/im/v1/files", "--data", data, "--file", "a.txt"];
      dataOf(await run(words, { env: BOTH_TOKENS }));
      assertEquals(platform.uploads.map(({ fileName, partFileName }) => [fileName, partFileName]), [[
        "b.txt",
        "a.txt",
      ]]);
    }));

  it("sends DELETE with --yes only", () =>
    inScene(rawWorld("bot"), async ({ run, platform }) => {
      const words = ["api", "DELETE", "/im/v1/pins/om_xxx"];
      const error = errorOf(await run(words), 10);
      assertEquals([error["risk"], error["action"]], [
        "high-risk-write",
        "DELETE /open-apis/im/v1/pins/om_xxx",
      ]);
      assertEquals(platform.log, []);
      dataOf(await run([...words, "--yes"]));
      assertEquals(platform.log.length, 1);
    }));

  it("says what the service refused", () =>
    inScene({ faults: [{ name: "error", code: 230001 }] }, async ({ run }) => {
      const error = errorOf(await run(["api", "GET", CHATS]), 1);
      assertEquals([error["code"], error["subtype"]], [230001, "invalid_parameters"]);
    }));

  for (const page of [{ has_more: true }, { has_more: "true", page_token: "t" }, { has_more: 1 }]) {
    it(`a page that says ${JSON.stringify(page)} does not pass for the last one: exit 5`, () =>
      inScene({
        faults: [{ name: "json-body", body: { code: 0, data: { items: [], ...page } } }],
      }, async ({ run }) => {
        const result = await run(["api", "GET", CHATS]);
        assertEquals(result.status, 5);
        assertStringIncludes(result.stdout + result.stderr, "invalid_response");
      }));
  }

  const refusals: readonly (readonly [name: string, words: readonly string[], param: string])[] = [
    ["no method", [], "method"],
    ["another method", ["HEAD", "x"], "method"],
    ["no path", ["GET"], "path"],
    ["a word too many", ["GET", "x", "y"], "path"],
    ["a query in the path", ["GET", "x?a=1"], "path"],
    ["..", ["GET", "im/../x"], "path"],
    ["an address without its scheme", ["GET", "//evil.example/x"], "path"],
    ["an empty segment", ["GET", "/open-apis//im/v1/chats"], "path"],
    ["an unknown option", ["GET", "x", "--pram", "{}"], "--pram"],
    ["a body of GET", ["GET", "x", "--data", "{}"], "--data"],
    ["a file of GET", ["GET", "x", "--file", "a"], "--file"],
    ["--output of POST", ["POST", "x", "--output", "a"], "--output"],
    ["pages of POST", ["POST", "x", "--page-all"], "--page-all"],
    ["pages into a file", ["GET", "x", "--page-all", "--output", "a"], "--output"],
    ["what is not JSON", ["POST", "x", "--data", "{"], "--data"],
    ["parameters that are no object", ["GET", "x", "--params", "[1]"], "--params"],
    ["standard input twice", ["POST", "x", "--params", "-", "--data", "-"], "--data"],
    ["a file that is not there", ["POST", "x", "--data", "@none.json"], "--data"],
  ];
  for (const [name, words, param] of refusals) {
    it(`refuses ${name}: exit 2, nothing sent`, () =>
      inScene({}, async ({ run, platform }) => {
        assertEquals(errorOf(await run(["api", ...words], { stdin: "{}" }), 2)["param"], param);
        assertEquals(platform.log, []);
      }));
  }
});
