/**
 * The options of commands that can save what is attached to messages.
 *
 * @module
 */

import { checkDependency, checkExclusive } from "../../options/exclusive.ts";
import { optional, type OptionValues, toggle } from "../../options/option.ts";
import { byteSize } from "../../options/size.ts";

/** The options of commands that can save what is attached to messages. */
export const downloadOptions = {
  downloadResources: toggle("save images and files under ./lark-im-resources/"),
  downloadLimit: optional(byteSize("start no more downloads once this much is saved, such as 500MB or 2GiB")),
  failFast: toggle("with --download-resources: stop at the first file that cannot be saved"),
  verify: toggle(
    "with --download-resources: save nothing; compare the saved files with the service's",
  ),
};

/** The options that have a meaning only where files are saved. */
const DOWNLOAD_DETAILS = ["downloadLimit", "failFast", "verify"] as const;

/** Checks these options together. @throws {Failure} exit 2 */
export function checkDownloadOptions(
  values: OptionValues<typeof downloadOptions>,
  nameOf: (key: string) => string,
): void {
  for (const key of DOWNLOAD_DETAILS) checkDependency(values, key, "downloadResources", nameOf);
  checkExclusive(values, ["downloadLimit", "verify"], nameOf);
  checkExclusive(values, ["failFast", "verify"], nameOf);
}
