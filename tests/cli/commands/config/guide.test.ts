import { defineCommand } from "../../../../cli/command.ts";
import { scopesOf } from "../../../../cli/commands/config/guide.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const commandOf = (scopes: readonly string[], moreScopes?: Readonly<Record<string, readonly string[]>>) =>
  defineCommand({
    ...{ name: "+x", summary: "", examples: [], identities: [], scopes, risk: "read", options: {} },
    ...(moreScopes === undefined ? {} : { moreScopes }),
    run: () => Promise.resolve({ data: {} }),
  });

describe("the scopes that the guide names", () => {
  it("are the first of those where one is enough, and all that depend on the input, each once", () =>
    assertEquals(
      scopesOf([commandOf(["im:b", "im:z"], { user: ["im:c", "im:a"] }), commandOf(["im:c"]), commandOf([])]),
      ["im:a", "im:b", "im:c"],
    ));
});
