import { join } from "@std/path";
import { findProgram } from "./install.ts";

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
  await run(openssl, [
    ...["req", "-x509", ...newKey, "-days", "2", "-subj", "/CN=im tests"],
    ...["-keyout", at("authority.key"), "-out", at("authority.pem")],
  ]);
  await run(openssl, [
    ...["req", ...newKey, "-subj", "/CN=127.0.0.1"],
    ...["-keyout", at("server.key"), "-out", at("server.csr")],
  ]);
  await Deno.writeTextFile(at("extensions"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  await run(openssl, [
    ...["x509", "-req", "-in", at("server.csr"), "-days", "2", "-extfile", at("extensions")],
    ...["-CA", at("authority.pem"), "-CAkey", at("authority.key"), "-CAcreateserial"],
    ...["-out", at("server.pem")],
  ]);
  return { authority: at("authority.pem"), certificate: at("server.pem"), key: at("server.key") };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: [...args], stdin: "null" }).output();
  if (!success) throw new Error(`openssl ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}
