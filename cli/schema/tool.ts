/**
 * Commands as tool objects: what each takes and answers with, for every door that hands over JSON.
 *
 * @module
 */

import { dangerGrade, type Method } from "../../core/api/method.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { anything } from "../../core/json/shape.ts";
import type { Command, Example } from "../command.ts";
import { inputSchema } from "../options/json.ts";
import { methodExamples } from "../raw/examples.ts";
import { methodCommandName } from "../raw/resources.ts";
import { shortcutFor } from "../raw/shortcuts.ts";
import { envelopeSchema } from "./envelope.ts";
import { methodAnswer, methodInput } from "./method.ts";

/** A command in the form in which agents take tools. */
export interface ToolDescription {
  /** The command line without its options: `im messages delete`. */
  readonly name: string;
  readonly description: string;
  /** What it takes, as JSON Schema 2020-12. */
  readonly inputSchema: JsonObject;
  /** The document that it prints, as JSON Schema 2020-12. */
  readonly outputSchema: JsonObject;
  readonly _meta: ToolMeta;
}

/** What an agent should know about a command besides. */
export type ToolMeta = {
  readonly envelope_version: "1.0";
  readonly risk: Command["risk"];
  /** It needs a confirmation. */
  readonly danger: boolean;
  /** How a person at a terminal confirms it; `depends`: with its name where it is about much, else with y. */
  readonly danger_grade?: NonNullable<Command["danger"]>;
  readonly identities: readonly string[];
  /** The same as `identities`. */
  readonly access_tokens: readonly string[];
  /** Any one of them is enough. */
  readonly scopes: readonly string[];
  /** All of them are needed. */
  readonly required_scopes: readonly string[];
  /** What may be needed besides, by identity. */
  readonly more_scopes?: JsonObject;
  /** Of methods of the API. */
  readonly http_method?: string;
  readonly path?: string;
  readonly examples: readonly { readonly description: string; readonly command: string }[];
  readonly affordance?: {
    readonly tips?: readonly string[];
    readonly related?: readonly string[];
  };
};

/** A command that is defined by hand: shortcuts, and all others that are no method of the API. */
export async function describeTool(command: Command): Promise<ToolDescription> {
  const { name, summary, options, description = [], examples, seeAlso = [] } = command;
  return {
    name: `im ${name}`,
    description: summary,
    inputSchema: inputSchema(options),
    outputSchema: envelopeSchema(await command.answer?.() ?? anything(), command.preview !== undefined),
    _meta: metaOf(command, { examples, tips: description, related: seeAlso }),
  };
}

/** A method of the API. */
export function describeMethodTool(method: Method): ToolDescription {
  const shortcut = shortcutFor(method.id);
  const { http: http_method, path } = method;
  return {
    name: `im ${methodCommandName(method.id)}`,
    description: method.summary,
    inputSchema: methodInput(method),
    outputSchema: envelopeSchema(methodAnswer(method), true),
    _meta: metaOf({ ...method, danger: dangerGrade(method) }, {
      call: { http_method, path },
      examples: methodExamples(method),
      tips: method.notes === undefined ? [] : [method.notes],
      related: shortcut === undefined ? [] : [shortcut],
    }),
  };
}

/** What differs between commands and methods. */
interface MetaParts {
  readonly call?: Pick<ToolMeta, "http_method" | "path">;
  readonly examples: readonly Example[];
  readonly tips: readonly string[];
  readonly related: readonly string[];
}

function metaOf(
  { risk, danger, identities, scopes, moreScopes }:
    & Pick<Command, "risk" | "identities" | "scopes" | "moreScopes">
    & { readonly danger?: Command["danger"] | undefined },
  { call, examples, tips, related }: MetaParts,
): ToolMeta {
  const affordance = {
    ...(tips.length === 0 ? {} : { tips }),
    ...(related.length === 0 ? {} : { related: related.map((name) => `im ${name}`) }),
  };
  return {
    envelope_version: "1.0",
    ...call,
    risk,
    danger: risk === "high-risk-write",
    ...(danger === undefined ? {} : { danger_grade: danger }),
    identities,
    access_tokens: identities,
    scopes,
    required_scopes: [],
    ...(moreScopes === undefined ? {} : { more_scopes: { ...moreScopes } }),
    examples: examples.map(({ comment, line }) => ({ description: comment, command: `im ${line}` })),
    ...(Object.keys(affordance).length === 0 ? {} : { affordance }),
  };
}
