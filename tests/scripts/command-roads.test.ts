import { Command, ValidationError } from "@cliffy/command";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Run {
  command: string;
  options: Record<string, unknown>;
  words: unknown[];
}

/** A program with every part of the used surface; gives what the action received. */
async function run(...argv: string[]): Promise<Run> {
  const runs: Run[] = [];
  const keep = (command: string) => (...received: unknown[]) => {
    const [options, ...words] = received;
    runs.push({ command, options: options as Record<string, unknown>, words });
  };
  const root = new Command().name("im").description("Messages.").helpOption(false).versionOption(false)
    .throwErrors().noExit();
  root.globalOption("--as <value:string>", "Identity.", { collect: true });
  root.globalOption("--dry-run", "Show only.", { collect: true });
  root.globalOption("-C, --directory <dir:string>", "Working directory.", { collect: true });
  root.action(keep("im"));

  const get = new Command().description("Download.");
  get.option("--message-id <value:string>", "Message.", { collect: true });
  get.option("--overwrite", "Replace.", { collect: true });
  get.option("--once <value:string>", "Not collected.");
  get.action(keep("+get"));
  root.command("+get", get);

  const api = new Command().description("Call.").arguments("<method:string> <path:string> [body:string]")
    .hidden();
  api.option("--params <value:string>", "Query.", { collect: true });
  api.action(keep("api"));
  root.command("api", api);

  const group = new Command().description("Login.");
  const login = new Command().description("Log in.").arguments("[words...:string]");
  login.action(keep("auth login"));
  group.command("login", login);
  root.command("auth", group);

  const broken = new Command().description("Fails.");
  broken.action(() => Promise.reject(new RangeError("from the action")));
  root.command("broken", broken);

  await root.parse(argv);
  assertEquals(runs.length, 1);
  return runs[0] as Run;
}

async function refused(...argv: string[]): Promise<string> {
  const error = await assertRejects(() => run(...argv), Error);
  assertInstanceOf(error, ValidationError);
  assertEquals(error.exitCode, 2);
  return error.message;
}

describe("options", () => {
  it("are camelCase keys with arrays of what was given", async () => {
    assertEquals(await run("+get", "--message-id", "a", "--overwrite", "--message-id=b", "--overwrite"), {
      command: "+get",
      options: { messageId: ["a", "b"], overwrite: [true, true] },
      words: [],
    });
  });

  it("are absent when not given", async () => {
    assertEquals((await run("+get")).options, {});
  });

  it("are single values without collect", async () => {
    assertEquals((await run("+get", "--once", "x")).options, { once: "x" });
    assertStringIncludes(
      await refused("+get", "--once", "x", "--once", "y"),
      'Option "--once" can only occur once, but was found several times.',
    );
  });

  it("take any word as their value", async () => {
    const values = ["-", "-x", "--message-id", "--overwrite", "+get", "a=b", "--a=b", "--as", " ", "日本"];
    const argv = values.flatMap((value) => ["--message-id", value]);
    assertEquals((await run("+get", ...argv)).options, { messageId: values });
    assertEquals((await run("+get", "--message-id=a=b", "--message-id=-", "--message-id=--as")).options, {
      messageId: ["a=b", "-", "--as"],
    });
    assertEquals((await run("--as", "-", "--as", "--dry-run", "+get")).options, { as: ["-", "--dry-run"] });
    assertEquals((await run("+get", "--message-id", "--", "--overwrite")).options, {
      messageId: ["--"],
      overwrite: [true],
    });
  });

  it("with an empty value count as not given", async () => {
    assertEquals((await run("+get", "--message-id", "", "--overwrite")).options, { overwrite: [true] });
    assertEquals((await run("+get", "--message-id=")).options, {});
  });

  it("have short names", async () => {
    assertEquals((await run("-C", "dir", "+get", "-C", "-x")).options, { directory: ["dir", "-x"] });
    assertEquals((await run("+get", "-C=dir")).options, { directory: ["dir"] });
  });

  it("of the whole program stand before and after the command and add up", async () => {
    const { command, options } = await run(
      "--as",
      "user",
      "--dry-run",
      "+get",
      "--as=bot",
      "--dry-run",
      "-C",
      ".",
    );
    assertEquals(command, "+get");
    assertEquals(options, { as: ["user", "bot"], dryRun: [true, true], directory: ["."] });
    assertEquals((await run("--as", "a", "auth", "--as", "b", "login", "--as", "c")).options, {
      as: ["a", "b", "c"],
    });
  });

  it("end at --", async () => {
    assertEquals(await run("+get", "--overwrite", "--", "--message-id", "x"), {
      command: "+get",
      options: { overwrite: [true] },
      words: [],
    });
  });
});

describe("words", () => {
  it("follow the options in the action's parameters", async () => {
    assertEquals(await run("api", "GET", "--params", "{}", "/x"), {
      command: "api",
      options: { params: ["{}"] },
      words: ["GET", "/x"],
    });
    assertEquals((await run("api", "GET", "/x", "-")).words, ["GET", "/x", "-"]);
  });

  it("may be any number", async () => {
    assertEquals(await run("auth", "login", "a", "b", "c"), {
      command: "auth login",
      options: {},
      words: ["a", "b", "c"],
    });
    assertEquals((await run("auth", "login")).words, []);
  });

  it("include unknown options where words are expected", async () => {
    assertEquals((await run("api", "GET", "--bogus")).words, ["GET", "--bogus"]);
  });

  it("may be missing altogether at the root", async () => {
    assertEquals(await run(), { command: "im", options: {}, words: [] });
    assertEquals(await run("--dry-run"), { command: "im", options: { dryRun: [true] }, words: [] });
  });
});

describe("refusals", () => {
  const starts = (text: string, start: string) => assert(text.startsWith(start), `${text} ≠ ${start}…`);

  it("name the unknown option", async () => {
    starts(await refused("+get", "--bogus"), 'Unknown option "--bogus".');
    starts(await refused("+get", "--bogus=1"), 'Unknown option "--bogus".');
    starts(await refused("--bogus", "+get"), 'Unknown option "--bogus".');
    starts(await refused("+get", "-q"), 'Unknown option "-q".');
    starts(await refused("--message-id", "x", "+get"), 'Unknown option "--message-id".');
    starts(await refused("api", "GET", "/x", "{}", "--bogus"), 'Unknown option "--bogus".');
  });

  it("name the missing value", async () => {
    assertEquals(await refused("+get", "--message-id"), 'Missing value for option "--message-id".');
    assertEquals(await refused("--as"), 'Missing value for option "--as".');
    assertEquals(await refused("+get", "-C"), 'Missing value for option "--directory".');
  });

  it("name the value that has no place", async () => {
    assertEquals(
      await refused("+get", "--overwrite=yes"),
      'Option "--overwrite" doesn\'t take a value, but got "yes".',
    );
    assertEquals(
      await refused("--dry-run=", "+get"),
      'Option "--dry-run" doesn\'t take a value, but got "".',
    );
  });

  it("name the unknown command", async () => {
    starts(await refused("bogus"), 'Unknown command "bogus".');
    starts(await refused("--as", "user", "bogus"), 'Unknown command "bogus".');
    starts(await refused("auth", "bogus"), 'Unknown command "bogus".');
    starts(await refused("bogus", "+get"), 'Unknown command "bogus".');
    starts(await refused("bogus", "--text", "x"), 'Unknown option "--text".');
  });

  it("name the command that takes no words", async () => {
    assertEquals(await refused("+get", "word"), 'No arguments allowed for command "im +get".');
    assertEquals(await refused("+get", ""), 'No arguments allowed for command "im +get".');
  });

  it("name missing and surplus words", async () => {
    assertEquals(await refused("api"), "Missing argument(s): method, path");
    assertEquals(await refused("api", "GET"), "Missing argument: path");
    assertEquals(await refused("api", "GET", "/x", "{}", "more", "words"), "Too many arguments: more words");
  });

  it("come in the order of the words", async () => {
    starts(await refused("+get", "--overwrite=1", "--bogus"), 'Option "--overwrite" doesn\'t take a value');
    starts(await refused("+get", "--bogus", "--overwrite=1"), 'Unknown option "--bogus".');
    starts(await refused("+get", "word", "--bogus"), 'Unknown option "--bogus".');
  });
});

describe("action", () => {
  it("passes its rejection on unchanged", async () => {
    const error = await assertRejects(() => run("broken"), RangeError, "from the action");
    assertEquals(error.name, "RangeError");
  });
});
