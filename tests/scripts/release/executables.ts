/** The first bytes of a program for a target, and nothing else. */
export function executableFor(target: string): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  const isArm = target.startsWith("aarch64");
  if (target.includes("linux")) {
    view.setUint32(0, 0x7f454c46);
    view.setUint16(0x12, isArm ? 0xb7 : 0x3e, true);
  } else if (target.includes("apple")) {
    view.setUint32(0, 0xfeedfacf, true);
    view.setUint32(4, isArm ? 0x0100000c : 0x01000007, true);
  } else {
    view.setUint16(0, 0x4d5a);
    view.setUint32(0x3c, 0x80, true);
    view.setUint32(0x80, 0x50450000);
    view.setUint16(0x84, 0x8664, true);
  }
  return bytes;
}
