import { inLoginScene } from "../../support/logins.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const CODE_ENDPOINT = "POST /oauth/v1/device_authorization";

/** The scopes that the last device code was asked with. */
function askedScopes({ platform }: Scene): readonly string[] {
  return platform.accounts.codes().at(-1)?.scopes ?? [];
}

describe("im auth login asks for scopes", () => {
  const lines: readonly (readonly [name: string, words: readonly string[], scopes: readonly string[]])[] = [
    ["with blanks", ["--scope", "a:x b:y"], ["a:x", "b:y"]],
    ["with commas, each once", ["--scope", "a:x,b:y , a:x"], ["a:x", "b:y"]],
    ["given twice", ["--scope", "a:x", "--scope", "b:y"], ["a:x", "b:y"]],
    ["of a command line", ["--for", "+messages-send --chat-id oc_1 --text hi"], [
      "im:message.send_as_user",
      "im:message",
    ]],
    ["of several", ["--for", "+chat-list", "--for", "+messages-search --query x --no-reactions"], [
      "im:chat:read",
      "search:message",
      "im:message:readonly",
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      "contact:user.basic_profile:readonly",
    ]],
    ["which add up", ["--scope", "a:x", "--for", "+chat-list"], ["a:x", "im:chat:read"]],
    ["without the excluded ones", ["--scope", "a:x b:y", "--exclude", "a:x"], ["b:y"]],
  ];
  for (const [name, words, scopes] of lines) {
    it(name, () =>
      inLoginScene({ accounts: APPROVED }, async (scene) => {
        dataOf(await scene.run(["auth", "login", ...words]));
        assertEquals(askedScopes(scene), [...scopes, "offline_access"]);
      }));
  }

  it("offline_access is asked for once, also when it is named", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "offline_access a:x"]);
      assertEquals(askedScopes(scene), ["a:x", "offline_access"]);
    }));

  it("of all commands that only read, and of none that sends", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      dataOf(await scene.run(["auth", "login", "--recommend"]));
      const scopes = askedScopes(scene);
      for (const scope of ["im:message:readonly", "search:message", "im:chat:read", "im:feed.flag:read"]) {
        assert(scopes.includes(scope), `${scope} is not among ${scopes.join(" ")}`);
      }
      assertEquals(scopes.filter((scope) => /send|write|create|update/.test(scope)), []);
    }));

  type Refusal = readonly [words: readonly string[], param: string, message: string];
  const refused: readonly Refusal[] = [
    [[], "--scope", "--scope is missing"],
    [["--exclude", "a:x"], "--exclude", "alone leaves nothing"],
    [["--scope", "a:x", "--exclude", "b:y"], "--exclude", '"b:y"'],
    [["--scope", "a:x", "--exclude", "a:x"], "--exclude", "leaves no scope"],
    [["--for", "+messages-edit --message-id om_1"], "--for", "runs as a bot"],
    [["--for", "demo"], "--for", "calls no service"],
    [["--for", "api GET im/v9/nothing"], "--for", "not known"],
    [["--for", "+nope"], "+nope", "unknown command"],
    [["--device-code", "x", "--scope", "a:x"], "--device-code", "exclude each other"],
    [["--device-code", "x", "--no-wait"], "--device-code", "exclude each other"],
  ];
  for (const [words, param, message] of refused) {
    it(`but refuses "${words.join(" ")}" without a terminal, exit 2`, () =>
      inLoginScene({}, async ({ run, platform }) => {
        const error = errorOf(await run(["auth", "login", ...words]), 2);
        assertEquals([error["type"], error["subtype"]], ["validation", "invalid_argument"]);
        const [first] = (error["params"] ?? [{ name: error["param"] }]) as readonly { name: string }[];
        assertEquals(first?.name, param);
        assertStringIncludes(String(error["message"]), message);
        assertEquals(platform.countRequests(CODE_ENDPOINT), 0);
      }));
  }
});

describe("im auth login at a terminal asks what it is for", () => {
  const answers: readonly (readonly [typed: string, has: string, hasNot: string])[] = [
    ["", "im:message:readonly", "im:message.send_as_user"],
    ["2", "im:message.send_as_user", "im:chat:create_by_user"],
    ["3", "im:chat:create_by_user", "nothing"],
    ["+chat-list", "im:chat:read", "im:message:readonly"],
  ];
  for (const [typed, has, hasNot] of answers) {
    it(`and takes ${JSON.stringify(typed)}`, () =>
      inLoginScene({ accounts: APPROVED }, async (scene) => {
        const result = await scene.run(["auth", "login"], { answers: [typed] });
        dataOf(result);
        assertStringIncludes(result.stderr, "what should im be able to do as you?");
        assert(askedScopes(scene).includes(has));
        assert(!askedScopes(scene).includes(hasNot));
      }));
  }

  it("asks again where the answer is none, and ends with exit 2 where there is no further one", () =>
    inLoginScene({}, async (scene) => {
      const result = await scene.run(["auth", "login"], { answers: ["+chat-lst"] });
      assertEquals(result.status, 2);
      assertStringIncludes(result.stderr, 'unknown command "+chat-lst"');
    }));
});
