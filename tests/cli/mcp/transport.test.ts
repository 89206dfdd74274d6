import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types";
import { createStreamTransport } from "../../../cli/mcp/transport.ts";
import { fakeSink, settle } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A transport that reads these pieces, what came in, and what went out. */
async function received(pieces: readonly (string | Uint8Array)[], maxLength?: number) {
  const bytes = pieces.map((one) => typeof one === "string" ? new TextEncoder().encode(one) : one);
  const stdout = fakeSink();
  const transport = createStreamTransport(
    { stdinStream: () => ReadableStream.from(bytes), stdout },
    { maxLength },
  );
  const messages: JSONRPCMessage[] = [];
  transport.onmessage = (message) => void messages.push(message);
  await transport.start();
  await transport.ended;
  await transport.flushed();
  return { transport, messages, stdout };
}

const ping = (id: number | string): JSONRPCMessage => ({ jsonrpc: "2.0", id, method: "ping" });
const line = (value: unknown) => `${JSON.stringify(value)}\n`;

describe("messages over streams", () => {
  it("come in whatever pieces their bytes come in", async () => {
    const text = new TextEncoder().encode(line(ping("李雷 🍜")) + line(ping(2)));
    const pieces = Array.from(text, (byte) => Uint8Array.of(byte));
    assertEquals((await received(pieces)).messages, [ping("李雷 🍜"), ping(2)]);
  });

  it("may end without a newline, have one of Windows, and blank lines between them", async () => {
    const { messages } = await received([
      line(ping(1)).replace("\n", "\r\n"),
      "\n\n",
      JSON.stringify(ping(2)),
    ]);
    assertEquals(messages, [ping(1), ping(2)]);
  });

  it("that are too long are refused, and the next one is read", async () => {
    const { messages, stdout } = await received(["x".repeat(60), "x".repeat(60), "\n", line(ping(1))], 100);
    assertEquals(messages, [ping(1)]);
    assertEquals(JSON.parse(stdout.text()).error.code, -32600);
  });

  it("may have null for no arguments of a call; others that are none are refused", async () => {
    const call = (id: number, params: unknown) => line({ jsonrpc: "2.0", id, method: "tools/call", params });
    const { messages, stdout } = await received([
      call(1, { name: "a", arguments: null }),
      ...["x", [1], 5].map((args, at) => call(at + 2, { name: "a", arguments: args })),
      call(5, { arguments: {} }),
      call(6, undefined),
    ]);
    assertEquals(messages as unknown[], [{
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "a" },
    }]);
    const answers = stdout.text().trim().split("\n").map((text) => JSON.parse(text));
    assertEquals(answers.map(({ id, error }) => [id, error.code]), [2, 3, 4, 5, 6].map((id) => [id, -32602]));
  });

  it("keep the digits of long integers", async () => {
    const params = '{"name":"a","arguments":{"n":12345678901234567890}}';
    const { messages, transport, stdout } = await received([
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}\n`,
    ]);
    const [message] = messages;
    await transport.send({ jsonrpc: "2.0", id: 1, result: { got: message } } as JSONRPCMessage);
    assertEquals(stdout.text().includes('"n":12345678901234567890'), true);
  });

  it("are idle when each request has its answer or is cancelled", async () => {
    const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 2 } };
    const { transport } = await received([line(ping(1)), line(ping(2)), line(cancel)]);
    let isIdle = false;
    transport.idle().then(() => isIdle = true);
    await settle();
    assertEquals(isIdle, false);
    await transport.send({ jsonrpc: "2.0", id: 1, result: {} });
    await settle();
    assertEquals(isIdle, true);
  });

  it("are not taken while too much is waiting to be read by the client", async () => {
    const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
    const stdout = { ...fakeSink(), write: () => isRead };
    const bytes = new TextEncoder().encode(line(ping(1)) + line(ping(2)) + line(ping(3)));
    const transport = createStreamTransport(
      { stdinStream: () => ReadableStream.from([bytes]), stdout },
      { maxUnwritten: 10 },
    );
    const messages: JSONRPCMessage[] = [];
    transport.onmessage = (message) => {
      messages.push(message);
      void transport.send({ jsonrpc: "2.0", id: messages.length, result: {} });
    };
    await transport.start();
    await settle();
    assertEquals(messages, [ping(1)]);
    read();
    await transport.ended;
    assertEquals(messages, [ping(1), ping(2), ping(3)]);
  });

  it("end where nobody reads what is written", async () => {
    const stdout = { ...fakeSink(), write: () => Promise.reject(new Deno.errors.BrokenPipe()) };
    const transport = createStreamTransport({ stdinStream: () => new ReadableStream(), stdout });
    await transport.start();
    await transport.send({ jsonrpc: "2.0", id: 1, result: {} });
    await transport.ended;
  });
});
