/** Kibibytes of memory of a process (Linux): `VmRSS` is what it has now, `VmHWM` what it had at most. */
export function kibibytes(name: "VmRSS" | "VmHWM", pid: number | "self" = "self"): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(status)?.[1]);
}
