import { environmentReader } from "../../cli/environment.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const VALUES: Readonly<Record<string, string>> = { IM_APP_ID: "cli_1", IM_AS: "bot", IM_FORMAT: "" };

/** What Deno offers, where it may read `granted`, and where a person answers as given. */
function fakeDeno(granted: readonly string[], answer: "granted" | "denied") {
  let isAllGranted = false;
  const asked: Deno.PermissionDescriptor[] = [];
  const statusOf = (state: Deno.PermissionState) => ({ state }) as Deno.PermissionStatus;
  const mayRead = (variable?: string) =>
    isAllGranted || (variable !== undefined && granted.includes(variable));
  const permissions = {
    querySync: (descriptor: Deno.EnvPermissionDescriptor) =>
      statusOf(mayRead(descriptor.variable) ? "granted" : "prompt"),
    requestSync(descriptor: Deno.PermissionDescriptor) {
      asked.push(descriptor);
      isAllGranted = answer === "granted";
      return statusOf(answer);
    },
  } as Deno.Permissions;
  const env = {
    get(name: string) {
      if (!mayRead(name)) throw new Deno.errors.NotCapable(`Requires env access to "${name}"`);
      return VALUES[name];
    },
  } as Deno.Env;
  return { env, permissions, asked };
}

describe("environmentReader", () => {
  const names = ["IM_FORMAT", "IM_APP_ID", "IM_AS", "HTTPS_PROXY"];
  const rows: readonly (readonly [
    name: string,
    granted: readonly string[],
    answer: "granted" | "denied",
    values: readonly (string | undefined)[],
    questions: number,
    isRefused: boolean,
  ])[] = [
    [
      "asks for the environment once, and reads it",
      [],
      "granted",
      [undefined, "cli_1", "bot", undefined],
      1,
      false,
    ],
    [
      "takes a refusal for absent variables, and asks no more",
      [],
      "denied",
      [
        undefined,
        undefined,
        undefined,
        undefined,
      ],
      1,
      true,
    ],
    [
      "asks for nothing that a list leaves out",
      ["IM_APP_ID"],
      "granted",
      [undefined, "cli_1", undefined, undefined],
      0,
      true,
    ],
    ["asks for nothing where it may read", names, "denied", [undefined, "cli_1", "bot", undefined], 0, false],
  ];
  for (const [name, granted, answer, values, questions, isRefused] of rows) {
    it(name, () => {
      const deno = fakeDeno(granted, answer);
      const { env, hasRefusedVariables } = environmentReader(deno, true);
      assertEquals(names.map((variable) => env(variable)), values);
      assertEquals(hasRefusedVariables?.(), isRefused);
      assertEquals(deno.asked, Array(questions).fill({ name: "env" }));
    });
  }

  it("asks nobody where nobody can answer: what may not be read is absent", () => {
    const deno = fakeDeno(["IM_APP_ID", "IM_FORMAT"], "granted");
    const { env, hasRefusedVariables } = environmentReader(deno, false);
    assertEquals(["IM_FORMAT", "IM_APP_ID"].map((variable) => env(variable)), [undefined, "cli_1"]);
    assertEquals(hasRefusedVariables?.(), false);
    assertEquals(env("IM_AS"), undefined);
    assertEquals(hasRefusedVariables?.(), true);
    assertEquals(deno.asked, []);
  });
});
