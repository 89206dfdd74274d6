import { bytesOf, oggPage, opusHead } from "../../support/bytes.ts";
import { sha256 } from "../../support/downloads.ts";
import { putFiles } from "../../support/files.ts";
import { inWeb, type PublicWeb } from "../../support/public-web.ts";
import { type RawReply, type RawRequest, rawResponse } from "../../support/raw-server.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { inDemo, sendLine, unsentError } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Plays a scene with a web around it. */
function onWeb(
  reply: (request: RawRequest) => RawReply,
  use: (web: PublicWeb, scene: Scene) => Promise<void>,
): Promise<void> {
  return inDemo({}, (scene) => inWeb(scene, reply, (web) => use(web, scene)));
}

const redirect = (location: string, status = "302 Found") =>
  rawResponse("", status, [`location: ${location}`]);
const pathOf = ({ head }: RawRequest) => head.split(" ")[1];

describe("an address is fetched and what it answers with is uploaded", () => {
  for (const url of ["http://files.example/report.pdf", "https://files.example/report.pdf"]) {
    it(url, () =>
      onWeb(() => rawResponse("%PDF-1.7 content"), async (web, { platform }) => {
        const data = dataOf(await web.run(sendLine("--file", url)));
        const [upload] = platform.uploads;
        const digest = await sha256(new TextEncoder().encode("%PDF-1.7 content"));
        assertEquals([upload?.fileName, upload?.type, upload?.sha256], ["report.pdf", "pdf", digest]);
        assertEquals(platform.sentMessages.map(({ content }) => content), [{ file_key: upload?.key }]);
        assertEquals(data["uploads"], [
          { flag: "--file", key: upload?.key, name: "report.pdf", size_bytes: 16 },
        ]);
        assertEquals(web.headerOf(web.requests[0], "host"), "files.example");
      }));
  }

  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: nothing of ours goes along but the program's name`, () =>
      onWeb(() => rawResponse("x"), async (web, scene) => {
        const as = identity === "bot" ? ["--as", "bot"] : ["--as", "user"];
        const line = ["+messages-send", "--chat-id", "oc_7b1e0c94f2d85a63b8e1407d6c39fa52", ...as];
        assertEquals(Object.keys(env).length === 0, identity === "user");
        dataOf(await web.run([...line, "--file", "http://files.example/a"]));
        const names = web.requests[0]?.head.split("\r\n").slice(1).map((one) =>
          one.split(":")[0]?.toLowerCase()
        );
        assertEquals(names?.toSorted(), [
          "accept",
          "accept-encoding",
          "accept-language",
          "host",
          "user-agent",
        ]);
        for (const secret of ["u-demo", "t-demo", "oc_"]) {
          assert(!web.requests[0]?.head.includes(secret), `told the host ${secret}`);
        }
        assertEquals(scene.platform.log.map(({ token }) => token), [identity, identity]);
      }));
  }

  it("a recording without an extension is still sent as one, with its duration", () => {
    // Replies are texts, in which bytes below 128 stay what they are; those of a length of 2 s are.
    const recording = bytesOf(opusHead(), oggPage({ position: 96_000n, type: 4 }));
    const body = String.fromCharCode(...recording.map((byte) => byte & 0x7f));
    return onWeb(() => rawResponse(body), async (web, { platform }) => {
      const result = await web.run(sendLine("--audio", "https://files.example/download?id=1"));
      dataOf(result);
      const [upload] = platform.uploads;
      assertEquals([upload?.type, upload?.fileName, upload?.durationMs], ["opus", "download.opus", 2000]);
      assertEquals(platform.sentMessages.map(({ type }) => type), ["audio"]);
    });
  });
});

describe("the name of what was fetched", () => {
  const names: readonly (readonly [url: string, headers: readonly string[], name: string])[] = [
    ["https://files.example/dir/a.bin?sign=1#part", [], "a.bin"],
    ["https://files.example/", ["content-type: application/pdf"], "download.pdf"],
    ["https://files.example/get", ['content-disposition: attachment; filename="r.xlsx"'], "r.xlsx"],
    [
      "https://files.example/a.bin",
      ["content-disposition: attachment; filename*=UTF-8''%E6%8A%A5.csv"],
      "报.csv",
    ],
    [
      "https://files.example/get",
      ['content-disposition: attachment; filename="../../etc/passwd.txt"'],
      "passwd.txt",
    ],
    ["https://files.example/%E5%AD%A3.txt", [], "季.txt"],
    ["https://files.example/a%2F..%2Fb.txt", [], "b.txt"],
    ["https://files.example/a%0D%0Ab.txt", [], "ab.txt"],
  ];
  for (const [url, headers, name] of names) {
    it(`${url} ${headers.join()}: ${name}`, () =>
      onWeb(() => rawResponse("content", "200 OK", headers), async (web, { platform }) => {
        dataOf(await web.run(sendLine("--file", url)));
        assertEquals(platform.uploads.map(({ fileName }) => fileName), [name]);
      }));
  }
});

describe("addresses that may not be fetched: exit 2, nothing fetched, nothing sent", () => {
  const refused: readonly string[] = [
    "http://127.0.0.1/a.png",
    "http://127.1/a.png",
    "http://2130706433/a.png",
    "http://0x7f000001/a.png",
    "http://[::1]/a.png",
    "http://[::ffff:127.0.0.1]/a.png",
    "http://0.0.0.0/a.png",
    "http://localhost/a.png",
    "https://a.localhost/a.png",
    "http://localhost./a.png",
    "http://10.1.2.3/a.png",
    "http://100.64.0.1/a.png",
    "http://169.254.169.254/latest/meta-data/",
    "http://192.168.0.1/a.png",
    "https://rebound.example/a.png",
    "http://rebound.example/a.png",
    "http://rebound6.example/a.png",
    "http://mapped.example/a.png",
    "https://inside.example/a.png",
    "https://mixed.example/a.png",
    "HTTPS://METADATA.EXAMPLE/a.png",
    "https://me:word@files.example/a.png",
    "ftp://files.example/a.png",
  ];
  for (const url of refused) {
    it(url, () =>
      onWeb(() => rawResponse("x"), async (web, { platform }) => {
        for (const flag of ["--file", "--image"]) {
          const error = unsentError(platform, await web.run(sendLine(flag, url)), 2);
          assertEquals([error["type"], error["param"]], ["validation", flag]);
          assertEquals([web.requests.length, platform.log], [0, []]);
        }
      }));
  }
});

describe("redirects", () => {
  const hops = (most: number) => (request: RawRequest) => {
    const hop = Number(pathOf(request)?.slice(1));
    return hop < most ? redirect(`/${hop + 1}`) : rawResponse("x");
  };

  it("five are followed, the token goes to none of them", () =>
    onWeb(hops(5), async (web, { platform }) => {
      dataOf(await web.run(sendLine("--file", "https://files.example/0")));
      assertEquals([web.requests.length, platform.uploads.length], [6, 1]);
      assertEquals(
        web.requests.map((request) => web.headerOf(request, "authorization")),
        Array(6).fill(undefined),
      );
    }));

  it("six are not: exit 4", () =>
    onWeb(hops(6), async (web, { platform }) => {
      const error = unsentError(platform, await web.run(sendLine("--file", "https://files.example/0")), 4);
      assertEquals([error["type"], error["subtype"], web.requests.length], ["network", "protocol", 6]);
      assertEquals(platform.log, []);
    }));

  it("to another public host are followed", () =>
    onWeb(
      (request) => pathOf(request) === "/a.txt" ? redirect("https://other.example/b.txt") : rawResponse("x"),
      async (web, { platform }) => {
        dataOf(await web.run(sendLine("--file", "https://files.example/a.txt")));
        assertEquals(web.requests.map((request) => web.headerOf(request, "host")), [
          "files.example",
          "other.example",
        ]);
        assertEquals(platform.uploads.length, 1);
      },
    ));

  const closed: readonly string[] = [
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/",
    "https://localhost/",
    "https://inside.example/",
    "https://rebound.example/",
    "https://mixed.example/",
    "//rebound.example/",
    "file:///etc/passwd",
    "http://other.example/",
  ];
  for (const location of closed) {
    it(`from https to ${location} are refused: exit 2, nothing sent`, () =>
      onWeb(() => redirect(location), async (web, { platform }) => {
        const error = unsentError(platform, await web.run(sendLine("--file", "https://files.example/a")), 2);
        assertEquals([error["param"], web.requests.length, platform.log], ["--file", 1, []]);
      }));
  }
});

describe("an address that fails: nothing is sent, not even the address", () => {
  const url = "https://files.example/dir/secret-part/a.png?token=secret";
  const failures: readonly (readonly [name: string, answer: RawReply, status: number, type: string])[] = [
    ["HTTP 404", rawResponse("", "404 Not Found"), 4, "network"],
    ["HTTP 403", rawResponse("", "403 Forbidden"), 4, "network"],
    ["HTTP 500", rawResponse("", "500 Internal Server Error"), 4, "network"],
    ["HTTP 204", "HTTP/1.1 204 No Content\r\n\r\n", 4, "network"],
    ["HTTP 206", rawResponse("x", "206 Partial Content"), 4, "network"],
    ["a cut connection", "close", 4, "network"],
    ["an empty body", rawResponse(""), 2, "validation"],
    ["more than the limit", "HTTP/1.1 200 OK\r\ncontent-length: 104857601\r\n\r\n", 2, "validation"],
    ["a page in place of an image", rawResponse("<html></html>"), 2, "validation"],
  ];
  for (const [name, answer, status, type] of failures) {
    it(name, () =>
      onWeb(() => answer, async (web, { platform }) => {
        const error = unsentError(platform, await web.run(sendLine("--image", url)), status);
        assertEquals([error["type"], platform.log], [type, []]);
        const told = JSON.stringify(error);
        assert(!told.includes("secret"), told);
        if (type === "network") assertStringIncludes(String(error["hint"]), "nothing was sent");
      }));
  }

  it("an unknown host: exit 4", () =>
    onWeb(() => rawResponse("x"), async (web, { platform }) => {
      const error = unsentError(platform, await web.run(sendLine("--file", "https://unknown.example/a")), 4);
      assertEquals([error["type"], error["subtype"], web.requests], ["network", "dns", []]);
    }));

  it("a limit that only the bytes show: exit 2", () =>
    onWeb(
      () => `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${"x".repeat(10 * 1024 * 1024 + 1)}`,
      async (web, { platform }) => {
        const error = unsentError(platform, await web.run(sendLine("--image", url)), 2);
        assertEquals([error["param"], platform.log], ["--image", []]);
        assertStringIncludes(String(error["message"]), "10.0 MiB");
      },
    ));

  it("a video whose cover cannot be fetched is not sent alone", () =>
    onWeb(() => rawResponse("", "404 Not Found"), async (web, scene) => {
      await putFiles(scene, { "a.mp4": "....ftypisom" });
      unsentError(scene.platform, await web.run(sendLine("--video", "a.mp4", "--video-cover", url)), 4);
    }));

  it("a dry run fetches nothing, and shows host and last part only", () =>
    onWeb(() => rawResponse("x"), async (web, { platform }) => {
      const result = await web.run(sendLine("--image", url, "--dry-run"));
      assertEquals([result.status, web.requests, platform.log], [0, [], []]);
      assert(!result.stdout.includes("secret"), result.stdout);
      assertStringIncludes(result.stdout, "files.example");
    }));
});
