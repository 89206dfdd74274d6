import { type ConfirmedAction, notConfirmed, requireConfirmation } from "../../cli/confirmation.ts";
import { spellDetail } from "../../cli/spelling.ts";
import { Failure } from "../../core/failure.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("what is not confirmed is named as it is typed, with what it does", () => {
  const actions = [
    ["im.messages.delete", "im messages delete"],
    ["im.chat.members.delete", "im chat.members delete"],
    ["im config remove", "im config remove"],
    ["DELETE /open-apis/im/v1/pins/om_1", "DELETE /open-apis/im/v1/pins/om_1"],
  ] as const;
  for (const [action, typed] of actions) {
    it(typed, () => {
      const { detail } = notConfirmed({ name: action, effect: "recalls om_1" });
      const { message, action: given } = spellDetail(detail);
      assertEquals([message, given], [
        `${typed} was not confirmed: it recalls om_1`,
        action,
      ]);
    });
  }
});

/** What becomes of an action when a person types an answer; without one nobody is at the terminal. */
async function outcome(
  action: Partial<ConfirmedAction>,
  answer: string | undefined,
  terminals: { readonly stdin?: boolean; readonly stderr?: boolean } = {},
): Promise<readonly [outcome: string, shown: string]> {
  const stderr = { ...fakeSink(), isTerminal: terminals.stderr ?? true };
  const shown: string[] = [];
  const world = fakeWorld({
    ...{ stderr, stdinIsTerminal: terminals.stdin ?? true },
    readLine: (prompt) => {
      shown.push(prompt);
      return Promise.resolve(answer);
    },
  });
  const resolved = [{
    param: "--chat-id",
    query: "release",
    type: "chat" as const,
    id: "oc_1",
    name: "Rel\u001b[31mease",
  }];
  const done = await requireConfirmation(
    false,
    { name: "im.chats.delete", effect: "disbands a chat", ...action },
    { world, resolved },
  ).then(() => "done", (error) => error instanceof Failure ? error.detail.type : "thrown");
  return [done, shown.join("")];
}

describe("a moderate action is confirmed with y, and nothing else", () => {
  for (const answer of ["y", "Y", "yes", " YES "]) {
    it(JSON.stringify(answer), async () => {
      assertEquals(await outcome({}, answer), ["done", "continue? [y/N] "]);
    });
  }
  for (const answer of ["", "n", "yep", "ye", undefined]) {
    it(`not with ${JSON.stringify(answer)}`, async () => {
      assertEquals((await outcome({}, answer))[0], "confirmation");
    });
  }
});

describe("a severe action is confirmed with the name of what it is about", () => {
  const cases: readonly (readonly [target: string, answer: string | undefined, result: string])[] = [
    ["oc_2", "oc_2", "done"],
    ["oc_2", " oc_2 ", "done"],
    ["oc_2", "y", "confirmation"],
    ["oc_2", "", "confirmation"],
    ["oc_2", "oc_1", "confirmation"],
    ["oc_2", undefined, "confirmation"],
    ["oc_1", "Release", "done"],
    ["oc_1", "oc_1", "done"],
    ["oc_1", "release", "confirmation"],
    ["Re\u0301union", "R\u00e9union", "done"],
    ["R\u00e9union", "Re\u0301union", "done"],
    ["", "", "confirmation"],
  ];
  for (const [target, answer, result] of cases) {
    it(`${JSON.stringify(answer)} for ${JSON.stringify(target)}`, async () => {
      assertEquals((await outcome({ target }, answer))[0], result);
    });
  }

  it("which is shown as a terminal may show it", async () => {
    assertEquals(await outcome({ target: "oc_1" }, "x"), ["confirmation", "type Release to continue: "]);
  });
});

describe("nothing is asked", () => {
  it("where standard input is no terminal", async () => {
    assertEquals(await outcome({}, "y", { stdin: false }), ["confirmation", ""]);
  });

  it("where the question would not be seen", async () => {
    assertEquals(await outcome({}, "y", { stderr: false }), ["confirmation", ""]);
  });
});
