import type { Schema } from "../../core/api/method.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { alias, integer, optional, short, text, toggle, withVariable } from "../options/option.ts";
import { type PageDefaults, pageOptions } from "../options/page.ts";

/** Where the bytes of a response go. */
export const OUTPUT_OPTIONS = {
  output: short(
    "o",
    optional(text("path", "where to save it: a relative path, a directory, or - for stdout")),
  ),
  originalName: toggle("save it under the server's file name"),
  overwrite: toggle("replace an existing file"),
};

/** How far lists are read unless options say otherwise (docs/contract.md, 8). */
export const RAW_PAGES: PageDefaults = { size: 0, limit: 10, delay: 200 };

/**
 * The options of a list. The size is the service's own unless it is given.
 *
 * @param schema of the parameter `page_size`
 */
export function rawPageOptions(schema?: Pick<Schema, "minimum" | "maximum">) {
  const { minimum = 1, maximum = 1000 } = schema ?? {};
  const bounds = schema?.maximum === undefined ? "" : `, ${minimum} to ${maximum}`;
  return {
    ...pageOptions(RAW_PAGES),
    pageSize: withVariable(
      alias(
        optional(integer(minimum, maximum, `items per page${bounds} (default: the service's)`)),
        "limit",
      ),
    ),
  };
}

/** The values of a page's options as parameters of the query. */
export function pageParameters(
  values: { readonly pageSize?: unknown; readonly pageToken?: unknown },
): JsonObject {
  const { pageSize, pageToken } = values;
  return {
    ...(typeof pageSize === "number" ? { page_size: pageSize } : {}),
    ...(typeof pageToken === "string" ? { page_token: pageToken } : {}),
  };
}
