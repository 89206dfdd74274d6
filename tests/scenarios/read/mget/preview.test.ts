import { IDENTITIES, idsIn } from "../../../support/reading.ts";
import { documentOf, type PreviewCall, previewCalls, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assertSameCalls, everyKind } from "../search/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const IDS = ["om_bundle", "om_folder", "om_file", "om_app", "om_root"];
const LINE = ["+messages-mget", "--message-ids", IDS.join(",")];
const urlsOf = (calls: readonly PreviewCall[]) => calls.map(({ url }) => url);

describe("the dry run of +messages-mget", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: lists exactly the calls that the run makes, with their parameters`, () =>
      inScene(everyKind, async ({ run, platform }) => {
        const line = [...LINE, "--download-resources"];
        const calls = previewCalls(await run([...line, "--dry-run"], { env }));
        assertEquals(platform.log.length, 0);
        assertEquals(idsIn(successDocument(await run(line, { env }))), IDS);
        assertSameCalls(calls, platform.log);
      }));

    it(`as ${identity}: the first call is the one of the run, ids and all; it is certain, so it has no condition`, () =>
      inScene(everyKind, async ({ run, platform }) => {
        const [first] = previewCalls(await run([...LINE, "--dry-run"], { env }));
        successDocument(await run(LINE, { env }));
        const sent = platform.log[0];
        assertEquals([first?.method, first?.url, first?.desc], [sent?.method, sent?.path, undefined]);
        const params = Object.entries(first?.params ?? {}).map(([key, value]) => [key, [value].flat()]);
        assertEquals(Object.fromEntries(params), sent?.queryAll);
      }));
  }

  it("shows the condition of each call that may not come", () =>
    inScene(everyKind, async ({ run }) => {
      const [, ...others] = previewCalls(await run([...LINE, "--dry-run", "--download-resources"]));
      assert(others.length > 0);
      assertEquals(others.filter(({ desc }) => !desc).map(({ url }) => url), []);
    }));

  it("leaves out what flags switch off, and shows downloads only when they are asked for", () =>
    inScene(everyKind, async ({ run }) => {
      const reactions = "/open-apis/im/v1/messages/reactions/batch_query";
      const resource = "/open-apis/im/v1/messages/:message_id/resources/:file_key";
      const plain = urlsOf(previewCalls(await run([...LINE, "--dry-run"])));
      assertEquals([plain.includes(reactions), plain.includes(resource)], [true, false]);
      const without = urlsOf(previewCalls(await run([...LINE, "--dry-run", "--no-reactions"])));
      assertEquals(without, plain.filter((url) => url !== reactions));
      const more = urlsOf(previewCalls(await run([...LINE, "--dry-run", "--download-resources"])));
      assertEquals(more, [...plain, resource]);
    }));

  it("works without tokens, app or service, and shows the identity", () =>
    inScene({}, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      for (const identity of ["user", "bot"]) {
        const result = await run([...LINE, "--dry-run", "--as", identity], { env });
        assertEquals(documentOf(result.stdout)["identity"], identity);
      }
      assertEquals(platform.log.length, 0);
    }));

  it("lists a repeated id once, as the run sends it", () =>
    inScene(everyKind, async ({ run }) => {
      const line = ["+messages-mget", "--message-ids", "om_a,om_b,om_a", "--dry-run"];
      assertEquals(previewCalls(await run(line))[0]?.params?.["message_ids"], ["om_a", "om_b"]);
    }));

  it("for people: a line a call, each under its condition", () =>
    inScene(everyKind, async ({ run }) => {
      const { status, stdout } = await run([...LINE, "--dry-run", "--format", "pretty"]);
      assertEquals(status, 0);
      assertMatch(
        stdout,
        /^GET \/open-apis\/im\/v1\/messages\/mget\?.*message_ids=om_bundle&message_ids=om_folder/m,
      );
      assertMatch(stdout, /^# .*reactions.*\nPOST \/open-apis\/im\/v1\/messages\/reactions\/batch_query$/m);
    }));
});
