import { VARIABLE_KEYS, variableName } from "../../../cli/options/global.ts";
import { usageError } from "../../support/usage.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CONFIGURATION = { IM_USER_ACCESS_TOKEN: "" };

/** A value that each variable cannot have; `undefined`: any text will do, as far as can be said before a call. */
const VALUES: Readonly<Record<string, string | undefined>> = {
  IM_AS: "me",
  IM_PROFILE: undefined,
  IM_USER: undefined,
  IM_FORMAT: "xml",
  IM_COLUMNS: undefined,
  IM_FIELDS: undefined,
  IM_MAX_TOKENS: "0",
  IM_CSV_SAFE: "maybe",
  IM_COLOR: "blue",
  IM_JSON: "maybe",
  IM_JQ: "zz[z",
  IM_COMPACT: "maybe",
  IM_DRY_RUN: "maybe",
  IM_TIMEOUT: "-1",
  IM_LIMIT_RATE: "x",
  IM_RETRY_BUDGET: "x",
  IM_DIRECTORY: "/nonexistent",
  IM_EXACT_IDS: "maybe",
  IM_NO_INPUT: "maybe",
  IM_QUIET: "maybe",
  IM_PROGRESS: "bars",
  IM_VERBOSE: "maybe",
  IM_LOG_FILE: "../log",
  IM_PAGE_SIZE: "0",
  IM_PAGE_ALL: "maybe",
  IM_PAGE_LIMIT: "x",
  IM_PAGE_DELAY: "x",
  IM_DEFAULT_AS: "me",
  IM_STRICT_MODE: "me",
  IM_BRAND: "x",
  IM_BASE_URL: "x",
  IM_ACCOUNTS_URL: "x",
  IM_STORE: "x",
  LARKSUITE_CLI_BRAND: "x",
  LARKSUITE_CLI_DEFAULT_AS: "me",
  LARKSUITE_CLI_STRICT_MODE: "me",
};

describe("an error about a variable names the variable, and says what to do", () => {
  it("for all of them", () => {
    for (const key of VARIABLE_KEYS) assert(Object.hasOwn(VALUES, variableName(key)), key);
  });

  for (const [name, value] of Object.entries(VALUES)) {
    if (value === undefined) continue;
    it(`${name}=${value}`, async () => {
      const { message, hint, param } = await usageError(["+chat-list"], { ...CONFIGURATION, [name]: value });
      assertEquals(param, name);
      assertStringIncludes(`${message}`, value);
      assertStringIncludes(`${message} ${hint}`, name);
      assert(typeof hint === "string" && hint !== "");
    });
  }

  it("IM_JQ with a format that is not JSON", async () => {
    const { message, param } = await usageError(["+chat-list", "--format", "csv"], { IM_JQ: ".data" });
    assertEquals([message, param], ['IM_JQ works on JSON, but the format is "csv"', "IM_JQ"]);
  });
});

describe("a word that a command does not take is named by what it is", () => {
  const lines: readonly (readonly [line: string, param: string, hint: string])[] = [
    ["config default-as me", "value", "write it like user"],
    ["config strict-mode on", "value", "write it like user"],
    ["completions powershell", "shell", "write it like bash"],
    ["profile rename old", "names", "write im profile rename <old> <new>"],
  ];
  for (const [line, name, expected] of lines) {
    it(`im ${line}`, async () => {
      const { hint, message, param } = await usageError(line.split(" "));
      assertEquals([hint, param], [expected, name]);
      assert(!/[|<>]/.test(`${message}`), `${message}`);
    });
  }
});
