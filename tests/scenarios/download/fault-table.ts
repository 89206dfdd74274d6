/**
 * What each fault of the fake service may lead to, by docs/contract.md, 6 and 7; `faults.test.ts` makes its tests
 * of it.
 *
 * @module
 */

import type { Fault, FaultName } from "../../../fixtures/platform/mod.ts";

/** The three downloads that every fault is tried on. */
export type Size = "image" | "small" | "large";

/** How a run ends: with the right file, or without one and with this failure. */
export type Outcome = "right" | {
  readonly status: number;
  readonly type: string;
  readonly subtype: string;
  readonly code?: number;
};

/** An expectation; several outcomes where the contract leaves it open. */
export interface Expected {
  readonly outcomes: readonly Outcome[];
  /** Most requests that the run may make. */
  readonly most: number;
}

/** One fault with its parameters and what it leads to when it never ends. */
export interface Row {
  /** Tells apart rows of one fault. */
  readonly note?: string;
  readonly fault: Fault;
  /** In place of `fault` for the large file. */
  readonly large?: Fault;
  /** Sizes that it is tried on; a fault that nobody could notice there is left out. */
  readonly sizes?: readonly Size[];
  /** It hits the first request once. Default: right, with three requests more than without it. */
  readonly once?: Expected | Partial<Record<Size, Expected>>;
  /** It hits every request. */
  readonly always: Expected | Record<Size, Expected>;
  /** It hits every request but the probe of the large file. Default: as `always`, with one request more. */
  readonly later?: Expected;
}

/** Requests of each download when nothing goes wrong. */
export const IDEAL: Readonly<Record<Size, number>> = { image: 1, small: 1, large: 4 };

const ALL_RIGHT: Record<Size, Expected> = {
  image: { outcomes: ["right"], most: 2 },
  small: { outcomes: ["right"], most: 1 },
  large: { outcomes: ["right"], most: 4 },
};
const TWICE_RIGHT: Expected = { outcomes: ["right"], most: 9 };

const network = (subtype: string, code?: number): Outcome => ({
  status: 4,
  type: "network",
  subtype,
  ...(code === undefined ? {} : { code }),
});
const api = (subtype: string, code: number): Outcome => ({ status: 1, type: "api", subtype, code });
const refused: Outcome = { status: 3, type: "authorization", subtype: "permission_denied", code: 234002 };

/** The first attempt and two retries. */
const afterRetries = (outcome: Outcome, most = 3): Expected => ({ outcomes: [outcome], most });
const PROTOCOL = afterRetries(network("protocol"));
const rangeOnly = (expected: Expected): Record<Size, Expected> => ({
  image: ALL_RIGHT.image,
  small: expected,
  large: expected,
});

/** Not tried: nobody can tell. */
const UNTRIED: Expected = { outcomes: [], most: 0 };

const CONNECTION: readonly Row[] = [
  { fault: { name: "cut-before-headers" }, always: afterRetries(network("transport")) },
  { fault: { name: "cut-mid-body", atByte: 1000 }, always: afterRetries(network("transport")) },
  { fault: { name: "cut-mid-body", atByte: 0 }, note: "at 0", always: afterRetries(network("transport")) },
  {
    fault: { name: "cut-mid-body", atByte: 250_000 },
    note: "with progress in between",
    always: { ...ALL_RIGHT, large: { outcomes: ["right"], most: 4 + 13 } },
  },
  { fault: { name: "reset-before-headers" }, always: afterRetries(network("transport")) },
  { fault: { name: "reset-mid-body", atByte: 1000 }, always: afterRetries(network("transport")) },
  { fault: { name: "stall-before-headers" }, always: afterRetries(network("timeout")) },
  { fault: { name: "stall-after-headers" }, always: afterRetries(network("timeout")) },
  { fault: { name: "stall-mid-body", atByte: 1000 }, always: afterRetries(network("timeout")) },
  {
    fault: { name: "slow-drip", bytesPerSecond: 40_000 },
    large: { name: "slow-drip", bytesPerSecond: 8_000_000 },
    always: ALL_RIGHT,
  },
  { fault: { name: "late-answer", delayMs: 20 }, always: ALL_RIGHT },
];

const STATUS: readonly Row[] = [
  { fault: { name: "status-408" }, always: afterRetries(network("timeout", 408)) },
  { fault: { name: "status-429" }, always: afterRetries(api("rate_limit", 99991400)) },
  { fault: { name: "status-429-html" }, always: afterRetries(api("rate_limit", 429)) },
  { fault: { name: "status-500-json", code: 234042 }, always: afterRetries(api("server_error", 234042)) },
  { fault: { name: "status-500-html" }, always: afterRetries(network("server_error", 500)) },
  { fault: { name: "status-502-html" }, always: afterRetries(network("server_error", 502)) },
  { fault: { name: "status-503-json" }, always: afterRetries(api("server_error", 2200)) },
  { fault: { name: "status-503-html" }, always: afterRetries(network("server_error", 503)) },
  { fault: { name: "status-504-html" }, always: afterRetries(network("server_error", 504)) },
  // The probe without a range is a request of its own, with retries of its own.
  { fault: { name: "status-416" }, always: afterRetries(network("protocol"), 4) },
  { fault: { name: "status-416-no-content-range" }, always: afterRetries(network("protocol"), 4) },
  {
    fault: { name: "redirect", to: "/signed/om_scenario/KEY" },
    once: TWICE_RIGHT,
    always: TWICE_RIGHT,
    later: TWICE_RIGHT,
  },
  {
    fault: { name: "redirect-loop" },
    always: { outcomes: [network("protocol")], most: 11 },
    later: { outcomes: [network("protocol")], most: 12 },
  },
  {
    fault: { name: "error", code: 234003 },
    once: { outcomes: [api("invalid_parameters", 234003)], most: 1 },
    always: { outcomes: [api("invalid_parameters", 234003)], most: 1 },
    later: { outcomes: [api("invalid_parameters", 234003)], most: 2 },
  },
  {
    fault: { name: "json-200-error", code: 234002 },
    once: { outcomes: [refused], most: 1 },
    always: { outcomes: [refused], most: 1 },
    later: { outcomes: [refused], most: 2 },
  },
  { fault: { name: "html-200" }, always: PROTOCOL },
  { fault: { name: "html-206" }, always: PROTOCOL },
  // A file that is empty each time it is asked for is an empty file; a picture never is.
  { fault: { name: "empty-200" }, sizes: ["image"], always: PROTOCOL },
  {
    fault: { name: "empty-200" },
    sizes: ["small"],
    note: "in between",
    always: { ...ALL_RIGHT, small: UNTRIED },
  },
];

const RANGE: readonly Row[] = [
  { fault: { name: "status-200" }, always: ALL_RIGHT, later: { outcomes: ["right"], most: 4 } },
  { fault: { name: "wrong-start", by: 10 }, always: rangeOnly(PROTOCOL) },
  {
    fault: { name: "wrong-start", by: 10, body: "as-requested" },
    note: "right bytes",
    always: rangeOnly(PROTOCOL),
  },
  {
    fault: { name: "wrong-start", by: -10 },
    note: "earlier",
    always: { ...ALL_RIGHT, large: afterRetries(network("protocol"), 4) },
    later: afterRetries(network("protocol"), 4),
  },
  { fault: { name: "wrong-end", by: 10 }, always: rangeOnly(PROTOCOL) },
  {
    // Less than was requested, honestly labelled: the rest is requested, byte by byte at the end.
    fault: { name: "wrong-end", by: -10 },
    note: "earlier",
    always: {
      ...ALL_RIGHT,
      small: { outcomes: ["right"], most: 11 },
      large: { outcomes: ["right"], most: 35 },
    },
  },
  {
    fault: { name: "wrong-total", by: 5 },
    once: { large: { outcomes: ["right", network("protocol")], most: 6 } },
    // What is said to follow is not there.
    always: {
      ...rangeOnly(afterRetries(network("protocol"), 6)),
      large: afterRetries(network("protocol"), 15),
    },
    later: afterRetries(network("protocol"), 4),
  },
  {
    fault: { name: "wrong-total", by: -5 },
    note: "smaller",
    once: { large: { outcomes: ["right", network("protocol")], most: 6 } },
    // A total that is always the same cannot be doubted.
    always: { ...rangeOnly(PROTOCOL), large: UNTRIED },
    later: afterRetries(network("protocol"), 4),
  },
  {
    fault: { name: "unknown-total" },
    always: { ...ALL_RIGHT, small: rightOrProtocol(3), large: rightOrProtocol(4) },
    later: { outcomes: ["right"], most: 4 },
  },
  { fault: { name: "missing-content-range" }, always: rangeOnly(PROTOCOL) },
  ...[
    "bytes */25165824",
    "bytes 0-x/y",
    "items 0-9/10",
    "bytes -5-9/100",
    "bytes 9-5/100",
    "bytes 0-9/10, 1-2/10",
  ].map((
    value,
  ): Row => ({
    fault: { name: "malformed-content-range", value },
    note: value,
    sizes: ["small"],
    always: rangeOnly(PROTOCOL),
  })),
  { fault: { name: "multipart-byteranges" }, always: rangeOnly(PROTOCOL) },
];

/** The contract does not say whether a total of `*` can be lived with. */
function rightOrProtocol(most: number): Expected {
  return { outcomes: ["right", network("protocol")], most };
}

const BODY: readonly Row[] = [
  { fault: { name: "drop-validator" }, always: ALL_RIGHT },
  { fault: { name: "no-length" }, always: ALL_RIGHT },
  {
    fault: { name: "no-length-cut", atByte: 1000 },
    always: { image: afterRetries(network("protocol"), 5), small: PROTOCOL, large: PROTOCOL },
  },
  { fault: { name: "chunked" }, always: { ...ALL_RIGHT, image: { outcomes: ["right"], most: 1 } } },
  { fault: { name: "chunked-cut", atByte: 1000 }, always: afterRetries(network("transport")) },
  {
    fault: { name: "chunked-short", byBytes: 100 },
    // Where nothing else names a length, the mark at the end is believed.
    sizes: ["small", "large"],
    always: PROTOCOL,
  },
  { fault: { name: "too-long", byBytes: 10 }, sizes: ["small", "large"], always: PROTOCOL },
  { fault: { name: "surplus", byBytes: 10 }, always: TWICE_RIGHT },
  { fault: { name: "content-length-short", byBytes: 10 }, sizes: ["small", "large"], always: PROTOCOL },
  { fault: { name: "gzip" }, always: { image: rightOrProtocol(3), small: PROTOCOL, large: PROTOCOL } },
  {
    fault: { name: "other-content-type" },
    once: { large: { outcomes: ["right", network("protocol")], most: 4 } },
    always: ALL_RIGHT,
    later: { outcomes: ["right", network("protocol")], most: 4 },
  },
];

/** All rows. */
export const ROWS: readonly Row[] = [...CONNECTION, ...STATUS, ...RANGE, ...BODY];

/** Faults that have tests of their own in `faults.test.ts`. */
export const TESTED_ELSEWHERE: readonly FaultName[] = [
  "new-validator",
  "cut-before-acting",
  "error-after-acting",
];
