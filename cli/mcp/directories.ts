/**
 * Where the calls of a client may reach files: the directory of `-C`, and what the client calls its roots
 * (docs/contract.md, 16).
 *
 * @module
 */

import { Failure, invalidArgument } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { isAbsolute, resolve } from "@std/path";

/** A directory that a client offers. */
export interface Root {
  readonly uri: string;
  readonly name?: string | undefined;
}

/** One of them, and how else it is called. */
interface Place {
  readonly path: string;
  readonly names: readonly string[];
}

/** The directories that calls may work in. */
export interface Directories {
  /** Asks the client again before the next call. */
  refresh(): void;
  /**
   * The directory of a call; `undefined` where there is none to reach files in.
   *
   * @param root which one, by URI, path or name; default: that of `-C`, else the client's first one
   * @throws {Failure} exit 2 where it is none of them.
   */
  choose(root: string | undefined): Promise<string | undefined>;
}

/**
 * Makes them.
 *
 * @param own the path of the directory of `-C`, where it was given
 * @param listRoots asks the client; answers with nothing where it has none
 * @param onFailure told why the client named none
 */
export function createDirectories(
  { cwd, os, files }: Pick<World, "cwd" | "os" | "files">,
  own: string | undefined,
  listRoots: () => Promise<readonly Root[]>,
  onFailure: (error: unknown) => void,
): Directories {
  const realPath = (path: string) => files.realPath(path).catch(() => undefined);
  /** The one that is the same directory by another path. */
  async function sameDirectory(all: readonly Place[], root: string): Promise<Place | undefined> {
    const real = isAbsolute(root) ? await realPath(root) : undefined;
    if (real === undefined) return undefined;
    const paths = await Promise.all(all.map(({ path }) => realPath(path)));
    return all[paths.indexOf(real)];
  }
  const ownPlace = own === undefined ? [] : [{ path: own, names: [] }];
  let asked: Promise<readonly Root[]> | undefined;
  return {
    refresh() {
      asked = undefined;
    },
    async choose(root) {
      // The client need not be asked for what it has no part in.
      if (root === undefined && ownPlace[0] !== undefined) return ownPlace[0].path;
      const roots = await (asked ??= listRoots().catch((error) => {
        asked = undefined;
        onFailure(error);
        return [];
      }));
      const all = [
        ...ownPlace,
        ...roots.flatMap(({ uri, name }) => {
          const path = pathOfUri(uri, os);
          return path === undefined ? [] : [{ path, names: [uri, ...name === undefined ? [] : [name]] }];
        }),
      ];
      if (root === undefined) return all[0]?.path;
      const found = all.find(({ path }) => path === root || path === resolve(cwd, root)) ??
        all.find(({ names }) => names.includes(root)) ?? await sameDirectory(all, root);
      if (found !== undefined) return found.path;
      const known = all.map(({ path }) => `"${path}"`).join(", ");
      throw invalidArgument(
        "root",
        `root is no directory that this server may use: "${root}"`,
        known === "" ? START_HINT : `use one of ${known}`,
      );
    },
  };
}

const START_HINT = "start the server with -C DIR, or let the client offer roots";

/** The path of a `file:` address; `undefined` for others, and for files of other machines. */
function pathOfUri(uri: string, os: World["os"]): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, host, pathname } = new URL(uri);
  if (protocol !== "file:" || (host !== "" && host !== "localhost")) return undefined;
  try {
    const path = decodeURIComponent(pathname);
    return resolve(os === "windows" ? path.replace(/^\/(?=[A-Za-z]:)/, "") : path);
  } catch {
    return undefined;
  }
}

/** A directory that is not there, for calls that may reach no files. */
const NOWHERE = "/nowhere-at-all";

/** Whether there is a directory at a path. */
export async function isDirectory({ files }: Pick<World, "files">, path: string): Promise<boolean> {
  try {
    return (await files.stat(path)).isDirectory;
  } catch {
    return false;
  }
}

/**
 * The same world for a call that has no directory: whatever would reach a file fails, and says why.
 *
 * @param missing the directory that it would have if that were there
 */
export function withoutDirectory(world: World, missing: string | undefined): World {
  const failure = () =>
    new Failure({
      type: "validation",
      subtype: "failed_precondition",
      ...(missing === undefined
        ? { message: "this server may not reach any files", hint: START_HINT }
        : { message: `there is no directory "${missing}"`, hint: "create it, or choose another root" }),
    });
  const { files } = world;
  const guard =
    <A extends readonly unknown[], R>(reach: (path: string | URL, ...rest: A) => R) =>
    (path: string | URL, ...rest: A): R => {
      if (String(path).startsWith(NOWHERE)) throw failure();
      return reach(path, ...rest);
    };
  const guarded: Partial<World["files"]> = {
    stat: async (path) => await guard(files.stat)(path),
    lstat: async (path) => await guard(files.lstat)(path),
    realPath: async (path) => await guard(files.realPath)(path),
    realPathSync: guard(files.realPathSync),
  };
  return {
    ...world,
    cwd: NOWHERE,
    files: Object.create(files, Object.getOwnPropertyDescriptors(guarded)),
  };
}
