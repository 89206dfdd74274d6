import type { World } from "../../../core/world.ts";
import { demoApp, demoWorld, type Platform, startPlatform } from "../../../fixtures/platform/mod.ts";

/** Speed of one connection, bytes per second: fast enough, and slow enough to be seen. */
const SPEED = 12_000_000;

/** A demo service that runs. */
export interface DemoService {
  readonly platform: Platform;
  /** What leads the program to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** A directory for as long as it runs. */
  readonly directory: string;
  /** The same world, with these variables or others, and without those of the person's own account. */
  inside(world: World, variables?: Readonly<Record<string, string>>): World;
  requestCount(): number;
}

/** Variables that say who the person is and where; in the demo only its own count. */
export const ACCOUNT_VARIABLES: readonly string[] = ["IM", "LARKSUITE_CLI"].flatMap((prefix) =>
  [
    ...["APP_ID", "APP_SECRET", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN", "DEFAULT_AS", "STRICT_MODE"],
    ...["BRAND", "PROFILE", "USER", "BASE_URL", "ACCOUNTS_URL", "CONFIG_DIR", "STORE"],
  ].map((name) => `${prefix}_${name}`)
);

/** Runs the service for `use`; its configuration is its own and is removed at the end. */
export async function withDemoService<T>(
  world: World,
  use: (service: DemoService) => Promise<T>,
): Promise<T> {
  await using platform = await startPlatform({ ...demoWorld, bytesPerSecond: SPEED });
  const directory = await world.files.makeTempDir({ prefix: "im-demo-" });
  const variables = {
    IM_BASE_URL: platform.origin,
    IM_ACCOUNTS_URL: platform.origin,
    IM_CONFIG_DIR: directory,
    IM_STORE: "file",
    IM_APP_ID: demoApp.id,
    IM_APP_SECRET: demoApp.secret,
    IM_USER_ACCESS_TOKEN: "u-demo",
  };
  try {
    return await use({
      platform,
      variables,
      directory,
      inside: (outer, own = variables) => ({ ...outer, env: environmentInside(outer, own) }),
      requestCount: () => platform.log.length,
    });
  } finally {
    await world.files.remove(directory, { recursive: true }).catch(() => {});
  }
}

function environmentInside(world: World, variables: Readonly<Record<string, string>>): World["env"] {
  return (name) => {
    // The working directory of the outer run is that of `-C` already.
    if (name === "IM_DIRECTORY") return undefined;
    return variables[name] ?? (ACCOUNT_VARIABLES.includes(name) ? undefined : world.env(name));
  };
}
