import { readConfig, updateConfig } from "../../../../core/account/config-file.ts";
import { fakeWorld } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { runLine } from "../../../support/run-line.ts";
import { realClock } from "../../../support/secrets.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const USERS = [{ openId: "ou_li", name: "Li" }, { openId: "ou_han", name: "Han" }];
const PROFILES = ["work", "lab"].map((name) =>
  ({ name, appId: `cli_${name}`, brand: "feishu", users: USERS }) as const
);

describe("im profile use", () => {
  const cases: readonly (readonly [
    options: readonly string[],
    variables: Record<string, string>,
    user: string | undefined,
  ])[] = [
    [[], {}, undefined],
    [["--user", "ou_han"], {}, "ou_han"],
    [[], { IM_USER: "ou_han" }, undefined],
  ];
  for (const [options, variables, user] of cases) {
    it(`${user === undefined ? "leaves who acts" : "sets who acts"} with ${JSON.stringify([options, variables])}`, () =>
      inTemporaryDirectory(async (root) => {
        const world = fakeWorld({ clock: realClock() });
        await updateConfig(world, root, (config) => ({ ...config, profiles: PROFILES }));
        const result = await runLine(["profile", "use", "lab", ...options], [], {
          variables: { IM_CONFIG_DIR: root, ...variables },
          clock: realClock(),
        });
        const { config } = await readConfig(world, root);
        assertEquals([result.status, config.currentProfile], [0, "lab"], result.stderr);
        assertEquals(config.profiles.map(({ currentUser }) => currentUser), [undefined, user]);
      }));
  }
});
