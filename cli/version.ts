import { type BuildInfo, buildInfo } from "../core/build-info.ts";

/** What `im --version` prints: name and version alone; with `verbose` what the build knows of itself. `runtime`: version of Deno. */
export function versionText(build: BuildInfo, runtime: string, verbose: boolean): string {
  const name = `im ${build.version}\n`;
  if (!verbose) return name;
  return `${name}commit ${build.commit}\nbuilt ${build.date}\ntarget ${build.target}\ndeno ${runtime}\n`;
}

/** The oldest Deno that the program runs on; `scripts/im` and the README say the same. */
export const MINIMUM_RUNTIME = "2.4.0";

/** How the program names itself to servers. */
export const userAgent = `im/${buildInfo.version}`;
