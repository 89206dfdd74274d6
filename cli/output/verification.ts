/**
 * Shows a person where to agree to something: the address, and on a terminal a QR code of it.
 *
 * @module
 */

import type { DeviceCode } from "../../core/account/device-flow.ts";
import type { Runtime } from "../command.ts";
import { hasColor } from "../screen.ts";
import { qrCodeColumns, qrCodeText } from "./qr-code.ts";
import { cleanLine, writeText } from "./terminal.ts";

/**
 * Writes it to stderr, whatever is quiet: without it nothing can go on.
 *
 * @param what what the person does there, as the start of a sentence: "to log in"
 */
export async function showVerification(
  { world: { stderr, env, clock }, globals: { color } }: Pick<Runtime, "world" | "globals">,
  { verificationUrl, userCode, expiresAt }: DeviceCode,
  what: string,
): Promise<void> {
  const address = cleanLine(verificationUrl);
  const lines = [
    `${what}, open this address and agree:`,
    "",
    `  ${address}`,
    "",
    ...(userCode === "" || address.includes(userCode)
      ? []
      : [`and type the code ${cleanLine(userCode)}`, ""]),
  ];
  await writeText(stderr, `${lines.join("\n")}\n`);
  if (stderr.isTerminal && await qrCodeColumns(verificationUrl) <= (stderr.columns() ?? 80)) {
    const isColoured = hasColor(env, stderr.isTerminal, color);
    await writeText(stderr, `${await qrCodeText(verificationUrl, { isColoured })}\n`);
  }
  const minutes = Math.max(1, Math.round((expiresAt - clock.now()) / 60_000));
  await writeText(stderr, `waiting until you have agreed (${minutes} min at most); Ctrl-C stops it\n`);
}
