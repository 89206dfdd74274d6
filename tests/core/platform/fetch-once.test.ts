/**
 * What really goes over the line: connections that are used again, and bodies that are streamed. These hold for the
 * runtime under test, since its `fetch` decides both.
 *
 * @module
 */

import { spelled } from "../../../cli/spelling.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { Failure } from "../../../core/failure.ts";
import { createClient } from "../../../core/platform/client.ts";
import type { ApiRequest, FormBody } from "../../../core/platform/request.ts";
import {
  type RawReply,
  type RawRequest,
  rawResponse,
  type RawServerOptions,
  startRawServer,
} from "../../support/raw-server.ts";
import { NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const OK = rawResponse('{"code":0,"data":{}}');
const WRITE: ApiRequest = { method: "POST", path: "/write", body: { text: "once" }, repeatable: false };
const READ: ApiRequest = { method: "GET", path: "/read", repeatable: true };

async function withServer<T>(
  reply: (request: RawRequest) => RawReply,
  use: (
    server: ReturnType<typeof startRawServer>,
    call: (request: ApiRequest) => Promise<unknown>,
  ) => Promise<T>,
  options?: RawServerOptions,
): Promise<T> {
  const server = startRawServer(reply, options);
  const { world, close } = createTestWorld({ cwd: "/" });
  const client = createClient(world, {
    hosts: { open: server.origin, accounts: server.origin },
    tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1" }),
    identity: "user",
    retryRules: retryRules(30),
    timeout: 30_000,
    userAgent: "im/1.0.0",
    scopes: [],
  });
  try {
    return await use(server, (request) => client.call(request));
  } finally {
    close();
    await server.close();
  }
}

/** A form of `size` bytes; tells how many were taken. */
function formOf(size: number, fault?: { readonly after: number; readonly error: unknown }) {
  let taken = 0;
  const stream = () => {
    let sent = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (fault !== undefined && sent >= fault.after) return controller.error(fault.error);
        const piece = new Uint8Array(Math.min(65_536, size - sent)).fill(65);
        if (piece.length === 0) return controller.close();
        sent += piece.length;
        taken += piece.length;
        controller.enqueue(piece);
      },
    }, { highWaterMark: 0 });
  };
  const form: FormBody = {
    fields: [["a", "b"]],
    file: { field: "file", name: "季.bin", content: { size, stream } },
  };
  const request: ApiRequest = { method: "POST", path: "/upload", form, repeatable: false };
  return { request, taken: () => taken };
}

describe("a write that may not be repeated", () => {
  it("arrives exactly once when the connection closes before the answer, and is reported as unknown", () =>
    withServer(({ head }) => head.startsWith("GET") ? OK : "close", async ({ requests }, call) => {
      await call(READ);
      const detail = await rejectionOf(() => call(WRITE));
      assertEquals(requests.map(({ head }) => head.split(" ")[0]), ["GET", "POST"]);
      assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "transport", undefined]);
      assertStringIncludes(spelled(detail.message), "outcome is unknown");
      assertStringIncludes(spelled(detail.hint ?? ""), "check whether it took effect");
    }));

  it("never uses a connection again, neither another one's nor its own", () =>
    withServer(() => OK, async ({ requests }, call) => {
      for (const request of [READ, WRITE, WRITE, WRITE]) await call(request);
      assertEquals(requests.map(({ turn }) => turn), [1, 1, 1, 1]);
      assertEquals(new Set(requests.map(({ connection }) => connection)).size, 4);
    }));

  it("stays once when its own connection would be closed at the second use", () =>
    withServer(({ turn }) => turn === 1 ? OK : "close", async ({ requests }, call) => {
      await call(WRITE);
      await call(WRITE);
      assertEquals(requests.length, 2);
    }));

  it("with an idempotency key goes out alone, too, and is repeated by the client only", () =>
    withServer(
      ({ head, turn }) => head.startsWith("GET") || turn > 1 ? OK : "close",
      async ({ requests }, call) => {
        await call(READ);
        const detail = await rejectionOf(() => call({ ...WRITE, body: { uuid: "1" }, repeatable: true }));
        assertEquals([requests.length, detail.retryable], [4, true]);
      },
    ));

  it("leaves the kept connections to reads", () =>
    withServer(() => OK, async ({ requests }, call) => {
      for (let count = 0; count < 3; count++) await call(READ);
      assertEquals(new Set(requests.map(({ connection }) => connection)).size, 1);
    }));
});

describe("a streamed form", () => {
  it("has a Content-Length and no chunked coding, and arrives whole", () =>
    withServer(() => OK, async ({ requests }, call) => {
      const { request } = formOf(1_000_003);
      await call(request);
      const [seen] = requests;
      assert(seen !== undefined);
      const length = Number(/^content-length: (\d+)\r?$/im.exec(seen.head)?.[1]);
      assertEquals([length, /transfer-encoding/i.test(seen.head)], [seen.body.length, false]);
      const type = /^content-type: (.*?)\r?$/im.exec(seen.head)?.[1] ?? "";
      const text = new TextDecoder().decode(seen.body);
      const boundary = /boundary=(\S+)$/.exec(type)?.[1] ?? "none";
      assert(text.startsWith(`--${boundary}\r\n`) && text.endsWith(`\r\n--${boundary}--\r\n`));
      assertStringIncludes(text, 'filename="季.bin"');
      assertEquals(text.split("A").length, 1_000_004);
    }));

  it("is not read ahead of the network", () =>
    withServer(() => OK, async ({ received }, call) => {
      const size = 64 * 1024 * 1024;
      const { request, taken } = formOf(size);
      const detail = await rejectionOf(() => call(request));
      assertEquals(detail.type, "network");
      assert(received() <= 1_000_000);
      // What the buffers of the system hold, and a little more.
      assert(taken() < size / 2, `${taken()} bytes were taken`);
    }, { breakAfter: 1_000_000 }));

  it("is sent once, however it ends", () =>
    withServer(() => "close", async ({ requests }, call) => {
      const detail = await rejectionOf(() => call(formOf(300_000).request));
      assertEquals([requests.length, detail.retryable], [1, undefined]);
      assertStringIncludes(spelled(detail.message), "outcome is unknown");
    }));

  it("breaks off with what was wrong with the file, so that nothing whole arrives", () =>
    withServer(() => OK, async ({ requests }, call) => {
      const error = new Failure({ type: "validation", subtype: "invalid_argument", message: "it changed" });
      const detail = await rejectionOf(() => call(formOf(300_000, { after: 131_072, error }).request));
      assertEquals([detail.type, detail.message, requests.length], ["validation", "it changed", 0]);
    }));

  it("brings the refusal of a server that does not wait for its end", () => {
    const early = () =>
      rawResponse('{"code":234006,"msg":"too large"}', "400 Bad Request", ["connection: close"]);
    return withServer(() => OK, async (_server, call) => {
      const detail = await rejectionOf(() => call(formOf(200_000).request));
      // The answer, or, where the server's end of the connection outran it, a broken connection.
      assert(detail.code === 234006 || detail.subtype === "transport", JSON.stringify(detail));
    }, { early });
  });
});

describe("a write to nobody", () => {
  it("is tried again, since it cannot have arrived", async () => {
    const { world, waited, close } = createTestWorld({ cwd: "/" });
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const origin = `http://127.0.0.1:${listener.addr.port}`;
    listener.close();
    const client = createClient(world, {
      hosts: { open: origin, accounts: origin },
      tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1" }),
      identity: "user",
      retryRules: retryRules(30),
      timeout: 30_000,
      userAgent: "im/1.0.0",
      scopes: [],
    });
    const detail = await rejectionOf(() => client.call(formOf(10).request));
    assertStringIncludes(spelled(detail.message), "refused the connection");
    assertEquals([detail.retryable, waited.length], [true, 2]);
    close();
  });
});
