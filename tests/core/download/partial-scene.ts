/**
 * A directory in which partial files for `a.bin` are opened, for the tests of partial files and their records.
 *
 * @module
 */

import { openPartialFile, type PartialWorld } from "../../../core/download/partial-file.ts";
import type { KnownObject } from "../../../core/download/range-response.ts";
import type { ResourceIdentity } from "../../../core/download/record.ts";
import { pinDirectory } from "../../../core/pinned-directory.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";

/** The resource that they are of. */
export const RESOURCE: ResourceIdentity = {
  host: "https://a.b",
  message_id: "om_1",
  file_key: "file_1",
  type: "file",
};
/** What is known of it. */
export const OBJECT: KnownObject = { total: 1000, etag: '"v1"', lastModified: undefined, contentType: "a/b" };
/** A hundred bytes to write. */
export const BYTES = new Uint8Array(100).map((_none, index) => index + 1);
/** Name of the partial file. */
export const PART = ".a.bin.im-part";
/** Name of its record. */
export const RECORD = ".a.bin.im-part.json";

/** A directory in which partial files for `a.bin` are opened. */
export async function inDirectory(
  use: (
    directory: string,
    open: (resource?: ResourceIdentity, base?: string) => ReturnType<typeof openPartialFile>,
  ) => Promise<void>,
  world: PartialWorld = fakeWorld(),
): Promise<void> {
  await inTemporaryDirectory((cwd) => {
    const directory = pinDirectory({ ...world, cwd }, "output", cwd);
    return use(
      cwd,
      (resource = RESOURCE, base = "a.bin") => openPartialFile(world, directory, base, resource),
    );
  });
}

/** Names of the files in a directory, in order. */
export async function namesIn(directory: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(directory));
  return entries.map(({ name }) => name).sort();
}

type Open = Parameters<Parameters<typeof inDirectory>[0]>[1];

/** Leaves bytes 0 to 99 and a record of them. */
export async function leaveHundred(open: Open): Promise<void> {
  const partial = await open();
  partial.describe(OBJECT);
  partial.write(0, BYTES);
  await partial.saveRecord("now");
  await partial.close("keep");
}
