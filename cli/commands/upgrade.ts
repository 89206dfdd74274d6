import { retryRules } from "../../core/async/retry.ts";
import { buildInfo } from "../../core/build-info.ts";
import { failedPrecondition, type Failure, invalidSetting } from "../../core/failure.ts";
import { checkBaseUrl } from "../../core/platform/hosts.ts";
import { phrase, setting } from "../../core/text/phrase.ts";
import {
  archiveName,
  archiveUrl,
  compareVersions,
  latestListUrl,
  type ReleaseArchive,
} from "../../core/upgrade/release-page.ts";
import type { ReleaseSource } from "../../core/upgrade/release.ts";
import type { World } from "../../core/world.ts";
import { type CommandResult, defineCommand, type Runtime } from "../command.ts";
import { toggle } from "../options/option.ts";
import { userAgent } from "../version.ts";
import { findOwner } from "./upgrade/owner.ts";

const DEFAULT_TIMEOUT_SECONDS = 30;

const options = {
  check: toggle("only say whether there is a newer version"),
};

/** Where releases are, as set or built in. */
interface Prepared {
  url(): string;
}

/** `im upgrade` */
export const upgrade = defineCommand<typeof options, Prepared>({
  name: "upgrade",
  summary: "Replace im with its latest release",
  description: [
    "Fetches the archive for this system, checks its SHA-256 and replaces this program by a rename. A program that a " +
    "package manager installed is left to it. im never looks for new versions on its own.",
    "IM_RELEASES_URL names another page of releases, such as a mirror. No token is sent there.",
  ],
  examples: [
    { comment: "is there a newer version?", line: "upgrade --check" },
    { comment: "install it", line: "upgrade" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => {
    const { record, text, truth } = await import("../../core/json/shape.ts");
    return record({
      current_version: text(),
      latest_version: text(),
      upgrade_available: truth(),
      upgraded: truth(),
      "path?": text("the program that was replaced"),
      "sha256?": text(),
    });
  },
  options,
  prepare: (_values, world) => Promise.resolve({ url: () => releasesUrl(world) }),
  preview({ check }, _identity, { url }) {
    const archive = { version: "X.Y.Z", name: archiveName("X.Y.Z", buildInfo.target) };
    const replaced = { desc: "if that is newer; the program is replaced after its checksum was compared" };
    return {
      api: [
        { method: "GET", path: latestListUrl(url()), repeatable: true },
        ...check
          ? []
          : [{ ...replaced, method: "GET", path: archiveUrl(url(), archive), repeatable: true } as const],
      ],
      context: {},
    };
  },
  async run({ check }, runtime, { url }) {
    return await upgradeProgram(runtime, buildInfo, url, check);
  },
});

/** The page of releases: the setting, else what the build knows. */
function releasesUrl(world: World): string {
  const url = world.env("IM_RELEASES_URL") ?? buildInfo.releases;
  if (url === "") {
    throw invalidSetting(
      "releasesUrl",
      "this build knows no page of releases",
      phrase`set ${setting("releasesUrl")} to one, like https://HOST/OWNER/REPOSITORY/releases`,
    );
  }
  return checkBaseUrl("releasesUrl", url);
}

/** What the build is, as far as it matters here. */
export type Installed = Pick<typeof buildInfo, "version" | "target">;

/**
 * Looks for the latest release and, unless `isCheckOnly`, puts it in the place of this program.
 *
 * @param page gives the page of releases
 * @throws {Failure} exit 2 where this program is not one that can be replaced, exit 4 or 5 where that failed.
 */
export async function upgradeProgram(
  { world, globals, progress }: Pick<Runtime, "world" | "globals" | "progress">,
  { version, target }: Installed,
  page: () => string,
  isCheckOnly: boolean,
): Promise<CommandResult> {
  const path = isCheckOnly ? "" : await replaceablePath(world, target);
  const { fetchProgram, findLatestRelease } = await import("../../core/upgrade/release.ts");
  const line = progress.start("downloading the program");
  const source: ReleaseSource = {
    url: page(),
    userAgent,
    responseTimeout: (globals.timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    trace: undefined,
    retryRules: retryRules(globals.retryBudget),
    onProgress: (state) => line.report(state),
  };
  const latest = await findLatestRelease(world, source, releaseTarget(target));
  const isNewer = compareVersions(latest.version, version) > 0;
  if (isCheckOnly || !isNewer) return report(version, latest, isNewer, undefined);
  const { draftName, replaceProgram } = await import("../../core/upgrade/replace.ts");
  const draft = draftName(world, path);
  const mode = world.files.statSync(path).mode;
  const place = { path: draft, mode: mode === null ? undefined : mode & 0o777 };
  await fetchProgram(world, source, latest, target, place).finally(() => line.end());
  replaceProgram(world, path, draft);
  return report(version, latest, isNewer, path);
}

/** Builds that are no binary ask for one that every release has. */
function releaseTarget(target: string): string {
  return target.includes("-") ? target : "x86_64-unknown-linux-gnu";
}

function report(
  current: string,
  latest: ReleaseArchive,
  isNewer: boolean,
  path: string | undefined,
): CommandResult {
  const isDone = path !== undefined;
  const state = isDone
    ? `upgraded from ${current} to ${latest.version}: ${path}`
    : isNewer
    ? `${latest.version} is available, this is ${current}; install it with: im upgrade`
    : compareVersions(latest.version, current) === 0
    ? `${current} is the latest version`
    : `this is ${current}, newer than the latest release ${latest.version}`;
  return {
    data: {
      current_version: current,
      latest_version: latest.version,
      upgrade_available: isNewer,
      upgraded: isDone,
      ...(isDone ? { path, sha256: latest.sha256 } : {}),
    },
    pretty: () => [state],
  };
}

/** The path of this program, links followed, if it is one that may be replaced. */
async function replaceablePath(world: World, target: string): Promise<string> {
  if (!target.includes("-") || world.executable === undefined) throw notABinary(target);
  const path = await world.files.realPath(world.executable());
  const owner = await findOwner(world, path);
  if (owner === undefined) return path;
  throw failedPrecondition(
    `"${path}" belongs to ${owner.name}, which replaces it`,
    `upgrade it with: ${owner.command}`,
    path,
  );
}

function notABinary(target: string): Failure {
  const [what, hint] = target === "javascript"
    ? ["this im is the single file im.js", "put the im.js of the new release in its place"]
    : import.meta.url.startsWith("file:")
    ? ["this im runs from a checkout", "upgrade it with: git pull"]
    : [
      "this im runs from its source",
      "install it again with: deno install --global --force and its address",
    ];
  return failedPrecondition(`${what}, which is not replaced by itself`, hint);
}

/** The line that installs a program again that Deno runs from the address of one of its files. */
export function reinstallLine(url: string): string {
  const packageName = /\/(@[\w-]+\/[\w-]+)\/\d+\.\d+\.\d+\//.exec(url)?.[1];
  const flags = "--allow-net --allow-read --allow-write --allow-env";
  return `deno install --global --force ${flags} ${
    packageName === undefined ? "ADDRESS" : `jsr:${packageName}`
  }`;
}
