/**
 * The part of Cliffy's `Command` that `cli/parser.ts` uses, for machines without JSR. It reads the words of one command
 * in order and reports options and words as Cliffy does. Where Cliffy misreads a word (`---yes`, `-Cdir`), this reports
 * it as a word: `cli/parser.ts` compares what is reported with the line and ends at the same word either way, which
 * `tests/scripts/command-roads.test.ts` checks.
 *
 * @module
 */

/** What is known of a text while it is read. */
export interface ArgumentValue {
  /** `Option` or `Argument`. */
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

/** Reads texts of a type. */
export type TypeHandler = (argument: ArgumentValue) => unknown;

/** Settings of an option. */
export interface OptionSettings {
  /** It may be given several times. */
  readonly collect?: boolean;
  /** Also an empty value counts. */
  readonly required?: boolean;
  /** Stands for an option that is not given. */
  readonly default?: unknown;
  /** Receives the value of each occurrence; `true` of an option without one. */
  readonly value?: (value: unknown) => unknown;
}

interface Option extends OptionSettings {
  readonly names: readonly string[];
  /** Whether it needs a value; else it takes one behind `=` only. */
  readonly needsValue: boolean;
}

/** A command line that cannot be read. */
export class ValidationError extends Error {}

/** One command; the calls and their results are those of Cliffy's class of that name. */
export class Command {
  readonly #options: Option[] = [];
  readonly #types: Map<string, TypeHandler> = new Map();
  #wordType = "string";

  /** Help is made elsewhere: only `false` is offered. */
  readonly helpOption = (_enable: false): this => this;
  /** The version is printed elsewhere: only `false` is offered. */
  readonly versionOption = (_enable: false): this => this;
  /** Errors are thrown, never printed: here always so. */
  readonly throwErrors = (): this => this;
  /** The process is never ended: here always so. */
  readonly noExit = (): this => this;

  /** Declares a type. */
  type(name: string, handler: TypeHandler): this {
    this.#types.set(name, handler);
    return this;
  }

  /** Declares the words of the command: `[words...:type]`. */
  arguments(definition: string): this {
    this.#wordType = /:(\w+)\]$/.exec(definition)?.[1] ?? "string";
    return this;
  }

  /** Declares an option: `-n, --name <value:string>` needs a value, `--name=[value:string]` takes one behind `=`. */
  option(flags: string, _description: string, settings: OptionSettings = {}): this {
    const names = flags.replace(/[ =][<[].*$/, "").split(", ");
    this.#options.push({ ...settings, names, needsValue: flags.endsWith(">") });
    return this;
  }

  /** Reads the words. */
  parse(words: readonly string[]): Promise<void> {
    return Promise.resolve(words).then((all) => this.#read([...all]));
  }

  #read(queue: string[]): void {
    for (let word = queue.shift(); word !== undefined && word !== "--"; word = queue.shift()) {
      const at = word.indexOf("=");
      const name = at < 0 ? word : word.slice(0, at);
      const option = this.#options.find(({ names }) => names.includes(name));
      if (option === undefined) this.#readWord(word);
      else if (at >= 0) option.value?.(word.slice(at + 1));
      else if (!option.needsValue) option.value?.(true);
      else if (queue.length === 0) {
        throw new ValidationError(`Missing value for option "${option.names.at(-1)}".`);
      } else option.value?.(queue.shift());
    }
  }

  #readWord(value: string): void {
    this.#types.get(this.#wordType)?.({ label: "Argument", type: this.#wordType, name: "words", value });
  }
}
