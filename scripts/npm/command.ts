/**
 * The part of Cliffy's `Command` that the program uses, over commander, for machines without JSR.
 *
 * Commander splits options from words and finds the command. What Cliffy decides differently (order of checks,
 * wording of errors, words after `--`, empty values) is settled before commander sees the words.
 * `tests/scripts/command-roads.test.ts` holds both to the same behaviour.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- its name must not be importable elsewhere
import { Command as Commander } from "npm:commander@14.0.3";

/** A command line that cannot be understood; `exitCode` is the status Cliffy would leave with. */
export class ValidationError extends Error {
  /** Status for the end of the program. */
  readonly exitCode: number = 2;
}

/** What a command runs: it receives the options, then the positional words. */
export type ActionHandler = (...received: unknown[]) => unknown;

type Flag = { readonly flags: string; readonly collect?: boolean };
type Slot = { readonly name: string; readonly optional: boolean; readonly variadic: boolean };

/** One command; the calls and their results are those of Cliffy's class of that name. */
export class Command {
  #name = "COMMAND";
  #handler: ActionHandler | undefined;
  #slots: Slot[] = [];
  readonly #own: Flag[] = [];
  readonly #global: Flag[] = [];
  readonly #commands: Map<string, Command> = new Map();

  /** Sets the name that stands in messages. */
  name(name: string): this {
    this.#name = name;
    return this;
  }

  /** Help is made elsewhere, from the same catalogue: the text is not kept. */
  readonly description = (_text: string): this => this;
  /** Help is made elsewhere: only `false` is offered. */
  readonly helpOption = (_enable: false): this => this;
  /** The version is printed elsewhere: only `false` is offered. */
  readonly versionOption = (_enable: false): this => this;
  /** Errors are thrown, never printed: here always so. */
  readonly throwErrors = (): this => this;
  /** The process is never ended: here always so. */
  readonly noExit = (): this => this;
  /** Leaves the command out of help. */
  readonly hidden = (): this => this;

  /** Declares positional words: `<path:string>`, `[path:string]`, `[words...:string]`. */
  arguments(definition: string): this {
    this.#slots = definition.split(/ +/).map((word) => ({
      name: word.slice(1, -1).replace(/:.*$/, "").replace("...", ""),
      optional: word.startsWith("["),
      variadic: word.includes("..."),
    }));
    return this;
  }

  /** Declares an option of this command; `collect` keeps every occurrence, as an array. */
  option(flags: string, _description: string, settings: { collect?: boolean } = {}): this {
    this.#own.push({ flags, ...settings });
    return this;
  }

  /** Declares an option of this command and of all below it. */
  globalOption(flags: string, _description: string, settings: { collect?: boolean } = {}): this {
    this.#global.push({ flags, ...settings });
    return this;
  }

  /** Adds a command below this one. */
  command(name: string, command: Command): this {
    this.#commands.set(name, command.name(name));
    return this;
  }

  /** Sets what the command runs. */
  action(handler: ActionHandler): this {
    this.#handler = handler;
    return this;
  }

  /** Finds the command that the words name and runs it. */
  async parse(words: readonly string[]): Promise<void> {
    await this.#engine({}, []).parseAsync([...words], { from: "user" });
  }

  #engine(options: Record<string, unknown>, inherited: readonly Flag[]): Engine {
    const globals = [...inherited, ...this.#global];
    const engine = new Engine(this.#name, this.#slots);
    for (const flag of [...globals, ...this.#own]) engine.receive(flag, options);
    for (const command of this.#commands.values()) engine.addCommand(command.#engine(options, globals));
    return engine.action(async () => {
      const words = engine.positional();
      await this.#handler?.({ ...engine.opts(), ...options }, ...words);
    });
  }
}

class Engine extends Commander {
  readonly #slots: readonly Slot[];

  constructor(name: string, slots: readonly Slot[]) {
    super(name);
    this.#slots = slots;
    this.helpOption(false).helpCommand(false).enablePositionalOptions();
    this.allowUnknownOption().allowExcessArguments().exitOverride();
  }

  /** Registers a flag whose occurrences, here or further up, all end in `options`. */
  receive({ flags, collect }: Flag, options: Record<string, unknown>): void {
    const option = this.createOption(flags);
    const key = option.attributeName();
    this.addOption(option);
    this.on(`option:${option.name()}`, (value: string | undefined) => {
      const got = value ?? !option.negate;
      const before = options[key];
      if (!collect && before !== undefined) {
        const name = `--${option.name()}`.replace(/^--no-/, "--");
        throw new ValidationError(`Option "${name}" can only occur once, but was found several times.`);
      }
      options[key] = collect ? [...(Array.isArray(before) ? before : []), got] : got;
    });
  }

  override parseOptions(words: string[]): { operands: string[]; unknown: string[] } {
    return super.parseOptions(this.#settle(words));
  }

  /** The positional words, checked against the declared ones. */
  positional(): (string | undefined)[] {
    const [first] = this.args;
    if (this.#slots.length === 0 && first !== undefined) {
      const known = this.commands.map((command) => command.name());
      if (known.includes(first)) throw new ValidationError(`Too many arguments: ${this.args.join(" ")}`);
      if (known.length > 0) throw new ValidationError(`Unknown command "${first}".`);
      throw new ValidationError(`No arguments allowed for command "${this.#path()}".`);
    }
    const missing = this.#slots.slice(this.args.length).filter((slot) => !slot.optional);
    if (missing.length > 0) {
      const names = missing.map((slot) => slot.name);
      throw new ValidationError(
        first === undefined ? `Missing argument(s): ${names.join(", ")}` : `Missing argument: ${names[0]}`,
      );
    }
    const surplus = this.#slots.at(-1)?.variadic ? [] : this.args.slice(this.#slots.length);
    if (surplus.length > 0) throw new ValidationError(`Too many arguments: ${surplus.join(" ")}`);
    return this.args.map((word, index) => word === "" && this.#slots[index]?.optional ? undefined : word);
  }

  /** Refuses what Cliffy refuses and brings the rest into the form in which commander cannot misread it. */
  #settle(words: readonly string[]): string[] {
    const queue = [...words];
    const settled: string[] = [];
    let free = this.#slots.at(-1)?.variadic ? Infinity : this.#slots.length;
    let operands = 0;
    for (let word = queue.shift(); word !== undefined && word !== "--"; word = queue.shift()) {
      if (word.length < 2 || !word.startsWith("-")) {
        settled.push(word);
        free--;
        if (operands++ === 0 && this.commands.some((command) => command.name() === word)) {
          return [...settled, ...queue];
        }
        continue;
      }
      const [flag, value] = splitAtEqualsSign(word);
      const option = this.options.find(({ long, short }) => flag === long || flag === short);
      if (!option && free-- > 0) settled.push(word);
      else if (!option) throw new ValidationError(`Unknown option "${flag}".`);
      else settled.push(...takeOption(`--${option.name()}`, option.required, value, queue));
    }
    return settled;
  }

  #path(): string {
    const names = [this.name()];
    for (let above = this.parent; above; above = above.parent) names.unshift(above.name());
    return names.join(" ");
  }
}

function takeOption(flag: string, takesValue: boolean, value: string | undefined, queue: string[]): string[] {
  if (!takesValue && value === undefined) return [flag];
  if (!takesValue) throw new ValidationError(`Option "${flag}" doesn't take a value, but got "${value}".`);
  const taken = value ?? queue.shift();
  if (taken === undefined) throw new ValidationError(`Missing value for option "${flag}".`);
  // Cliffy treats an option with an empty value as if it were not there.
  return taken === "" ? [] : [flag, taken];
}

function splitAtEqualsSign(word: string): [flag: string, value: string | undefined] {
  const at = word.indexOf("=");
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
