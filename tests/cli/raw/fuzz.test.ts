import { runProgram } from "../../../cli/main.ts";
import { optionName } from "../../../cli/options/option.ts";
import { parameterOptions } from "../../../cli/raw/parameters.ts";
import { methodCommandName } from "../../../cli/raw/resources.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import type { Method } from "../../../core/api/method.ts";
import { sampleValue } from "../../../core/api/sample-value.ts";
import { fakeFetch, fakeSink, fakeWorld, json, seededRandom } from "../../support/fake-world.ts";
import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SETS = 5000;
const BATCHES = 10;
const SEED = 20261121;

/** Values that are odd in one way or another, as words of a command line. */
const ODD_ARGS = [
  ...[
    "",
    " ",
    "-",
    "--",
    "-1",
    "0",
    "1e9",
    "NaN",
    "99999999999999999999999",
    "true",
    "null",
    "[]",
    "{}",
    '"',
    "'",
  ],
  ...[
    "..",
    ".",
    "/",
    "a/b",
    "%2e%2e",
    "?",
    "#",
    "@",
    "@@",
    "@none.json",
    "@/etc/passwd",
    "\\",
    "a,b,,c",
    ",",
    "ü",
    "😀",
  ],
  ...["\u0000", "\u001b[31m", "\u200b", "\ud800", "__proto__", "constructor", "toString", "x".repeat(5000)],
];
/** The same for JSON. */
const ODD_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e300, "", " ", "..", "a/b", "x".repeat(300), [], {}, [[]], [null], [
    {},
  ]],
  ...[
    { a: { b: { c: [1, { d: null }] } } },
    { __proto__: null },
    "\u0000",
    "\ud800",
    2 ** 53,
    "{}",
    '{"post":{}}',
  ],
];
const ODD_JSON = [
  "",
  "{",
  "[1]",
  "null",
  "5",
  '"x"',
  "{}",
  "{}{}",
  '{"a":1,}',
  '{"__proto__":{"x":1}}',
  "\ufeff{}",
];

describe(`${SETS} random sets of parameters`, () => {
  for (let batch = 0; batch < BATCHES; batch++) {
    it(`never crash the program: batch ${batch}`, async () => {
      const random = seededRandom(SEED + batch);
      for (let count = 0; count < SETS / BATCHES; count++) {
        const words = randomArgs(random);
        const stdout = fakeSink();
        const stderr = fakeSink();
        const { fetch } = fakeFetch(json({ code: 0, data: { items: [] } }));
        const variables = { IM_USER_ACCESS_TOKEN: "u-x", IM_TENANT_ACCESS_TOKEN: "t-x" };
        const cwd = "/var/empty";
        const status = await runProgram(words, fakeWorld({ cwd, fetch, variables, stdout, stderr }));
        const said = stdout.text() + stderr.text();
        const told = `${JSON.stringify(words).slice(0, 2000)}\nexit ${status}\n${said.slice(0, 2000)}`;
        assert([0, 2].includes(status), told);
        assert(!/\n\s+at \S+:\d+|unexpected error|\[object Object\]|undefined/.test(said), told);
      }
    });
  }
});

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

function randomArgs(random: Random): string[] {
  const method = pick(random, METHODS.filter(({ file, binary }) => file === undefined && binary !== true));
  const flags = parameterOptions(method);
  const words = methodCommandName(method.id).split(" ");
  if (random() < 0.8) words.push("--params", randomObject(random, method, "params"));
  if (method.body !== undefined && random() < 0.8) words.push("--data", randomObject(random, method, "body"));
  for (const { key, option: flag, name } of flags) {
    if (random() > 0.25) continue;
    words.push(optionName(key));
    if (flag.placeholder === undefined) continue;
    const schema = method.query?.properties[name] ?? method.body?.properties[name];
    const sample = schema === undefined ? "om_xxx" : String(sampleValue(schema, name));
    words.push(random() < 0.5 ? sample : pick(random, ODD_ARGS));
  }
  if (method.lists !== undefined && random() < 0.3) words.push("--page-all");
  if (method.risk === "high-risk-write") words.push("--yes");
  if (random() < 0.5) words.push("--dry-run");
  return words;
}

/** JSON text whose fields are partly right, partly odd, partly unknown. */
function randomObject(random: Random, method: Method, part: "params" | "body"): string {
  if (random() < 0.1) return pick(random, ODD_JSON);
  const properties = part === "body"
    ? method.body?.properties ?? {}
    : { ...method.pathParams?.properties, ...method.query?.properties };
  const entries = Object.entries(properties)
    .filter(() => random() < 0.8)
    .map(([name, schema]) => [
      name,
      random() < 0.85 ? sampleValue(schema, name, random() < 0.5) : pick(random, ODD_VALUES),
    ]);
  if (random() < 0.2) {
    entries.push([pick(random, ["constructor", "toString", "extra", ""]), pick(random, ODD_VALUES)]);
  }
  return JSON.stringify(Object.fromEntries(entries));
}
