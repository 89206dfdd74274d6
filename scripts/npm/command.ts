/**
 * The part of Cliffy's `Command` that `cli/tree.ts` uses, for machines without JSR. It finds the command of a line and
 * reports the texts of options and words in order, as Cliffy does. Where Cliffy misreads a word (`---yes`, `-Cdir`),
 * this reports it as a word: `cli/parser.ts` compares what is reported with the line and ends at the same word either
 * way, which `tests/scripts/command-roads.test.ts` checks.
 *
 * @module
 */

/** What is known of a text while it is read. */
export interface ArgumentValue {
  /** `Option` or `Argument`. */
  readonly label: string;
  readonly type: string;
  /** The long name of the option, or the name of the argument. */
  readonly name: string;
  readonly value: string;
}

/** Reads texts of a type. */
export type TypeHandler = (argument: ArgumentValue) => unknown;

/** Settings of an option; only the line's texts are reported, so they make no difference here. */
export interface OptionSettings {
  /** It may be given several times. */
  readonly collect?: boolean;
  /** Also an empty value counts. */
  readonly required?: boolean;
  /** Stands for an option that is not given. */
  readonly default?: unknown;
  /** Help does not show it. */
  readonly hidden?: boolean;
}

interface Option {
  readonly names: readonly string[];
  /** Whether it needs a value; else it takes one behind `=` only. */
  readonly needsValue: boolean;
  readonly type: string;
}

/** A command line that cannot be read. */
export class ValidationError extends Error {}

/** A command, with the commands in it; the calls and their results are those of Cliffy's class of that name. */
export class Command {
  readonly #options: Option[] = [];
  readonly #types: Map<string, TypeHandler> = new Map();
  readonly #commands: Map<string, Command> = new Map();
  #parent: Command | undefined;
  #added: Command | undefined;
  #wordType = "";
  #onFound = () => {};
  #onError = () => {};

  /** Names are for help, which is made elsewhere. */
  readonly name = (_name: string): this => this;
  /** Descriptions are for help, too. */
  readonly description = (_description: string): this => this;
  /** Help is made elsewhere: only `false` is offered. */
  readonly helpOption = (_enable: false): this => this;
  /** The version is printed elsewhere: only `false` is offered. */
  readonly versionOption = (_enable: false): this => this;
  /** Errors are thrown, never printed: here always so. */
  readonly throwErrors = (): this => this;
  /** The process is never ended: here always so. */
  readonly noExit = (): this => this;

  /** Declares a type, here for the commands in this one, too. */
  type(name: string, handler: TypeHandler, _settings: { readonly global: true }): this {
    this.#types.set(name, handler);
    return this;
  }

  /** Declares the words of the command: `[words...:type]`. */
  arguments(definition: string): this {
    this.#wordType = typeIn(definition);
    return this;
  }

  /** Declares an option: `-n, --name <value:type>` needs a value, `--name=[value:type]` takes one behind `=`. */
  option(flags: string, _description: string, _settings: OptionSettings = {}): this {
    const names = flags.replace(/[ =][<[].*$/, "").split(", ");
    this.#options.push({ names, needsValue: flags.endsWith(">"), type: typeIn(flags) });
    return this;
  }

  /** Declares an option of this command and of those in it, which may stand before their names; here all may. */
  globalOption(flags: string, description: string, settings: OptionSettings = {}): this {
    return this.option(flags, description, settings);
  }

  /** Adds a command; `alias` is about it from then on. */
  command(name: string, command: Command): this {
    command.#parent = this;
    this.#commands.set(name, command);
    this.#added = command;
    return this;
  }

  /** Declares a further name of the command that was added last. */
  alias(name: string): this {
    if (this.#added !== undefined) this.#commands.set(name, this.#added);
    return this;
  }

  /** Is called when a line of this command has been read. */
  action(handler: () => void): this {
    this.#onFound = handler;
    return this;
  }

  /** Is called when a line of this command cannot be read. */
  error(handler: () => void): this {
    this.#onError = handler;
    return this;
  }

  /** Reads a line. */
  async parse(line: readonly string[]): Promise<void> {
    await Promise.resolve();
    this.#read([...line]);
  }

  #read(queue: string[]): void {
    let isAtStart = true;
    for (let word = queue.shift(); word !== undefined && word !== "--"; word = queue.shift()) {
      const command = isAtStart ? this.#commands.get(word) : undefined;
      if (command !== undefined) return command.#read(queue);
      const at = word.indexOf("=");
      const name = at < 0 ? word : word.slice(0, at);
      const option = this.#option(name);
      if (option === undefined) {
        isAtStart = false;
        this.#report({ label: "Argument", type: this.#wordType, name: "words", value: word });
      } else if (at >= 0 || option.needsValue) {
        const value = at < 0 ? queue.shift() : word.slice(at + 1);
        const long = option.names.at(-1) ?? "";
        if (value === undefined) return this.#fail(`Missing value for option "${long}".`);
        this.#report({ label: "Option", type: option.type, name: long, value });
      }
    }
    this.#onFound();
  }

  #option(name: string): Option | undefined {
    const own = this.#options.find(({ names }) => names.includes(name));
    return own === undefined && this.#parent !== undefined ? this.#parent.#option(name) : own;
  }

  #report(argument: ArgumentValue): void {
    this.#types.get(argument.type)?.(argument);
    if (this.#parent !== undefined) this.#parent.#report(argument);
  }

  #fail(message: string): never {
    this.#onError();
    throw new ValidationError(message);
  }
}

/** The type in a definition: `[words...:type]`, `<value:type>`. */
function typeIn(definition: string): string {
  return /:(\w+)[\]>]$/.exec(definition)?.[1] ?? "string";
}
