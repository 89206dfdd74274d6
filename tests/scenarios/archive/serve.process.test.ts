import { inArchivedScene, plainWorld, serve, type Served } from "../../support/archive-site.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { mp4Video } from "../../support/media.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** The site, entered: requests with its cookie. */
interface Visit {
  readonly served: Served;
  readonly scene: Scene;
  readonly cookie: string;
  get(path: string, more?: RequestInit & { readonly headers?: Record<string, string> }): Promise<Response>;
}

/** Serves the plain archive and enters. */
async function inSite<T>(use: (visit: Visit) => Promise<T>): Promise<T> {
  return await inArchivedScene(plainWorld(), async (scene) => {
    await using served = await serve(scene);
    const entry = await fetch(served.first, { redirect: "manual" });
    await entry.body?.cancel();
    const cookie = (entry.headers.get("set-cookie") ?? "").replace(/;.*/, "");
    return await use({
      ...{ served, scene, cookie },
      get: (path, { headers, ...more } = {}) =>
        fetch(served.origin + path, { redirect: "manual", ...more, headers: { cookie, ...headers } }),
    });
  });
}

/** Sends a request as it stands, which no client would; answers with what comes back. */
async function exchange(
  { served: { origin } }: Pick<Visit, "served">,
  ...lines: readonly string[]
): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(origin).port) });
  await connection.write(new TextEncoder().encode([...lines, "Connection: close", "", ""].join("\r\n")));
  return await new Response(connection.readable).text();
}

const status = async (response: Promise<Response>): Promise<number> => {
  const { status, body } = await response;
  await body?.cancel();
  return status;
};

/** The address of the video of the plain archive. */
async function videoPath({ get }: Visit): Promise<string> {
  const page = await (await get("/chat/oc_group")).text();
  return /<video[^>]* src="([^"]+)"/.exec(page)?.[1] ?? "";
}

describe("archive serve", () => {
  it("lets in who opens its address, once, with a cookie for that browser alone", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      await using served = await serve(scene);
      assertEquals(await status(fetch(served.origin)), 403);
      assertEquals(await status(fetch(served.first, { method: "HEAD" })), 403);
      assertEquals(await status(fetch(served.first, { method: "POST" })), 403);
      const entry = await fetch(served.first, { redirect: "manual" });
      await entry.body?.cancel();
      assertEquals([entry.status, entry.headers.get("location")], [303, "/"]);
      const cookie = entry.headers.get("set-cookie") ?? "";
      assert(/^im_archive_\d+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/.test(cookie), cookie);
      assertEquals(await status(fetch(served.first, { redirect: "manual" })), 403);
      const headers = { cookie: cookie.replace(/;.*/, "") };
      assertEquals(await status(fetch(served.origin, { headers })), 200);
      assertEquals(await status(fetch(served.first, { headers, redirect: "manual" })), 303);
    }));

  it("answers no other name than that of this machine, which does not use the address up", () =>
    inArchivedScene(plainWorld(), async (scene) => {
      await using served = await serve(scene);
      const { pathname, host, port } = new URL(served.first);
      for (
        const name of [
          "evil.example",
          `evil.example:${port}`,
          "127.0.0.1:1",
          `127.0.0.1.evil.example:${port}`,
          "",
        ]
      ) {
        const answer = await exchange({ served }, `GET ${pathname} HTTP/1.1`, `Host: ${name}`);
        assert(/^HTTP\/1\.1 (?:403|400)/.test(answer), answer);
        assert(!/set-cookie/i.test(answer), answer);
      }
      const answer = await exchange({ served }, `GET ${pathname} HTTP/1.1`, `Host: ${host}`);
      assert(answer.startsWith("HTTP/1.1 303"), answer);
    }));

  it("only reads: other methods are refused, HEAD has the same headers and no body", () =>
    inSite(async ({ get }) => {
      for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
        assertEquals(await status(get("/chat/oc_group", { method })), 405, method);
      }
      const [head, full] = await Promise.all([
        get("/chat/oc_topic", { method: "HEAD" }),
        get("/chat/oc_topic"),
      ]);
      assertEquals(await head.text(), "");
      assertEquals(head.headers.get("content-length"), String((await full.arrayBuffer()).byteLength));
    }));

  it("finds nothing at paths that lead elsewhere", () =>
    inSite(async (visit) => {
      const { port } = new URL(visit.served.origin);
      const media = (await videoPath(visit)).slice("/media/".length);
      const paths = [
        "/media/../archive.db",
        "/media/%2e%2e/archive.db",
        "/media/..%2farchive.db",
        "/media/..%5carchive.db",
        "/media/%00",
        `/media/${media}%00.html`,
        `/media/${media}.mp4`,
        `/media/${media}/`,
        `/media/${media.toUpperCase()}`,
        "/archive.db",
        "//etc/passwd",
        "/chat/%ff",
        "/chat/oc_group%00",
        "/chat/oc_none",
        "/message/om_none",
        "/thread/omt_none",
        "/history/om_none",
        "/chat/oc_topic?at=om_1",
      ];
      for (const path of paths) {
        const answer = await exchange(
          visit,
          `GET ${path} HTTP/1.1`,
          `Host: 127.0.0.1:${port}`,
          `Cookie: ${visit.cookie}`,
        );
        assert(answer.startsWith("HTTP/1.1 404"), `${path}: ${answer}`);
      }
    }));

  it("says of every answer that nothing but the site itself may be loaded or shown in it", () =>
    inSite(async (visit) => {
      for (
        const path of ["/", "/chat/oc_group", "/none", "/style.css", "/script.js", await videoPath(visit)]
      ) {
        const { headers, body } = await visit.get(path);
        await body?.cancel();
        assert((headers.get("content-security-policy") ?? "").startsWith("default-src 'none';"), path);
        assertEquals(
          ["x-content-type-options", "referrer-policy", "cross-origin-resource-policy"].map((name) =>
            headers.get(name)
          ),
          ["nosniff", "no-referrer", "same-origin"],
        );
      }
    }));

  it("sends files in parts, as players ask for them", () =>
    inSite(async (visit) => {
      const path = await videoPath(visit);
      const whole = mp4Video(1000, 300_000);
      const all = await visit.get(path);
      assertEquals([all.status, all.headers.get("content-type"), all.headers.get("accept-ranges")], [
        200,
        "video/mp4",
        "bytes",
      ]);
      assertEquals(new Uint8Array(await all.arrayBuffer()), whole);
      const size = whole.length;
      const parts: readonly (readonly [string, number, number])[] = [
        ["bytes=0-99", 0, 100],
        ["bytes=100000-250000", 100_000, 250_001],
        [`bytes=${size - 5}-`, size - 5, size],
        ["bytes=-7", size - 7, size],
      ];
      for (const [range, from, to] of parts) {
        const part = await visit.get(path, { headers: { range } });
        assertEquals(part.status, 206, range);
        assertEquals(part.headers.get("content-range"), `bytes ${from}-${to - 1}/${size}`);
        assertEquals(part.headers.get("content-length"), String(to - from));
        assertEquals(new Uint8Array(await part.arrayBuffer()), whole.subarray(from, to));
      }
      assertEquals(await status(visit.get(path, { headers: { range: `bytes=${size}-` } })), 416);
      const head = await visit.get(path, { method: "HEAD" });
      assertEquals([head.status, head.headers.get("content-length"), await head.text()], [
        200,
        String(size),
        "",
      ]);
    }));

  it("gives files for saving that are no pictures, sound or video, and says where one is missing", () =>
    inSite(async (visit) => {
      const page = await (await visit.get("/chat/oc_group")).text();
      const pdf = /href="(\/media\/[0-9a-f]{64})" download="報告 final.pdf"/.exec(page)?.[1] ?? "";
      const { headers, body } = await visit.get(pdf);
      await body?.cancel();
      assertEquals([headers.get("content-type"), headers.get("content-disposition")], [
        "application/octet-stream",
        "attachment",
      ]);
      await Deno.remove(join(visit.scene.directory, "archive", "media"), { recursive: true });
      assertEquals(await status(visit.get(pdf)), 404);
    }));
});

describeOnUnix("archive serve, asked to end", () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends at once with 0 by ${signal}, also while a file is being sent and a browser keeps its connection`, () =>
      inSite(async (visit) => {
        const { child } = visit.served;
        const path = await videoPath(visit);
        const hex = path.slice("/media/".length);
        // More than the system takes at once.
        const file = join(visit.scene.directory, "archive", "media", hex.slice(0, 2), `${hex}.mp4`);
        await Deno.truncate(file, 200_000_000);
        const { port } = new URL(visit.served.origin);
        using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
        const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Cookie: ${visit.cookie}`, "", ""];
        await connection.write(new TextEncoder().encode(lines.join("\r\n")));
        await connection.read(new Uint8Array(10));
        child.kill(signal);
        const { code } = await child.status;
        assertEquals([code, await new Response(child.stderr).text()], [0, ""]);
      }));
  }
});
