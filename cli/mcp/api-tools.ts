/**
 * The methods of the API behind two tools: one that describes them, one that calls them.
 *
 * @module
 */

import { invalidInput } from "../../core/failure.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import type { Command } from "../command.ts";
import { suggest } from "../suggestion.ts";
import { type Describable, describingCommand } from "./describing.ts";
import { type Allowed, readOnlyFailure, type ServedTool } from "./tool.ts";

const FAMILY = "api";

/** Makes them. */
export function apiTools(describable: Describable, allowed: Allowed): readonly ServedTool[] {
  return [describingTool(describingCommand(describable)), callingTool(allowed)];
}

function describingTool(command: Command): ServedTool {
  return {
    name: "api_schema",
    family: FAMILY,
    path: "schema",
    description: command.summary,
    inputSchema: {
      type: "object",
      properties: {
        method: {
          type: "string",
          description: "messages.delete, or a tool; a family or a word lists what belongs to it",
        },
      },
    },
    risk: "read",
    identities: [],
    isDocument: true,
    resolve: (args) => Promise.resolve({ command, args }),
  };
}

function callingTool(allowed: Allowed): ServedTool {
  const { allowWrite, strict } = allowed;
  return {
    name: "api_call",
    family: FAMILY,
    path: "api",
    description: allowWrite ? "Call a method of the IM API" : "Call a method of the IM API that only reads",
    inputSchema: {
      type: "object",
      properties: {
        method: { type: "string", description: "as api_schema lists it" },
        params: { type: "object", description: "path and query" },
        data: { type: "object", description: "body" },
        file: { type: "string", description: "path of a file to upload" },
        yes: { type: "boolean", description: "confirms what cannot be undone or disturbs people" },
        ...(strict === undefined ? { as: { enum: ["user", "bot"] } } : {}),
        dry_run: { type: "boolean" },
        root: { type: "string" },
      },
      required: ["method"],
    },
    risk: allowWrite ? "high-risk-write" : "read",
    identities: ["user", "bot"],
    async resolve({ method, ...args }) {
      const command = await methodCommand(typeof method === "string" ? method : "");
      if (command.risk !== "read" && !allowWrite) throw readOnlyFailure(`${command.name} writes`);
      const unused = ["data", "file"].find((key) => args[key] !== undefined && !(key in command.options));
      if (unused !== undefined) {
        const shape = action("schema", { path: String(method) });
        throw invalidInput(unused, `${method} takes no ${unused}`, phrase`what it takes: ${shape}`);
      }
      // Only a method that needs a confirmation has a place for it.
      const { yes, ...others } = args;
      return { command, args: "yes" in command.options && yes !== undefined ? { ...others, yes } : others };
    },
  };
}

/**
 * The command of a method, whose id may be written as on a command line.
 *
 * @throws {Failure} exit 2 where there is no such method.
 */
async function methodCommand(typed: string): Promise<Command> {
  const { loadCatalogue } = await import("../../core/api/load-catalogue.ts");
  const { methodCommand: commandOf } = await import("../raw/commands.ts");
  const methods = await loadCatalogue();
  const id = typed.trim().replace(/^im[. ]/, "").replaceAll(" ", ".");
  const method = methods.find((one) => one.id === id);
  if (method !== undefined) return commandOf(method);
  const [meant] = suggest(id, methods.map((one) => one.id), 1);
  const list = action("schema");
  throw invalidInput(
    "method",
    id === "" ? "method is missing" : `there is no method "${id}"`,
    meant === undefined
      ? phrase`list them with ${list}`
      : phrase`did you mean ${meant}? all methods: ${list}`,
  );
}
