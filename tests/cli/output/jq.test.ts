import { spelled } from "../../../cli/spelling.ts";
import { compileJq, jqText } from "../../../cli/output/jq.ts";
import { Failure } from "../../../core/failure.ts";
import { type JsonValue, parseJson } from "../../../core/json/json.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("jqText", () => {
  const cases: readonly (readonly [name: string, outputs: readonly JsonValue[], text: string])[] = [
    ["strings are raw", ["a\nb", 'c "d"', ""], 'a\nb\nc "d"\n\n'],
    ["other scalars are plain", [1, null, false], "1\nnull\nfalse\n"],
    [
      "large integers keep their digits",
      [9007199254740993n, [9007199254740993n]],
      [
        "9007199254740993",
        "[",
        "  9007199254740993",
        "]",
        "",
      ].join("\n"),
    ],
    ["large fractions have no exponent", [1234567.5, 123456789012.25], "1234567.5\n123456789012.25\n"],
    [
      "objects and arrays are indented by two",
      [{ a: [1, {}] }, []],
      '{\n  "a": [\n    1,\n    {}\n  ]\n}\n[]\n',
    ],
    ["text stays as it is", ["a\u001b[2J\u202e"], "a\u001b[2J\u202e\n"],
    ["no outputs print nothing", [], ""],
  ];
  for (const [name, outputs, text] of cases) {
    it(name, () => assertEquals(jqText(outputs, { terminal: false }), text));
  }

  it("prints objects and arrays on one line where that is asked for", () =>
    assertEquals(
      jqText([{ a: [1, {}] }, "x", []], { terminal: false, compact: true }),
      '{"a":[1,{}]}\nx\n[]\n',
    ));

  it("cleans strings on a terminal and escapes inside objects", () =>
    assertEquals(
      jqText(["a\u001b[2Jb\u202e\nc", { d: "\u009b1m\u202e" }], { terminal: true }),
      'ab\nc\n{\n  "d": "\\u009b1m\\u202e"\n}\n',
    ));
});

const envelope = parseJson(`{"ok":true,"identity":"user","data":{"messages":[
  {"message_id":"om_1","msg_type":"text","content":"hello 世界","sender":{"name":"Ravi"},"create_time":"1779239800000"},
  {"message_id":"om_2","msg_type":"image","content":"","sender":null,"position":9007199254740993}
],"total":2},"meta":{"pagination":{"complete":false,"next_token":"tok2"}}}`);

async function outputs(expression: string, document: JsonValue = envelope): Promise<readonly JsonValue[]> {
  return (await compileJq(expression))(document);
}

describe("compileJq", () => {
  const cases: readonly (readonly [name: string, expression: string, outputs: readonly JsonValue[]])[] = [
    ["the whole envelope", ".ok, .identity, .meta.pagination.next_token", [true, "user", "tok2"]],
    ["iteration", ".data.messages[].message_id", ["om_1", "om_2"]],
    ["slices", "[.data.messages[1:][].message_id]", [["om_2"]]],
    ["selection", '.data.messages[] | select(.msg_type == "text") | .content', ["hello 世界"]],
    ["alternatives", '.data.messages[] | .sender.name // "unknown"', ["Ravi", "unknown"]],
    ["interpolation", '"\\(.data.total) of \\(.identity)"', ["2 of user"]],
    ["entries", ".meta.pagination | with_entries(.value |= tostring)", [{
      complete: "false",
      next_token: "tok2",
    }]],
    ["grouping", "[.data.messages | group_by(.msg_type)[] | [.[0].msg_type, length]]", [[["image", 1], [
      "text",
      1,
    ]]]],
    ["reduce and foreach", "reduce (1,2,3) as $x (0; . + $x), [foreach (1,2) as $x (0; . + $x)]", [6, [
      1,
      3,
    ]]],
    ["functions and destructuring", "def f($a): $a * 2; . as {data: {total: $t}} | f($t)", [4]],
    ["try and catch", 'try error("x") catch .', ["x"]],
    ["labels", "[label $out | (1,2,3) | if . > 2 then break $out else . end]", [[1, 2]]],
    ["paths", '[paths(type == "boolean")]', [[["ok"], ["meta", "pagination", "complete"]]]],
    ["deletion and assignment", "del(.data, .meta) | .identity |= ascii_upcase", [{
      ok: true,
      identity: "USER",
    }]],
    ["regular expressions", '.identity | test("^U"; "i"), sub("u(?<a>.)"; "\\(.a)")', [true, "ser"]],
    ["csv and tsv", "[.data.messages[0] | .message_id, .content] | @csv, @tsv", [
      '"om_1","hello 世界"',
      "om_1\thello 世界",
    ]],
    ["dates", ".data.messages[0].create_time | tonumber / 1000 | todate", ["2026-05-20T01:16:40Z"]],
    ["characters, not units", '"👍🏽" | length', [2]],
    ["a comment at the end", ".ok # whether", [true]],
    ["a leading minus sign", "-.data.total", [-2]],
    ["an optional access", ".data.messages[].sender.name?, (.ok.x)?", ["Ravi", null]],
    ["no output", "empty", []],
  ];
  for (const [name, expression, expected] of cases) {
    it(`runs ${name}`, async () => assertEquals(await outputs(expression), expected));
  }

  it("keeps the digits of integers that it passes on", async () =>
    assertEquals(await outputs(".data.messages[1] | .position, [.position]"), [
      9007199254740993n,
      [9007199254740993n],
    ]));

  it("keeps the order of keys", async () =>
    assertEquals(
      JSON.stringify(await outputs(".", { b: 1, a: { z: 1, y: 2 } })),
      '[{"b":1,"a":{"z":1,"y":2}}]',
    ));

  it("answers for more than one document", async () => {
    const program = await compileJq(".a");
    assertEquals([await program({ a: 1 }), await program({ a: [2] })], [[1], [[2]]]);
  });

  it("takes halves of characters as the replacement character", async () =>
    assertEquals(await outputs(".a", { a: "x\ud83dy \\ud83d 👍" }), ["x\ufffdy \\ud83d 👍"]));

  it("takes large documents", async () => {
    const document = { rows: Array.from({ length: 20_000 }, (_, at) => ({ at, text: "x".repeat(50) })) };
    assertEquals(await outputs("[.rows[] | select(.at % 10000 == 0) | .at]", document), [[0, 10_000]]);
  });

  it("shows neither the environment nor the files of this machine", async () => {
    assertEquals(await outputs('env.HOME == $ENV.HOME, (env | has("PATH")), $ENV.PATH'), [true, true, "/"]);
    await assertRejects(() => compileJq('import "/etc/passwd" as $x; $x'), Failure, "module not found");
  });

  const unreadable: readonly (readonly [expression: string, reason: string])[] = [
    [".a[", 'jq cannot read --jq ".a[": syntax error, unexpected end of file at line 1, column 3'],
    ["nosuch(1)", 'jq cannot read --jq "nosuch(1)": nosuch/1 is not defined at line 1, column 1'],
    ["1) | (2", 'jq cannot read --jq "1) | (2": syntax error'],
    ["", 'jq cannot read --jq "": Top-level program not given (try ".")'],
    ["--help", 'jq cannot read --jq "--help": '],
    ["-n", 'jq cannot read --jq "-n": n/0 is not defined'],
  ];
  for (const [expression, reason] of unreadable) {
    it(`refuses ${expression === "" ? "an empty expression" : expression}`, async () => {
      const failure = await assertRejects(() => compileJq(expression), Failure);
      assertInstanceOf(failure, Failure);
      assertStringIncludes(spelled(failure.detail.message), reason);
      assertEquals(
        [failure.detail.type, failure.detail.subtype, failure.detail.input],
        ["validation", "invalid_argument", "jq"],
      );
    });
  }

  it("reads an expression without running it", async () => {
    const program = await compileJq('error("run")');
    await assertRejects(() => program(null), Failure, "failed on the result: run");
  });

  const failing: readonly (readonly [name: string, expression: string, reason: string])[] = [
    [
      "a wrong type",
      ".data.messages | .x",
      '--jq failed on the result: Cannot index array with string ("x")',
    ],
    ["an error after outputs", '.ok, error("late")', "--jq failed on the result: late"],
    ["an error with an object", "error({a: 1})", '--jq failed on the result: {"a":1}'],
    ["an error of several lines", 'error("a\\nb")', "--jq failed on the result: a"],
    ["an exit with an error", '"bye" | halt_error', "--jq failed on the result: bye"],
  ];
  for (const [name, expression, reason] of failing) {
    it(`fails on ${name}`, async () => {
      const program = await compileJq(expression);
      const failure = await assertRejects(() => program(envelope), Failure);
      assertInstanceOf(failure, Failure);
      assertEquals([spelled(failure.detail.message), failure.detail.type, failure.detail.input], [
        reason,
        "validation",
        "jq",
      ]);
    });
  }

  it("fails instead of breaking on a document that is too deep", async () => {
    let deep: JsonValue = 1;
    for (let depth = 0; depth < 2_000; depth++) deep = [deep];
    const program = await compileJq(".");
    await assertRejects(() => program(deep), Failure, "ran out of memory or of depth");
  });
});
