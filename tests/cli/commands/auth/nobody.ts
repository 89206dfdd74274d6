/**
 * Lines of the program where nobody is logged in.
 *
 * @module
 */

import { updateConfig } from "../../../../core/account/config-file.ts";
import { fakeWorld } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { type LineResult, runLine } from "../../../support/run-line.ts";
import { realClock } from "../../../support/secrets.ts";

/** Runs a line beside a configuration with a profile, or with none. */
export function runWithoutLogin(
  words: readonly string[],
  hasProfile: boolean,
  variables: Readonly<Record<string, string>> = {},
): Promise<LineResult> {
  return inTemporaryDirectory(async (root) => {
    const profiles = hasProfile
      ? [{ name: "work", appId: "cli_1", brand: "feishu", users: [] } as const]
      : [];
    await updateConfig(fakeWorld({ clock: realClock() }), root, (config) => ({ ...config, profiles }));
    const tokens = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "" };
    return await runLine(words, [], {
      variables: { ...tokens, IM_CONFIG_DIR: root, IM_STORE: "file", ...variables },
      clock: realClock(),
    });
  });
}
