import {
  fileErrorReason,
  fileFailure,
  invalidArgument,
  isClosedByRuntime,
  isNotFound,
  systemErrorCode,
} from "../core/failure.ts";
import type { HostSettings } from "../core/platform/hosts.ts";
import type { Credentials } from "../core/platform/tokens.ts";
import type { World } from "../core/world.ts";
import { resolve } from "@std/path";

/** Settings that come from variables alone (docs/contract.md, 2). */
export interface Environment {
  readonly credentials: Credentials;
  readonly hosts: HostSettings;
  readonly defaultAs: string | undefined;
}

/**
 * Reads the variables. Those that lark-cli has under its own prefix are taken from there when ours are not set, so
 * that its users can switch without new settings.
 */
export function readEnvironment(world: Pick<World, "env">): Environment {
  const shared = (name: string) => world.env(`IM_${name}`) ?? world.env(`LARKSUITE_CLI_${name}`);
  return {
    credentials: {
      appId: shared("APP_ID"),
      appSecret: shared("APP_SECRET"),
      userToken: shared("USER_ACCESS_TOKEN"),
      botToken: shared("TENANT_ACCESS_TOKEN"),
    },
    hosts: {
      brand: shared("BRAND"),
      baseUrl: world.env("IM_BASE_URL"),
      accountsUrl: world.env("IM_ACCOUNTS_URL"),
    },
    defaultAs: shared("DEFAULT_AS"),
  };
}

/**
 * The same world with another working directory (`-C DIR`).
 *
 * @throws {Failure} exit 2 if it is no directory.
 */
export async function enterDirectory(world: World, directory: string | undefined): Promise<World> {
  if (directory === undefined) return world;
  const cwd = resolve(world.cwd, directory);
  const isDirectory = directory !== "" &&
    await world.files.stat(cwd).then((info) => info.isDirectory, (error) => {
      if (isNotFound(error) || systemErrorCode(error) === "ENOTDIR") return false;
      if (!isClosedByRuntime(error)) throw fileFailure("use the directory", cwd, error);
      throw invalidArgument(
        "-C",
        `-C cannot be used: ${fileErrorReason(error)}: "${directory}"`,
        "choose another directory",
      );
    });
  if (!isDirectory) {
    throw invalidArgument(
      "-C",
      `-C is not a directory: "${directory}"`,
      "create it first, or choose another one",
    );
  }
  return { ...world, cwd };
}
