/**
 * `im mcp` with the SDK's own client, in this process or in one of its own.
 *
 * @module
 */

import { Client } from "@modelcontextprotocol/sdk/client";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport";
import type { LoggingMessageNotification, Progress } from "@modelcontextprotocol/sdk/types";
// @ts-types="@modelcontextprotocol/sdk/types"
import { ListRootsRequestSchema, LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { runProgram } from "../../cli/main.ts";
import type { World } from "../../core/world.ts";
import { programUnderTest } from "./im.ts";
import type { Scene } from "./scene.ts";
import { createTestWorld, type TestWorld } from "./test-world.ts";

/** What a client is like. */
export interface ClientOptions {
  /** Words behind `im mcp`. */
  readonly args?: readonly string[];
  /** Added to the scene's variables; an empty text takes one away. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it offers as roots; absent: it knows no roots. They may change meanwhile. */
  readonly roots?: { readonly uri: string; readonly name?: string }[];
  /** How far the wall clock of a server in this process is ahead of the real one, milliseconds. */
  readonly clockOffset?: number;
}

/** An answer as tests look at it. */
export interface ToolAnswer {
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly isError: boolean;
}

/** A connected client and the server behind it. */
export interface Session {
  readonly client: Client;
  /** Calls a tool. */
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<ToolAnswer>;
  /** What the server logged, in order. */
  readonly logged: LoggingMessageNotification["params"][];
  /** Lines of stdout so far. */
  lines(): readonly string[];
  /** Ends the server's input; resolves with its status. */
  end(): Promise<number>;
  /** Of a server in this process. */
  readonly world: TestWorld;
}

/** What a call has besides. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: Progress) => void;
}

/** Runs `im mcp` in this process, in a scene. */
export async function withServer<T>(
  scene: Scene,
  options: ClientOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const { args = [], env = {}, clockOffset = 0 } = options;
  const testWorld = createTestWorld({
    cwd: scene.directory,
    env: { ...scene.env, ...env },
    isSilent: scene.platform.isSilent,
    clockOffset,
  });
  const wire = createWire();
  const world: World = { ...testWorld.world, stdinStream: () => wire.input, stdout: wire.output };
  const status = runProgram(["mcp", ...args], world);
  const { client, logged } = createClient(options);
  let isEnded = false;
  const end = async () => {
    if (!isEnded) await wire.end();
    isEnded = true;
    return await status;
  };
  try {
    await client.connect(wire.transport);
    return await use({
      ...{ client, logged, end, world: testWorld, lines: wire.lines },
      call: (name, args, more) => callTool(client, name, args, more),
    });
  } finally {
    await end();
    await client.close();
    testWorld.close();
  }
}

/** Connects the SDK's client with the program in a process of its own, over the SDK's own transport. */
export async function withProcess<T>(
  { env, directory }: Pick<Scene, "env" | "directory">,
  options: ClientOptions,
  use: (session: Pick<Session, "client" | "call" | "logged"> & { readonly pid: number }) => Promise<T>,
): Promise<T> {
  const inherited = ["PATH", "HOME", "DENO_DIR", "IM_REGISTRY", "JSR_URL"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const transport = new StdioClientTransport({
    command: programUnderTest(),
    args: ["mcp", ...options.args ?? []],
    cwd: directory,
    env: { ...Object.fromEntries(inherited), ...env, ...options.env },
    stderr: "ignore",
  });
  const { client, logged } = createClient(options);
  await client.connect(transport);
  try {
    return await use({
      ...{ client, logged, pid: transport.pid ?? 0 },
      call: (name, args, more) => callTool(client, name, args, more),
    });
  } finally {
    await client.close();
  }
}

function createClient({ roots }: ClientOptions) {
  const capabilities = roots === undefined ? {} : { roots: { listChanged: true } };
  const client = new Client({ name: "test", version: "1.0.0" }, { capabilities });
  const logged: LoggingMessageNotification["params"][] = [];
  client.setNotificationHandler(
    LoggingMessageNotificationSchema,
    ({ params }) => void logged.push(params),
  );
  if (roots !== undefined) client.setRequestHandler(ListRootsRequestSchema, () => ({ roots }));
  return { client, logged };
}

/** Calls a tool and takes its answer apart. */
export async function callTool(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
  options: CallOptions = {},
): Promise<ToolAnswer> {
  const { content, structuredContent, isError } = await client.callTool(
    { name, arguments: args },
    undefined,
    options,
  );
  const texts = content as readonly { readonly type: string; readonly text?: string }[];
  return {
    envelope: structuredContent as ToolAnswer["envelope"],
    text: texts.map(({ text = "" }) => text).join(""),
    isError: isError === true,
  };
}

/** Both ends of the streams: the program's, and the client's as a transport of the SDK. */
function createWire() {
  const { readable: input, writable } = new TransformStream<Uint8Array, Uint8Array>(
    {},
    { highWaterMark: 1024 },
    { highWaterMark: 1024 },
  );
  const writer = writable.getWriter();
  const lines: string[] = [];
  let rest = "";
  const decoder = new TextDecoder();
  const transport: Transport = {
    start: () => Promise.resolve(),
    send: (message) => writer.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`)),
    close() {
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  const output: World["stdout"] = {
    isTerminal: false,
    columns: () => undefined,
    write(bytes) {
      const [first = "", ...others] = decoder.decode(bytes, { stream: true }).split("\n");
      const whole = [rest + first, ...others];
      rest = whole.pop() ?? "";
      for (const line of whole) {
        lines.push(line);
        transport.onmessage?.(JSON.parse(line));
      }
      return Promise.resolve();
    },
  };
  return { input, output, transport, lines: () => lines, end: () => writer.close() };
}
