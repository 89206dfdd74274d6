/**
 * `im mcp`: commands as tools of the Model Context Protocol, over standard input and output (docs/contract.md, 16).
 *
 * @module
 */

import { Server } from "@modelcontextprotocol/sdk/server";
import type { ServerNotification } from "@modelcontextprotocol/sdk/types";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  ResultSchema,
  RootsListChangedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { buildInfo } from "../../core/build-info.ts";
import { interruptedFailure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { list, readAs, record, text } from "../../core/json/schema.ts";
import { createSecrets } from "../../core/text/redact.ts";
import { sleep, type World } from "../../core/world.ts";
import type { Progress, Runtime } from "../command.ts";
import { redactingSink, writeText } from "../output/terminal.ts";
import { shareParts } from "../shared-parts.ts";
import { strictIdentity } from "../strict.ts";
import { type CallContext, runTool } from "./call.ts";
import { untilAborted, withOneComputation } from "./call-world.ts";
import { toolDefinition } from "./definition.ts";
import { createDirectories, type Root } from "./directories.ts";
import { instructionsFor } from "./instructions.ts";
import { createToolProgress, NO_PROGRESS } from "./progress.ts";
import { chooseTools, type ToolSet } from "./tools.ts";
import { createStreamTransport } from "./transport.ts";

/** Calls that are under way when the input ends have so long to end, milliseconds. */
const GRACE = 1000;
/** For a person who tries it out. */
const TERMINAL_NOTE = "serving tools on stdin and stdout, for a client of the Model Context Protocol\n";
/** A client that offers roots but does not name them within this time has none, milliseconds. */
const ROOTS_TIMEOUT = 5000;

const ROOT_LIST = record({ roots: list({ uri: text, name: text }) });

/** What the options of the server say. */
export interface ServerOptions {
  readonly allowWrite: boolean;
  readonly tools: readonly string[] | undefined;
}

/**
 * Serves until the input ends.
 *
 * @throws {Failure} exit 2 for a choice of tools that is none; `interrupted` on a signal.
 */
export async function serve(runtime: Runtime, { allowWrite, tools: only }: ServerOptions): Promise<void> {
  const strict = await strictIdentity(runtime);
  const tools = await chooseTools(runtime.program, { allowWrite, only, strict });
  const world = serverWorld(runtime);
  const { clock, interrupt } = world;
  const transport = createStreamTransport(world);
  const calls = createCalls();
  const server = createServer(runtime, world, tools, calls);
  await server.connect(transport);
  if (world.stdinIsTerminal) await writeText(world.stderr, TERMINAL_NOTE);
  const stopped = async () => {
    await calls.stop();
    await transport.idle();
  };
  const within = (work: Promise<unknown>) => Promise.race([work, sleep(clock, GRACE)]);
  try {
    await untilAborted(transport.ended, interrupt);
    await untilAborted(within(transport.idle()), interrupt);
    await untilAborted(within(stopped()), interrupt);
    // However slowly it is read.
    await untilAborted(transport.flushed(), interrupt);
  } finally {
    await within(stopped().then(() => transport.flushed()));
    await server.close();
  }
}

/** The calls that are under way. */
interface Calls {
  /** Begins one; its signal is aborted with a failure, by the client or with all others. */
  begin(cancelled: AbortSignal): AbortSignal;
  /** Something that runs for a call, even after its answer. */
  track(work: Promise<unknown>): void;
  /** Ends all of them. */
  stop(): Promise<unknown>;
}

function createCalls(): Calls {
  const all = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    begin(cancelled) {
      const own = new AbortController();
      const cancel = () => own.abort(interruptedFailure("interrupt"));
      if (cancelled.aborted) cancel();
      else cancelled.addEventListener("abort", cancel, { once: true });
      return AbortSignal.any([all.signal, own.signal]);
    },
    track(work) {
      const ended = work.catch(() => {}).finally(() => running.delete(ended));
      running.add(ended);
    },
    stop() {
      all.abort(interruptedFailure("terminate"));
      return Promise.all(running);
    },
  };
}

/** What all calls of the server see of the machine. */
function serverWorld(runtime: Runtime): World {
  const { world } = runtime;
  return withOneComputation({
    ...world,
    // A relative directory of the configuration is one below the directory of the process, whatever `-C` says.
    env: (name) =>
      name === "IM_CONFIG_DIR" && world.env(name) !== undefined ? runtime.root() : world.env(name),
  });
}

function createServer(runtime: Runtime, world: World, tools: ToolSet, calls: Calls): Server {
  const server = new Server(
    { name: "im", version: buildInfo.version },
    { capabilities: { tools: {}, logging: {} }, instructions: instructionsFor(tools.served) },
  );
  const { served, leftOut } = tools;
  const context = createContext(runtime, world, tools, server, calls);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: served.map(toolDefinition) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const { name, arguments: args = {}, _meta } = params;
    const tool = served.find((one) => one.name === name);
    if (tool === undefined) throw unknownTool(name, leftOut(name));
    const progress = progressFor(world, _meta?.progressToken, sendNotification);
    // Arguments were JSON; their numbers may be bigints.
    const call = { tool, args: args as JsonObject, signal: calls.begin(signal), progress };
    return await runTool(call, context);
  });
  server.setNotificationHandler(RootsListChangedNotificationSchema, () => context.directories.refresh());
  return server;
}

function createContext(
  runtime: Runtime,
  world: World,
  { toolOf }: ToolSet,
  server: Server,
  { track }: Calls,
): CallContext {
  const { globals, origins, program } = runtime;
  const secrets = createSecrets();
  const settings = { values: globals, origins, names: {} };
  const quietly = { ...world, stderr: redactingSink(world.stderr, secrets) };
  const own = globals.directory === undefined ? undefined : world.cwd;
  const log: CallContext["log"] = (level, data) =>
    void server.sendLoggingMessage({ level, logger: "im", data }).catch(() => {});
  const onFailure = (error: unknown) => {
    log("warning", {
      key: "roots_not_listed",
      detail: error instanceof Error ? error.message : String(error),
    });
  };
  return {
    ...{ world: quietly, settings, program, secrets, track, log },
    shared: shareParts(quietly, settings, secrets),
    directories: createDirectories(world, own, () => listRoots(server), onFailure),
    toolOf,
    told: new Set(),
  };
}

function unknownTool(name: string, why: string | undefined): McpError {
  return new McpError(
    ErrorCode.InvalidParams,
    `Unknown tool: ${name}${why === undefined ? "" : ` (${why})`}`,
  );
}

/** Not by the SDK's own call: that refuses the whole list for one root that is no directory. */
async function listRoots(server: Server): Promise<readonly Root[]> {
  if (server.getClientCapabilities()?.roots === undefined) return [];
  const answer = await server.request({ method: "roots/list" }, ResultSchema, { timeout: ROOTS_TIMEOUT });
  const { roots } = readAs(ROOT_LIST, answer as JsonObject);
  return (roots ?? []).flatMap(({ uri, name }) => uri ? [{ uri, name: name ?? undefined }] : []);
}

function progressFor(
  { clock }: World,
  progressToken: string | number | undefined,
  send: (notification: ServerNotification) => Promise<void>,
): Progress {
  if (progressToken === undefined) return NO_PROGRESS;
  return createToolProgress(clock, (note) => {
    send({ method: "notifications/progress", params: { progressToken, ...note } }).catch(() => {});
  });
}
