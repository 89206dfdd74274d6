import type { Schema } from "../../core/api/schema.ts";
import { alias, integer, optional, withVariable } from "../flags.ts";
import { type PageDefaults, pageFlags } from "../page-flags.ts";

/** How lists are walked unless flags say otherwise (CONTRACT 8). */
export const RAW_PAGES: PageDefaults = { size: 0, limit: 10, delay: 200 };

/**
 * The flags of a list. The size is the service's own unless it is given.
 *
 * @param schema of the parameter `page_size`
 */
export function rawPageFlags(schema?: Pick<Schema, "minimum" | "maximum">) {
  const { minimum = 1, maximum = 1000 } = schema ?? {};
  const bounds = schema?.maximum === undefined ? "" : `, ${minimum} to ${maximum}`;
  return {
    ...pageFlags(RAW_PAGES),
    pageSize: withVariable(
      alias(
        optional(integer(minimum, maximum, `records of a page${bounds} (default: the service's)`)),
        "limit",
      ),
    ),
  };
}
