import { withPromisedShape } from "../../support/answers.ts";
import { assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const DATA = { chat_id: "oc_1", changed: ["name"] };
const LINE = ["+chat-update", "--chat-id", "oc_1", "--name", "x"];

/** Holds a document to the promise as scenarios do. */
async function hold(document: object, args: readonly string[] = LINE, more = {}): Promise<void> {
  await withPromisedShape(args, { stdout: JSON.stringify(document), stderr: "" }, more);
}

describe("what a run prints is held to the schema of its command", () => {
  const kept: readonly (readonly [what: string, document: object, args?: readonly string[]])[] = [
    ["an answer", { ok: true, identity: "user", data: DATA }],
    ["a failure", { ok: false, error: { type: "api", subtype: "x", message: "y", code: 1 } }],
    ["a dry run", { ok: true, dry_run: true, data: { api: [{ method: "PUT", url: "/x" }], context: {} } }],
    ["a reply below its message", {
      ok: true,
      data: { messages: [message({ thread_replies: [message({})] })], total: 1 },
    }, ["+messages-mget", "--message-ids", "om_1"]],
    ["what jq makes of it", { ok: true, anything: 1 }, [...LINE, "--jq", "."]],
    ["the answer of a command in the demo", { ok: true, data: DATA }, ["demo", ...LINE]],
  ];
  for (const [what, document, args] of kept) it(`${what} passes`, () => hold(document, args));

  const broken: readonly (readonly [what: string, document: object, args?: readonly string[]])[] = [
    ["a field that is not named", { ok: true, data: { ...DATA, extra: 1 } }],
    ["a field of another type", { ok: true, data: { ...DATA, chat_id: 1 } }],
    ["a field that is missing", { ok: true, data: { chat_id: "oc_1" } }],
    ["a word that is not among its choices", { ok: true, data: { ...DATA, changed: ["avatar"] } }],
    ["an error without its type", { ok: false, error: { subtype: "x", message: "y" } }],
    ["something beside the data", { ok: true, data: DATA, more: 1 }],
    ["a dry run with something else in it", {
      ok: true,
      dry_run: true,
      data: { api: [], context: {}, more: 1 },
    }],
    ["a field that is not named in a reply", {
      ok: true,
      data: { messages: [message({ thread_replies: [message({ extra: 1 })] })], total: 1 },
    }, ["+messages-mget", "--message-ids", "om_1"]],
    ["a field that is not named in the answer of a method", { ok: true, data: { more: 1 } }, [
      ...["pins", "delete", "--message-id", "om_1"],
    ]],
  ];
  for (const [what, document, args] of broken) {
    it(`${what} does not pass`, async () => void await assertRejects(() => hold(document, args)));
  }

  it("a field that is not named passes where the service sends it, one of another type does not", async () => {
    const more = { hasUnnamedFields: true };
    await hold({ ok: true, data: { ...DATA, extra: 1 } }, LINE, more);
    await assertRejects(() => hold({ ok: true, data: { ...DATA, chat_id: 1 } }, LINE, more));
  });
});

function message(more: object): object {
  return {
    ...{ message_id: "om_1", msg_type: "text", content: "x", sender: null, create_time: "2026-05-20 09:00" },
    ...{ deleted: false, updated: false },
    ...more,
  };
}
