import { paginationLine } from "../pagination.ts";
import { cleanForTerminal } from "../terminal.ts";
import type { OutputFormat } from "./format.ts";
import { documentText } from "./json.ts";

/** The command's own view for people; the JSON document where it has none. */
export const pretty: OutputFormat = {
  name: "pretty",
  isForPeople: true,
  text({ pretty, pagination, document }, settings) {
    if (pretty === undefined) return documentText(document(), settings);
    return pretty().map(cleanForTerminal).join("\n") + "\n" + paginationLine(pagination);
  },
};
