import { type ErrorStyle, exitWith, partialStatus } from "../../cli/exit.ts";
import { isBrokenPipe } from "../../cli/output/terminal.ts";
import { Failure, type FailureDetail, type FailureType } from "../../core/failure.ts";
import { fakeSink } from "../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const JSON_STYLE: ErrorStyle = { format: "json", identity: "user", verbose: false };
const TEXT_STYLE: ErrorStyle = { ...JSON_STYLE, format: "text" };

const failure = (more: Partial<FailureDetail> = {}, cause?: unknown) =>
  new Failure({ type: "api", subtype: "not_found", message: "no <such> thing", ...more }, cause);

async function ended(error: unknown, style: ErrorStyle): Promise<readonly [status: number, printed: string]> {
  const stderr = fakeSink();
  const status = await exitWith(error, stderr, style);
  return [status, stderr.text()];
}

describe("partialStatus", () => {
  it("is 1, 5 only where page tokens lead nowhere, and 130 after an interrupt", () => {
    const statusOf = (type: FailureType, isBrokenList = false) =>
      partialStatus(failure({ type }), isBrokenList);
    assertEquals([statusOf("network"), statusOf("internal")], [1, 1]);
    assertEquals([statusOf("internal", true), statusOf("interrupted")], [5, 130]);
  });
});

describe("exitWith: status", () => {
  const statuses: Readonly<Record<FailureType, number>> = {
    api: 1,
    validation: 2,
    authentication: 3,
    authorization: 3,
    config: 3,
    network: 4,
    internal: 5,
    policy: 6,
    confirmation: 10,
    interrupted: 130,
  };
  for (const [type, status] of Object.entries(statuses)) {
    it(`of ${type} is ${status}`, async () =>
      assertEquals((await ended(failure({ type: type as FailureType }), JSON_STYLE))[0], status));
  }

  for (const error of [new TypeError("x is not a function"), "a word", undefined]) {
    it(`of ${Deno.inspect(error).split("\n")[0]} is 5, internal/unknown`, async () => {
      const [status, printed] = await ended(error, JSON_STYLE);
      const { type, subtype } = JSON.parse(printed).error;
      assertEquals([status, type, subtype], [5, "internal", "unknown"]);
    });
  }
});

describe("endWith: JSON", () => {
  it("is one document, the error's keys in their order, < > & as they are", async () => {
    const [, printed] = await ended(failure({ code: 7, hint: "look & see", log_id: "L" }), JSON_STYLE);
    assertEquals(
      printed,
      '{\n  "ok": false,\n  "identity": "user",\n  "error": {\n    "type": "api",\n    "subtype": "not_found",\n' +
        '    "message": "no <such> thing",\n    "code": 7,\n    "hint": "look & see",\n    "log_id": "L"\n  }\n}\n',
    );
  });

  it("has no identity before one is known", async () => {
    const [, printed] = await ended(failure(), { ...JSON_STYLE, identity: undefined });
    assertEquals(Object.keys(JSON.parse(printed)), ["ok", "error"]);
  });

  it("carries other people's text unchanged", async () => {
    const [, printed] = await ended(failure({ message: "a\u001b[31mb\u202e" }), JSON_STYLE);
    assertEquals(JSON.parse(printed).error.message, "a\u001b[31mb\u202e");
  });
});

/** What helps in general where nothing was found. */
const NOT_FOUND_HINT = "check the id, and that the identity of --as can see what it names";

describe("endWith: text", () => {
  const texts: readonly (readonly [name: string, detail: Partial<FailureDetail>, text: string])[] = [
    ["what and why", {}, `error: no <such> thing\n  (api/not_found)\n  ${NOT_FOUND_HINT}\n`],
    [
      "what to type",
      { hint: "try im --help" },
      "error: no <such> thing\n  (api/not_found)\n  try im --help\n",
    ],
    [
      "log id and delay",
      { log_id: "L", retry_after_seconds: 7 },
      `error: no <such> thing\n  (api/not_found, log id L, try again in 7 s)\n  ${NOT_FOUND_HINT}\n`,
    ],
    [
      "cleaned of control characters",
      { message: "a\u001b]0;x\u0007b", hint: "c\u202ed" },
      "error: ab\n  (api/not_found)\n  cd\n",
    ],
  ];
  for (const [name, detail, text] of texts) {
    it(`shows ${name}`, async () => assertEquals((await ended(failure(detail), TEXT_STYLE))[1], text));
  }
});

describe("endWith: --verbose", () => {
  const cause = new Error("connection refused\u001b[31m");

  it("adds what the runtime said", async () => {
    const [, printed] = await ended(failure({}, cause), { ...TEXT_STYLE, verbose: true });
    assertEquals(printed.includes("cause: connection refused"), true);
  });

  it("adds it to the document, and nothing else", async () => {
    const keysOf = async (error: Failure, verbose: boolean) => {
      const [, printed] = await ended(error, { ...JSON_STYLE, verbose });
      return Object.entries(JSON.parse(printed).error).filter(([key]) =>
        !["type", "subtype", "message", "hint"].includes(key)
      );
    };
    const [added, ...more] = await keysOf(failure({}, cause), true);
    assertEquals([added?.[0], String(added?.[1]).startsWith("connection refused"), more], [
      "cause",
      true,
      [],
    ]);
    assertEquals([await keysOf(failure({}, cause), false), await keysOf(failure(), true)], [[], []]);
  });

  it("is needed for that", async () =>
    assertEquals((await ended(failure({}, cause), TEXT_STYLE))[1].includes("refused"), false));

  it("does not let control characters through", async () => {
    const [, printed] = await ended(failure({}, cause), { ...TEXT_STYLE, verbose: true });
    assertEquals(printed.includes("\u001b"), false);
  });
});

describe("endWith: a reader that went away", () => {
  const brokenPipe = Object.assign(new Error("Broken pipe (os error 32)"), { name: "BrokenPipe" });
  const epipe = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });

  for (const error of [brokenPipe, epipe]) {
    it(`ends quietly (${error.message})`, async () => assertEquals((await ended(error, JSON_STYLE))[1], ""));
  }

  it("does not hide a failure when stderr itself is gone", async () => {
    const stderr = { ...fakeSink(), write: () => Promise.reject(brokenPipe) };
    assertEquals(await exitWith(failure(), stderr, JSON_STYLE), 1);
  });

  for (const error of [new Error("x"), failure(), "BrokenPipe", undefined]) {
    it(`is not seen in ${error instanceof Error ? error.constructor.name : error}`, () =>
      assertEquals(isBrokenPipe(error), false));
  }
});

describe("exitWith: text of the service", () => {
  it("makes no lines of its own", async () => {
    const [, printed] = await ended(
      failure({ message: "a\r\nerror: b\u2028c", log_id: "x)\n  run: rm", hint: "d\ve" }),
      TEXT_STYLE,
    );
    assertEquals(printed, "error: a error: b c\n  (api/not_found, log id x)   run: rm)\n  d e\n");
  });
});
