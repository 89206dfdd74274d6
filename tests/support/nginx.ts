/**
 * A real nginx on loopback that serves files as the service serves resources.
 *
 * @module
 */

import { findProgram } from "./install.ts";
import { join } from "@std/path";

/** How it serves. */
export interface NginxOptions {
  readonly tls?: boolean;
  /** Directives for the place that serves the files, each with its semicolon. */
  readonly directives?: string;
  /** Directives for the server around that place. */
  readonly around?: string;
  /** Bytes a second that each connection carries at most (Linux). */
  readonly pace?: number;
}

/** A running nginx; dispose of it. */
export interface Nginx extends AsyncDisposable {
  /** Origin, for `IM_BASE_URL`. */
  readonly origin: string;
  /** Each file in this directory is the resource with its name as the key, of every message. */
  readonly files: string;
  /** With TLS: the PEM file of the authority to trust. */
  readonly authority: string | undefined;
  /** The connection of each request so far, and with TLS whether it resumed the session of another one. */
  requests(): readonly { readonly connection: string; readonly isResumed: boolean }[];
  /** Ends it at once, cutting every connection; `start` brings it back under the same address. */
  stop(): Promise<void>;
  start(options?: Pick<NginxOptions, "directives">): Promise<void>;
}

/**
 * nginx's own `limit_rate` lets the first second's bytes through at once, so a short range is never slowed. The kernel
 * can pace a connection evenly, and accepted connections inherit that from the listening socket, which nginx takes
 * over from whoever starts it.
 */
const PACER = `
import os, socket, sys
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
SO_MAX_PACING_RATE = 47
listener.setsockopt(socket.SOL_SOCKET, SO_MAX_PACING_RATE, int(sys.argv[2]))
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(511)
os.set_inheritable(listener.fileno(), True)
os.environ["NGINX"] = f"{listener.fileno()};"
os.execv(sys.argv[3], sys.argv[3:])
`;

/** Starts nginx; `undefined` where it, or what the options need, is neither there nor can be installed. */
export async function startNginx(options: NginxOptions = {}): Promise<Nginx | undefined> {
  const nginx = await findProgram("nginx");
  const python = options.pace === undefined ? "" : await findProgram("python3", "python3-minimal");
  if (nginx === undefined || python === undefined) return undefined;
  const directory = await Deno.realPath(await Deno.makeTempDir({ prefix: "im-nginx-" }));
  const files = join(directory, "files");
  await Deno.mkdir(files);
  const certificate = options.tls ? await makeCertificate(directory) : undefined;
  if (options.tls && certificate === undefined) return undefined;
  const port = freePort();
  const configuration = join(directory, "nginx.conf");
  const command = [nginx, "-p", directory, "-e", join(directory, "error.log"), "-c", configuration];
  let running: Deno.ChildProcess | undefined;

  const server = {
    origin: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`,
    files,
    authority: certificate?.authority,
    requests: () =>
      Deno.readTextFileSync(join(directory, "access.log")).trimEnd().split("\n").map((line) => {
        const [connection = "", resumed] = line.split(" ");
        return { connection, isResumed: resumed === "r" };
      }),
    async start({ directives = options.directives ?? "" }: Pick<NginxOptions, "directives"> = {}) {
      await Deno.writeTextFile(
        configuration,
        configurationText(directory, port, certificate, { ...options, directives }),
      );
      const [program = nginx, ...args] = options.pace === undefined
        ? command
        : [python, "-c", PACER, `${port}`, `${options.pace}`, ...command];
      const process = new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" })
        .spawn();
      running = process;
      await listening(port, process, join(directory, "error.log"));
    },
    async stop() {
      const process = running;
      running = undefined;
      if (process === undefined) return;
      try {
        process.kill("SIGTERM");
      } catch { /* it has ended by itself */ }
      await process.status;
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await Deno.remove(directory, { recursive: true });
    },
  };
  await server.start();
  return server;
}

function configurationText(
  directory: string,
  port: number,
  certificate: Certificate | undefined,
  { directives = "", around = "" }: NginxOptions,
): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${join(directory, kind)};`);
  const tls = certificate === undefined
    ? []
    : [`ssl_certificate ${certificate.certificate};`, `ssl_certificate_key ${certificate.key};`];
  return `
${Deno.uid() === 0 ? "user root;" : ""}
daemon off;
worker_processes 1;
pid ${join(directory, "pid")};
events { worker_connections 512; }
http {
  ${temporary.join(" ")}
  log_format connections "$connection $ssl_session_reused";
  access_log ${join(directory, "access.log")} connections;
  sendfile on;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:${port}${certificate === undefined ? "" : " ssl"};
    ${tls.join(" ")}
    ${around}
    location ~ ^/open-apis/im/v1/messages/[^/]+/resources/(?<key>[^/]+)$ {
      alias ${join(directory, "files")}/$key;
      ${directives}
    }
  }
}
`;
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function listening(port: number, process: Deno.ChildProcess, log: string): Promise<void> {
  let ended = false;
  process.status.then(() => ended = true);
  while (!ended) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error(`nginx did not start: ${await Deno.readTextFile(log).catch(() => "it left no log")}`);
}

/** Paths of PEM files for a server on 127.0.0.1. */
export interface Certificate {
  /** The certificate authority that a client has to trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes an authority of its own and a certificate signed by it; `undefined` without `openssl`. */
export async function makeCertificate(directory: string): Promise<Certificate | undefined> {
  const openssl = await findProgram("openssl");
  if (openssl === undefined) return undefined;
  const at = (name: string) => join(directory, name);
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await runOpenssl(openssl, [
    ...["req", "-x509", ...newKey, "-days", "2", "-subj", "/CN=im tests"],
    ...["-keyout", at("authority.key"), "-out", at("authority.pem")],
  ]);
  await runOpenssl(openssl, [
    ...["req", ...newKey, "-subj", "/CN=127.0.0.1"],
    ...["-keyout", at("server.key"), "-out", at("server.csr")],
  ]);
  await Deno.writeTextFile(at("extensions"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  await runOpenssl(openssl, [
    ...["x509", "-req", "-in", at("server.csr"), "-days", "2", "-extfile", at("extensions")],
    ...["-CA", at("authority.pem"), "-CAkey", at("authority.key"), "-CAcreateserial"],
    ...["-out", at("server.pem")],
  ]);
  return { authority: at("authority.pem"), certificate: at("server.pem"), key: at("server.key") };
}

async function runOpenssl(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: [...args], stdin: "null" }).output();
  if (!success) throw new Error(`openssl ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}
