import { REACTIONS_PATH, SEARCH_PATH } from "../../../support/reading.ts";
import { documentOf, previewCalls, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assertSameCalls, everyKind, manyIn, SEARCH } from "./scene.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

// Every kind of message is found: a search for people finds them all but the app's.
const EVERYTHING = ["+messages-search", "--sender-type", "user"];

describe("the dry run of +messages-search", () => {
  it("lists exactly the calls that the run makes, with their parameters", () =>
    inScene(everyKind, async ({ run, platform }) => {
      const calls = previewCalls(await run([...EVERYTHING, "--dry-run"]));
      assertEquals(platform.log.length, 0);
      successDocument(await run(EVERYTHING));
      assertSameCalls(calls, platform.log);
    }));

  it("lists the downloads with --download-resources only", () =>
    inScene(everyKind, async ({ run, platform }) => {
      const line = [...EVERYTHING, "--download-resources"];
      const calls = previewCalls(await run([...line, "--dry-run"]));
      successDocument(await run(line));
      assertSameCalls(calls, platform.log);
      const plain = previewCalls(await run([...EVERYTHING, "--dry-run"]));
      assertEquals(calls.length, plain.length + 1);
    }));

  it("begins with the search, query and body as they are sent, then the messages found and their chats", () =>
    inScene(manyIn(3), async ({ run, platform }) => {
      const line = [...SEARCH, "--chat-id", "oc_room", "--page-size", "7", "--start", "2026-05-01"];
      const [first, ...others] = previewCalls(await run([...line, "--dry-run"]));
      successDocument(await run(line));
      const sent = platform.log[0];
      assertEquals(sent?.path, SEARCH_PATH);
      assertEquals([first?.method, first?.url, first?.params, first?.body], [
        sent?.method,
        sent?.path,
        sent?.query,
        sent?.body,
      ]);
      assertEquals(others.slice(0, 2).map(({ method, url }) => `${method} ${url}`), [
        "GET /open-apis/im/v1/messages/mget",
        "POST /open-apis/im/v1/chats/batch_query",
      ]);
    }));

  it("shows the page token that it begins with", () =>
    inScene({}, async ({ run }) => {
      const [first] = previewCalls(await run([...SEARCH, "--page-token", "tok", "--dry-run"]));
      assertEquals(first?.params, { page_size: "20", page_token: "tok" });
    }));

  const walks: [name: string, words: string[], said: RegExp][] = [
    ["one page", [], /one page/],
    ["--page-all: 40 pages at most", ["--page-all"], /\b40\b/],
    ["--page-limit 3", ["--page-limit", "3"], /\b3\b/],
    ["--page-limit 0: no limit", ["--page-limit", "0"], /last/],
    ["--page-all --page-limit 1000", ["--page-all", "--page-limit", "1000"], /\b1000\b/],
  ];
  for (const [name, words, said] of walks) {
    it(`says how far it walks: ${name}`, () =>
      inScene({}, async ({ run }) => {
        assertMatch(previewCalls(await run([...SEARCH, ...words, "--dry-run"]))[0]?.desc ?? "", said);
      }));
  }

  it("shows with each further call when it is made, and leaves out the reactions with --no-reactions", () =>
    inScene({}, async ({ run }) => {
      const calls = previewCalls(await run([...SEARCH, "--dry-run"]));
      assertEquals(calls.filter(({ desc }) => !desc), []);
      assertEquals(calls.filter(({ url }) => url === REACTIONS_PATH).length, 1);
      const without = previewCalls(await run([...SEARCH, "--dry-run", "--no-reactions"]));
      assertEquals(without, calls.filter(({ url }) => url !== REACTIONS_PATH));
    }));

  it("works without token or service, as the user", () =>
    inScene({}, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      const result = await run([...SEARCH, "--dry-run"], { env });
      assertEquals(documentOf(result.stdout)["identity"], "user");
      assertEquals(platform.log.length, 0);
    }));
});
