/** What a build knows about itself. A checkout that runs unbuilt has the values written here. */
export interface BuildInfo {
  /** Version of the program, `X.Y.Z`. */
  readonly version: string;
  /** Commit it was built from, or `development`. */
  readonly commit: string;
  /** Date of that commit, or `unreleased`. */
  readonly date: string;
  /** Platform of a compiled binary, `javascript` for the single file, or `source`. */
  readonly target: string;
  /** Address of the page of releases, which `im upgrade` asks; empty where a build knows none. */
  readonly releases: string;
}

/** Replaced as a whole when a bundle is made (`scripts/bundle.ts`). */
export const buildInfo: BuildInfo = {
  version: "0.1.0",
  commit: "development",
  date: "unreleased",
  target: "source",
  releases: "",
};
