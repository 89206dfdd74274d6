import { phrase, setting } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import type { World } from "../../../core/world.ts";
import { variableNames } from "../../options/global.ts";
import { hasCredentials, readEnvironment } from "../../settings.ts";

/** What a change of the configuration cannot do, since variables come first. */
export function variableWarnings(
  world: World,
  keys: readonly ("profile" | "defaultAs" | "strictMode")[],
): readonly Warning[] {
  const environment = readEnvironment(world);
  const { names } = environment;
  const variables = keys.flatMap((key) =>
    key === "profile"
      ? variableNames("profile").filter((name) => world.env(name) !== undefined).slice(0, 1)
      : names[key] ?? []
  );
  return [
    ...variables.map((name) => ({ key: "variable_wins", detail: phrase`${setting(name)} is set and wins` })),
    ...(hasCredentials(environment)
      ? [{
        key: "credentials_from_environment",
        detail: "variables hold credentials and win over every profile",
      }]
      : []),
  ];
}
