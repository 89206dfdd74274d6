import type { Tool } from "@modelcontextprotocol/sdk/types";
import type { ServedTool } from "./tool.ts";

/** A tool as clients list it. Its answers are envelopes, whose full schema `api_schema` and `im schema` show. */
export function toolDefinition(tool: ServedTool): Tool {
  const { name, description, inputSchema, risk, replaces = false, isIdempotent = false, isOnline } = tool;
  const isRead = risk === "read";
  return {
    name,
    description,
    inputSchema: inputSchema as Tool["inputSchema"],
    outputSchema: { type: "object", required: ["ok"] },
    annotations: {
      readOnlyHint: isRead,
      destructiveHint: risk === "high-risk-write" || replaces,
      idempotentHint: isRead || isIdempotent,
      // Left out, it means that there is a world outside.
      ...(isOnline ? {} : { openWorldHint: false }),
    },
  };
}
