import type { Tool } from "@modelcontextprotocol/sdk/types";
import type { ServedTool } from "./tool.ts";

/** A tool as clients list it. */
export function toolDefinition(tool: ServedTool): Tool {
  const { name, description, inputSchema } = tool;
  return {
    name,
    description,
    inputSchema: inputSchema as Tool["inputSchema"],
    outputSchema: outputSchema(tool),
    annotations: annotations(tool),
  };
}

/**
 * The envelope, which is the same for all tools: the instructions say what is in it. Of the data the fields that are
 * always there are named; the whole schema is what `api_schema` shows.
 */
function outputSchema({ answerFields = [] }: ServedTool): Tool["outputSchema"] {
  const fields = Object.fromEntries(answerFields.map((field) => [field, {}]));
  return {
    type: "object",
    properties: { data: answerFields.length === 0 ? {} : { properties: fields } },
    required: ["ok"],
  };
}

/** What is left out means nothing for a tool that reads. */
function annotations({ risk, replaces, isIdempotent, identities }: ServedTool) {
  return {
    readOnlyHint: risk === "read",
    destructiveHint: risk === "high-risk-write" || replaces === true,
    ...(risk === "read" ? {} : { idempotentHint: isIdempotent === true }),
    ...(identities.length > 0 ? {} : { openWorldHint: false }),
  };
}
