import { usageError } from "../../../support/usage.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+chat-messages-list";
const LINE = [COMMAND, "--chat-id", "oc_reading"];

describe("+chat-messages-list: wrong values name the option as it was spelled, and the value", () => {
  const times = ["", " ", "tomorrow", "-7d", "2026-13-01", "2026-02-30", "2026-05-20T25:00", "0", "-1"];
  const cases: [flag: string, bad: string[]][] = [
    ["--chat-id", ["", " ", "oc_", "ou_x", "oc_a/b", "oc_a b", "https://example.com/oc_x"]],
    ["--chat-id", ["https://example.feishu.cn/im", "https://feishu.cn.example.com/oc_x"]],
    ["--user-id", ["", " ", "ou_", "oc_x", "ou_a/b", "on_x"]],
    ["--start", times],
    ["--start-time", times],
    ["--end", times],
    ["--end-time", times],
    ["--order", ["", "DESC", "Asc", "ascending", " asc", "sender"]],
    ["--sort", ["", "sender", "DESC", "ByCreateTimeAsc"]],
    ["--sort-order", ["", "sender", "DESC"]],
    ["--page-size", ["", "0", "51", "-1", "1.5", "ten", "1e1", "0x10", "500"]],
    ["--limit", ["", "0", "51", "-1", "ten"]],
    ["--page-limit", ["", "-1", "1001", "1.5", "all"]],
    ["--page-token", ["", " "]],
    ["--page-delay", ["", "-1", "60001", "0.5", "2s"]],
  ];
  for (const [option, bad] of cases) {
    for (const value of bad) {
      it(`${option} ${JSON.stringify(value)}`, async () => {
        const line = option.endsWith("-id") ? [COMMAND] : LINE;
        const error = await usageError([...line, `${option}=${value}`]);
        assertEquals([error["type"], error["param"]], ["validation", option]);
        assertStringIncludes(String(error["message"]), option);
        if (value.trim() !== "") assertStringIncludes(String(error["message"]), value);
      });
    }
  }

  const ranges: [option: string, bad: string, range: string[]][] = [
    ["--page-size", "51", ["1", "50"]],
    ["--page-limit", "1001", ["0", "1000"]],
    ["--page-delay", "60001", ["0", "60000"]],
  ];
  for (const [option, bad, range] of ranges) {
    it(`${option} ${bad}: the message has the range`, async () => {
      const message = String((await usageError([...LINE, option, bad]))["message"]);
      for (const bound of range) assert(new RegExp(`\\b${bound}\\b`).test(message), message);
    });
  }

  const variables: [name: string, value: string][] = [
    ["IM_PAGE_SIZE", "51"],
    ["IM_PAGE_ALL", "maybe"],
    ["IM_PAGE_LIMIT", "-1"],
    ["IM_PAGE_DELAY", "soon"],
  ];
  for (const [name, value] of variables) {
    it(`${name}=${value}: the error names the variable`, async () => {
      const error = await usageError(LINE, { [name]: value });
      assertEquals([error["type"], error["param"]], ["validation", name]);
    });
  }

  it("--sort: the message has the choices", async () => {
    const message = String((await usageError([...LINE, "--sort", "sender"]))["message"]);
    assert(/\basc\b/.test(message) && /\bdesc\b/.test(message), message);
  });

  it("an argument that belongs to no option", async () => {
    assertEquals((await usageError([...LINE, "surplus"]))["type"], "validation");
  });

  it("--thread is an option of another command", async () => {
    assertEquals((await usageError([...LINE, "--thread", "omt_x"]))["param"], "--thread");
  });
});

describe("+chat-messages-list: an option and its alias", () => {
  const conflicts: [names: string[], values: [string, string]][] = [
    [["--start", "--start-time"], ["1779238800", "1779238801"]],
    [["--end", "--end-time"], ["1779238800", "1779238801"]],
    [["--order", "--sort"], ["asc", "desc"]],
    [["--order", "--sort-order"], ["asc", "desc"]],
    [["--sort", "--sort-order"], ["asc", "desc"]],
    [["--page-size", "--limit"], ["1", "2"]],
  ];
  for (const [names, values] of conflicts) {
    const [one = "", other = ""] = names;
    for (const [first = "", second = ""] of [values, [...values].reverse()]) {
      it(`${one} ${first} with ${other} ${second} is refused, both spellings named`, async () => {
        const error = await usageError([...LINE, one, first, other, second]);
        assertEquals(error["type"], "validation");
        assert(names.includes(String(error["param"])), String(error["param"]));
        for (const name of names) assertStringIncludes(String(error["message"]), name);
      });
    }
  }
});
