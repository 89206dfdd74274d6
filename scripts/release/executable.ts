/** The platform that the first bytes of a program say it is for; `undefined` for anything else. */
export function platformOf(bytes: Uint8Array): string | undefined {
  if (bytes.length < 0x40) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) === 0x7f454c46) return elfMachines[view.getUint16(0x12, true)];
  if (view.getUint32(0, true) === 0xfeedfacf) return machOMachines[view.getUint32(4, true)];
  const header = view.getUint32(0x3c, true);
  const isWindows = view.getUint16(0) === 0x4d5a && header + 6 <= bytes.length &&
    view.getUint32(header) === 0x50450000;
  return isWindows ? windowsMachines[view.getUint16(header + 4, true)] : undefined;
}

const elfMachines: Readonly<Record<number, string>> = {
  0x3e: "x86_64-unknown-linux-gnu",
  0xb7: "aarch64-unknown-linux-gnu",
};
const machOMachines: Readonly<Record<number, string>> = {
  0x01000007: "x86_64-apple-darwin",
  0x0100000c: "aarch64-apple-darwin",
};
const windowsMachines: Readonly<Record<number, string>> = { 0x8664: "x86_64-pc-windows-msvc" };
