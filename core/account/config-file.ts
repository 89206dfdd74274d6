import { stringifyJson } from "../json/json.ts";
import type { World } from "../world.ts";
import { type Config, CONFIG_VERSION, EMPTY_CONFIG } from "./config.ts";
import { withFileLock } from "./file-lock.ts";
import { parseConfig, type ReadConfig, type Suggest } from "./parse-config.ts";
import {
  makePrivateDirectory,
  readPrivateFile,
  replacePrivateFile,
  type StorageWorld,
} from "./private-file.ts";
import { join } from "@std/path";

/** The file of a configuration directory. */
export function configPath(root: string): string {
  return join(root, "config.json");
}

/**
 * Reads the configuration. A missing file is an empty one; unknown keys become warnings.
 *
 * @param root the directory of configuration and secrets
 * @param suggest finds the key that a mistyped one may have meant
 * @throws {Failure} `config`/`invalid_config` with line and column where the file is no configuration, or of a later
 * version; `internal`/`storage` where it cannot be read.
 */
export async function readConfig(
  world: Pick<World, "files">,
  root: string,
  suggest: Suggest = () => undefined,
): Promise<ReadConfig> {
  const path = configPath(root);
  const text = await readPrivateFile(world, path);
  if (text === undefined) return { config: EMPTY_CONFIG, warnings: [] };
  return await parseConfig(text, path, suggest);
}

/**
 * Changes the configuration: reads what is there now, applies the change and replaces the file, while nobody else does
 * the same. Whatever goes wrong, and whenever the process ends, the file is the old one or the new one.
 *
 * @param change makes the new configuration; what it throws leaves the file as it is
 * @returns the new configuration
 * @throws {Failure} as `readConfig`; `internal`/`storage` where the file cannot be replaced.
 */
export async function updateConfig(
  world: StorageWorld,
  root: string,
  change: (config: Config) => Config,
): Promise<Config> {
  await makePrivateDirectory(world, root);
  return await withFileLock(world, join(root, "config.lock"), async () => {
    const { config } = await readConfig(world, root);
    const changed = { ...change(config), version: CONFIG_VERSION } satisfies Config;
    await replacePrivateFile(world, configPath(root), `${stringifyJson(changed, 2)}\n`);
    return changed;
  });
}
