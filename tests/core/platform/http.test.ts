import { spelled } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { exchange, type HttpRequest } from "../../../core/platform/http.ts";
import {
  fakeClock,
  fakeFetch,
  fakeWorld,
  neverReplies,
  type RecordedRequest,
  type Reply,
  type WorldParts,
} from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const HOME = "https://open.feishu.cn";
const GET: HttpRequest = { url: `${HOME}/a`, method: "GET", headers: { "x-own": "1" }, token: "u-secret" };
const POST: HttpRequest = { ...GET, method: "POST", body: "{}" };

const redirect = (location: string, status = 302): Reply => () =>
  new Response("moved", { status, headers: { location } });
const done: Reply = () => new Response("done");

function start(replies: readonly Reply[], request = GET, parts: WorldParts = {}) {
  const { fetch, seen } = fakeFetch(...replies);
  const trace: string[] = [];
  const abort = new AbortController();
  const clock = fakeClock();
  const world = fakeWorld({ clock, ...parts });
  const limits = {
    responseTimeout: 30_000,
    signal: abort.signal,
    trace: (line: string) => void trace.push(line),
  };
  return { clock, seen, trace, abort, run: () => exchange(world, fetch, request, limits) };
}

const authorizations = (seen: readonly RecordedRequest[]) => seen.map(({ headers }) => headers.authorization);

describe("exchange: redirects", () => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`are followed for HTTP ${status}, with the token inside the origin`, async () => {
      const { run, seen } = start([redirect("/b?c=d", status), done]);
      assertEquals(await (await run()).text(), "done");
      assertEquals(seen.map(({ url }) => url), [`${HOME}/a`, `${HOME}/b?c=d`]);
      assertEquals(authorizations(seen), ["Bearer u-secret", "Bearer u-secret"]);
    });
  }

  for (const status of [300, 304]) {
    it(`are not seen in HTTP ${status}`, async () => {
      const { run, seen } = start([() => new Response(null, { status, headers: { location: "/b" } })]);
      assertEquals((await run()).status, status);
      assertEquals(seen.length, 1);
    });
  }

  it("without a location are an answer", async () => {
    const { run } = start([() => new Response("x", { status: 302 })]);
    assertEquals((await run()).status, 302);
  });

  it("are followed ten times, and no further", async () => {
    const hops = (count: number) => Array.from({ length: count }, (_none, hop) => redirect(`/${hop}`));
    assertEquals(await (await start([...hops(10), done]).run()).text(), "done");
    const endless = start(hops(11));
    const detail = await rejectionOf(endless.run);
    assertEquals([detail.type, detail.subtype], ["network", "protocol"]);
    assertEquals(endless.seen.length, 11);
  });

  const elsewhere: readonly (readonly [name: string, location: string])[] = [
    ["another host", "https://cdn.example.com/b"],
    ["another port", "https://open.feishu.cn:8443/b"],
    ["a host that looks alike", "https://open.feishu.cn.evil.com/b"],
    ["an address without scheme", "//cdn.example.com/b"],
  ];
  for (const [name, location] of elsewhere) {
    it(`to ${name} lose the token, and keep it lost on the way back`, async () => {
      const { run, seen } = start([redirect(location), redirect(`${HOME}/c`), done]);
      await run();
      assertEquals(authorizations(seen), ["Bearer u-secret", undefined, undefined]);
      assertEquals(seen.map(({ headers }) => headers["x-own"]), ["1", "1", "1"]);
    });
  }

  const refused: readonly (readonly [name: string, request: HttpRequest, location: string, why: string])[] = [
    ["https to http", GET, "http://open.feishu.cn/b", "unencrypted"],
    ["https to http on loopback", GET, "http://127.0.0.1/b", "unencrypted"],
    [
      "http on loopback to http elsewhere",
      { ...GET, url: "http://127.0.0.1:1/a" },
      "http://a.com/b",
      "unencrypted",
    ],
    ["to a file", GET, "file:///etc/passwd", "unencrypted"],
    ["to a script", GET, "javascript:alert(1)", "unencrypted"],
    ["to no address", GET, "https://", "not a URL"],
    ["of a POST to another host", POST, "https://cdn.example.com/b", "POST"],
    ["of a DELETE to another host", { ...GET, method: "DELETE" }, "https://cdn.example.com/b", "DELETE"],
  ];
  for (const [name, request, location, why] of refused) {
    it(`are refused: ${name}`, async () => {
      const { run, seen } = start([redirect(location), done], request);
      const detail = await rejectionOf(run);
      assertEquals([detail.type, detail.subtype], ["policy", "access_denied"]);
      assertStringIncludes(spelled(detail.message), why);
      assertEquals(seen.length, 1);
    });
  }

  it("of a POST stay possible inside the origin", async () => {
    const { run, seen } = start([redirect("/b", 307), done], POST);
    await run();
    assertEquals(seen.map(({ method, body }) => [method, body]), [["POST", "{}"], ["POST", "{}"]]);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of ["/b", "https://cdn.example.com/b?signature=secret", "http://[", "/a"]) {
      it(`of a write are not followed: HTTP ${status} to ${location}`, async () => {
        const { run, seen } = start([redirect(location, status), done], { ...POST, isWrite: true });
        const detail = await rejectionOf(run);
        assertEquals([detail.type, detail.subtype, seen.length], ["network", "protocol", 1]);
        assertEquals(spelled(detail.message).includes("secret"), false);
      });
    }
  }

  it("between loopback hosts are followed", async () => {
    const { run, seen } = start([redirect("http://127.0.0.1:2/b"), done], {
      ...GET,
      url: "http://127.0.0.1:1/a",
    });
    await run();
    assertEquals(authorizations(seen), ["Bearer u-secret", undefined]);
  });
});

describe("exchange: time", () => {
  it("gives up when no answer comes", async () => {
    const { run, clock } = start([neverReplies]);
    const failing = rejectionOf(run);
    assertEquals(await clock.runUntil(failing), 30_000);
    const detail = await failing;
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "timeout", true]);
    assertStringIncludes(spelled(detail.message), "30 s");
  });

  it("gives up sooner when not even a connection can be made", async () => {
    const { run, clock } = start([neverReplies], GET, {
      connect: () => Promise.reject(new Error("unreachable")),
    });
    const failing = rejectionOf(run);
    assertEquals(await clock.runUntil(failing), 10_000);
    assertEquals((await failing).subtype, "timeout");
  });

  it("tries that connection at the right place", async () => {
    const tried: (readonly [string, number])[] = [];
    const connect = (hostname: string, port: number) => {
      tried.push([hostname, port]);
      return Promise.resolve();
    };
    for (const url of ["https://a.com/", "http://127.0.0.1/", "http://[::1]:8080/"]) {
      const { run, clock } = start([neverReplies], { ...GET, url }, { connect });
      await clock.runUntil(rejectionOf(run));
    }
    assertEquals(tried, [["a.com", 443], ["127.0.0.1", 80], ["::1", 8080]]);
  });

  const proxies = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
  for (
    const [name, ms] of [...proxies.map((name) => [name, 30_000] as const), ["NO_PROXY", 10_000] as const]
  ) {
    it(`${ms === 30_000 ? "does not doubt" : "doubts"} the host where ${name} is set`, async () => {
      const { run, clock } = start([neverReplies], GET, {
        variables: { [name]: "http://proxy:1" },
        connect: () => Promise.reject(new Error("unreachable")),
      });
      assertEquals(await clock.runUntil(rejectionOf(run)), ms);
    });
  }

  it("leaves no timer behind", async () => {
    const { run, clock } = start([done]);
    await run();
    assertEquals(clock.pending(), 0);
  });

  it("ends at once with the signal's reason", async () => {
    const { run, clock, abort } = start([neverReplies]);
    const failing = rejectionOf(run);
    await clock.advance(1);
    abort.abort(new Failure({ type: "interrupted", subtype: "interrupt", message: "m" }));
    assertEquals((await failing).type, "interrupted");
    assertEquals([clock.monotonic(), clock.pending()], [1, 0]);
  });

  it("says what the network said", async () => {
    const { run } = start([() => {
      throw new TypeError("fetch failed", { cause: new Error("dns error: failed to lookup address") });
    }]);
    assertEquals((await rejectionOf(run)).subtype, "dns");
  });
});

describe("exchange: log", () => {
  it("has no token and no body", async () => {
    const { run, trace } = start([done], POST);
    await run();
    assertEquals(trace, [`> POST ${HOME}/a`, "< 200 after 0 ms"]);
  });

  it("has the range and the service's log id", async () => {
    const { run, trace } = start(
      [() => new Response("", { status: 206, headers: { "x-tt-logid": "L1" } })],
      { ...GET, headers: { range: "bytes=0-1" } },
    );
    await run();
    assertEquals(trace, [`> GET ${HOME}/a (bytes=0-1)`, "< 206 after 0 ms (log id L1)"]);
  });

  it("hides the query of an address that a redirect gave", async () => {
    const { run, trace } = start([redirect("https://cdn.example.com/b?signature=secret"), done]);
    await run();
    assertEquals(trace.join("\n").includes("secret"), false);
    assertStringIncludes(trace.join("\n"), "https://cdn.example.com/b");
  });

  it("hides it in what the runtime says, too", async () => {
    const address = "https://cdn.example.com/b?signature=secret";
    const { run, trace } = start([
      redirect(address),
      () => {
        throw new TypeError(`error sending request for url (${address}): client error (Connect)`);
      },
    ]);
    await rejectionOf(run);
    assertEquals(trace.join("\n").includes("secret"), false);
    assertStringIncludes(trace.join("\n"), "https://cdn.example.com/b): client error");
  });
});

describe("exchange: request", () => {
  it("leaves redirects to this function", async () => {
    let mode: RequestRedirect | undefined;
    const response = new Response("x");
    const got = await exchange(
      fakeWorld(),
      (_url, init) => {
        mode = init.redirect;
        return Promise.resolve(response);
      },
      GET,
      { responseTimeout: 1, signal: new AbortController().signal },
    );
    assertEquals(mode, "manual");
    assertStrictEquals(got, response);
  });

  it("carries no authorization without a token", async () => {
    const { run, seen } = start([done], { url: GET.url, method: "GET", headers: {} });
    await run();
    assertEquals(authorizations(seen), [undefined]);
  });
});
