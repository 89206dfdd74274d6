import { type BuildInfo, buildInfo } from "../core/build-info.ts";

/** What `im --version` prints: name and version alone; with `verbose` what the build knows of itself. `runtime`: version of Deno. */
export function versionText(build: BuildInfo, runtime: string, verbose: boolean): string {
  const name = `im ${build.version}\n`;
  if (!verbose) return name;
  const facts = [
    ["commit", build.commit],
    ["built", build.date],
    ["target", build.target],
    ["deno", runtime],
    ["changelog", build.releases === "" ? "CHANGELOG.md" : `${build.releases}/tag/v${build.version}`],
  ];
  return name + facts.map((fact) => `${fact.join(" ")}\n`).join("");
}

/** The oldest Deno that the program runs on; `scripts/im` and the README say the same. */
export const MINIMUM_RUNTIME = "2.4.0";

/** How the program names itself to servers. */
export const userAgent = `im/${buildInfo.version}`;
