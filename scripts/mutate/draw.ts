/**
 * Draws some of many faults. What a seed draws in one file does not depend on the other files, and a larger number
 * draws the same faults and more: after tests were added, the same seed puts in the same faults.
 *
 * @module
 */

import { applyFault, type Fault, isProgram } from "./faults.ts";
import { weights } from "./site.ts";

/** A file with all its faults. */
export interface FaultyFile {
  readonly text: string;
  readonly faults: readonly Fault[];
}

/** Draws `count` faults, or all where there are fewer, by weight of their kind. */
export function drawFaults(files: readonly FaultyFile[], seed: number, count: number): Fault[] {
  const ranked = files.flatMap((file) => rank(file, seed)).sort((a, b) => a.rank - b.rank);
  const drawn: Fault[] = [];
  for (const { fault, text } of ranked) {
    if (drawn.length >= count) break;
    if (isProgram(applyFault(text, fault))) drawn.push(fault);
  }
  return drawn;
}

interface RankedFault {
  readonly fault: Fault;
  readonly text: string;
  readonly rank: number;
}

function rank({ text, faults }: FaultyFile, seed: number): RankedFault[] {
  const lines = text.split("\n");
  const kinds = Map.groupBy(faults, ({ kind }) => kind);
  const seen = new Map<string, number>();
  return faults.map((fault) => {
    const { path, kind, start, end, line, replacement } = fault;
    const name = [path, kind, lines[line - 1]?.trim(), text.slice(start, end), replacement].join("\0");
    const repeated = seen.get(name) ?? 0;
    seen.set(name, repeated + 1);
    // A table of two hundred strings would otherwise be drawn before all else.
    const weight = weights[kind] / Math.sqrt(kinds.get(kind)?.length ?? 1);
    return { fault, text, rank: -Math.log(fraction(`${seed}\0${name}\0${repeated}`)) / weight };
  });
}

/** A number between 0 and 1 that depends on nothing but the text: FNV-1a, then the mixing of MurmurHash3. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
