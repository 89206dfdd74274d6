import { spelled } from "../../../cli/spelling.ts";
import { Failure } from "../../../core/failure.ts";
import { openUrl, type UrlOptions } from "../../../core/upload/open-url.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { type RawReply, type RawRequest, rawResponse, startRawServer } from "../../support/raw-server.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FLAG = "file";
const OPTIONS: UrlOptions = {
  kind: "file",
  userAgent: "im/1.0.0",
  isAllowed: (address) => address.startsWith("127."),
};
const NAMES = {
  "files.example": ["127.0.0.1"],
  "second.example": ["127.0.0.2", "127.0.0.1"],
  "inside.example": ["10.0.0.1"],
  "mixed.example": ["127.0.0.1", "10.0.0.1"],
};

interface Place {
  readonly requests: readonly RawRequest[];
  readonly port: number;
  /** Fetches a path, from files.example unless a host is given. */
  open(path: string, more?: Partial<UrlOptions>, host?: string): ReturnType<typeof openUrl>;
  readonly interrupt: AbortController;
  /** Names of the temporary files that were made, and of those that are still there. */
  readonly made: readonly string[];
  left(): readonly string[];
}

async function inPlace(reply: (request: RawRequest) => RawReply, use: (place: Place) => Promise<void>) {
  const server = startRawServer(reply);
  await inTemporaryDirectory(async (directory) => {
    const interrupt = new AbortController();
    const { world, close } = createTestWorld({ cwd: directory, names: NAMES, interrupt: interrupt.signal });
    const made: string[] = [];
    const files: typeof world.files = {
      ...Deno,
      async makeTempFile(options) {
        const path = await Deno.makeTempFile({ ...options, dir: directory });
        made.push(path);
        return path;
      },
    };
    try {
      await use({
        requests: server.requests,
        port: server.port,
        open: (path, more = {}, host = "files.example") =>
          openUrl({ ...world, files }, FLAG, `http://${host}:${server.port}${path}`, { ...OPTIONS, ...more }),
        interrupt,
        made,
        left: () => Array.from(Deno.readDirSync(directory), ({ name }) => name),
      });
    } finally {
      close();
    }
  });
  await server.close();
}

const redirect = (location: string) => rawResponse("", "302 Found", [`location: ${location}`]);
const header = ({ head }: RawRequest, name: string) =>
  new RegExp(`^${name}: (.*?)\r?$`, "im").exec(head)?.[1];
const path = ({ head }: RawRequest) => head.split(" ")[1];

describe("openUrl", () => {
  it("gives what was fetched like a file, and leaves nothing behind", () =>
    inPlace(() => rawResponse("0123456789"), async ({ open, requests, port, made, left }) => {
      const file = await open("/dir/a.bin?x=y");
      assertEquals([file.name, file.size, new TextDecoder().decode(file.read(8, 9))], ["a.bin", 10, "89"]);
      const stream = file.content().stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
      assertEquals(await new Response(stream).text(), "0123456789");
      assertEquals(requests.map((request) => [path(request), header(request, "host")]), [
        ["/dir/a.bin?x=y", `files.example:${port}`],
      ]);
      await file.close();
      assertEquals([made.length, left()], [1, []]);
    }));

  it("sends nothing along but the program's name", () =>
    inPlace(() => rawResponse("x"), async ({ open, requests }) => {
      await (await open("/a")).close();
      const names = requests[0]?.head.split("\r\n").slice(1).map((line) =>
        line.split(":")[0]?.toLowerCase()
      ) ?? [];
      assertEquals(names.filter((name) => /^(authorization|cookie|referer|origin)$/.test(name ?? "")), []);
      assertEquals(requests[0] && header(requests[0], "user-agent"), "im/1.0.0");
    }));

  it("goes to the address that was checked, whatever the name would mean by then", () =>
    inPlace(() => rawResponse("x"), async ({ open, requests }) => {
      // No resolver but the test's knows this name.
      await (await open("/a", {}, "files.example")).close();
      assertEquals(requests.length, 1);
    }));

  it("tries the next address where the first one refuses the connection", () =>
    inPlace(() => rawResponse("x"), async ({ open, requests }) => {
      await (await open("/a", {}, "second.example")).close();
      assertEquals(requests.length, 1);
    }));

  it("takes name and extension from the answer", () =>
    inPlace(
      () => rawResponse("%PDF-1.7", "200 OK", ['content-disposition: attachment; filename="r.xlsx"']),
      async ({ open }) => {
        const file = await open("/get");
        assertEquals(file.name, "r.xlsx");
        await file.close();
      },
    ));

  it("takes the extension from the first bytes where nothing else says it", () =>
    inPlace(() => rawResponse("%PDF-1.7"), async ({ open }) => {
      const file = await open("/get?id=1");
      assertEquals(file.name, "get.pdf");
      await file.close();
    }));

  it("shows its progress", () =>
    inPlace(() => rawResponse("x".repeat(300_000)), async ({ open }) => {
      const seen: (readonly [number, number | undefined])[] = [];
      const file = await open("/a", { onProgress: (done, total) => seen.push([done, total]) });
      assertEquals(seen.at(-1), [300_000, 300_000]);
      await file.close();
    }));
});

describe("openUrl: redirects", () => {
  it("are followed five times, and no further", async () => {
    const hops = (most: number) => (request: RawRequest) => {
      const hop = Number(path(request)?.slice(1));
      return hop < most ? redirect(`/${hop + 1}`) : rawResponse("x");
    };
    await inPlace(hops(5), async ({ open, requests }) => {
      await (await open("/0")).close();
      assertEquals(requests.length, 6);
    });
    await inPlace(hops(6), async ({ open, requests }) => {
      const detail = await rejectionOf(() => open("/0"));
      assertEquals([detail.type, detail.subtype, requests.length], ["network", "protocol", 6]);
    });
  });

  const closed: readonly (readonly [name: string, location: string, type: string])[] = [
    ["a private address", "http://10.0.0.1/", "validation"],
    ["the address of cloud secrets", "http://169.254.169.254/latest/", "validation"],
    ["this machine", "http://localhost/", "validation"],
    ["a name with a private address", "https://inside.example/", "validation"],
    ["a name with one private address among others", "https://mixed.example/", "validation"],
    ["a file", "file:///etc/passwd", "validation"],
    ["inline data", "data:text/plain,x", "validation"],
    ["no address", "http://", "network"],
    ["an unknown host", "https://unknown.example/", "network"],
  ];
  for (const [name, location, type] of closed) {
    it(`to ${name} are refused`, () =>
      inPlace(() => redirect(location), async ({ open, requests, left }) => {
        assertEquals((await rejectionOf(() => open("/a"))).type, type);
        assertEquals([requests.length, left()], [1, []]);
      }));
  }

  it("from https to http are refused", async () => {
    const { world, close } = createTestWorld({ cwd: "/", names: NAMES });
    const asked: string[] = [];
    const fetchOnce: typeof world.fetchOnce = (url) => {
      asked.push(url);
      return Promise.resolve(
        new Response(null, { status: 302, headers: { location: "http://files.example/" } }),
      );
    };
    const detail = await rejectionOf(() =>
      openUrl({ ...world, fetchOnce }, FLAG, "https://files.example/a", OPTIONS)
    );
    assertEquals([detail.type, asked], ["validation", ["https://files.example/a"]]);
    assertStringIncludes(spelled(detail.message), "https to http");
    close();
  });

  it("lose user name and password", () =>
    inPlace(
      (request) =>
        path(request) === "/a" ? redirect(`http://me:word@${header(request, "host")}/b`) : rawResponse("x"),
      async ({ open, requests }) => {
        await (await open("/a")).close();
        assertEquals(requests[1] && header(requests[1], "authorization"), undefined);
      },
    ));
});

describe("openUrl: what is given up", () => {
  for (
    const status of [
      "201 Created",
      "204 No Content",
      "206 Partial Content",
      "304 Not Modified",
      "404 Not Found",
    ]
  ) {
    it(`HTTP ${status}`, () =>
      inPlace(() => rawResponse("", status), async ({ open }) => {
        const detail = await rejectionOf(() => open("/dir/secret-part/a?token=secret"));
        assertEquals([detail.type, detail.code], ["network", Number(status.slice(0, 3))]);
        assertEquals(JSON.stringify(detail).includes("secret"), false);
        assertStringIncludes(spelled(detail.hint ?? ""), "nothing was sent");
      }));
  }

  it("an internal address, before anything is sent", () =>
    inPlace(() => rawResponse("x"), async ({ open, requests }) => {
      const { isAllowed: _loopback, ...strict } = OPTIONS;
      const detail = await rejectionOf(() => open("/a", { isAllowed: () => false }));
      assertEquals([detail.type, detail.input, requests.length], ["validation", FLAG, 0]);
      const { world, close } = createTestWorld({ cwd: "/", names: NAMES });
      const byDefault = await rejectionOf(() => openUrl(world, FLAG, "http://files.example/", strict));
      assertEquals(byDefault.type, "validation");
      close();
    }));

  it("a body whose length is too large, without reading it", () =>
    inPlace(() => "HTTP/1.1 200 OK\r\ncontent-length: 10485761\r\n\r\n", async ({ open, made }) => {
      const detail = await rejectionOf(() => open("/a", { kind: "image" }));
      assertEquals([detail.type, detail.input, made.length], ["validation", FLAG, 0]);
    }));

  it("a body without a length as soon as it is too large", () => {
    const endless = `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${"x".repeat(11 * 1024 * 1024)}`;
    return inPlace(() => endless, async ({ open, left }) => {
      const detail = await rejectionOf(() => open("/a", { kind: "image" }));
      assertEquals([detail.type, detail.input, left()], ["validation", FLAG, []]);
      assertStringIncludes(spelled(detail.message), "10.0 MiB");
    });
  });

  it("an empty body", () =>
    inPlace(() => rawResponse(""), async ({ open, left }) => {
      const detail = await rejectionOf(() => open("/a"));
      assertEquals([detail.type, left()], ["validation", []]);
      assertStringIncludes(spelled(detail.message), "empty");
    }));

  it("a body that breaks off", () =>
    inPlace(
      () => "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\nwrong",
      async ({ open, left }) => {
        const detail = await rejectionOf(() => open("/dir/a?token=secret"));
        assertEquals([detail.type, left()], ["network", []]);
        assertStringIncludes(spelled(detail.message), "http://files.example");
        assertEquals(JSON.stringify(detail).includes("secret"), false);
        assertEquals(detail.hint?.includes("continues"), false);
      },
    ));

  it("everything at Ctrl-C, in the middle of a body, too", () =>
    inPlace(() => "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", async ({ open, interrupt, left }) => {
      const reason = new Failure({ type: "interrupted", subtype: "interrupt", message: "m" });
      const detail = await rejectionOf(() => open("/a", { onProgress: () => interrupt.abort(reason) }));
      assertEquals([detail.type, left()], ["interrupted", []]);
    }));
});
