import { paginationLine } from "../pagination.ts";
import { terminalJson } from "../terminal.ts";
import { linesText } from "../wrap-lines.ts";
import type { OutputFormat } from "./format.ts";
import { documentText } from "./json.ts";

/** The command's own view for people; the JSON document where it has none. */
export const pretty: OutputFormat = {
  name: "pretty",
  async text({ pretty, pagination, document }, settings) {
    if (pretty === undefined) return terminalJson(await documentText(document(), settings));
    const lines = pretty(settings.screen);
    return linesText(lines, settings.screen) + paginationLine(pagination, settings.screen);
  },
};
