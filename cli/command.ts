import type { AccountCall } from "../core/account/account-call.ts";
import type { SecretStore } from "../core/account/secret-store.ts";
import type { DownloadProgress } from "../core/download/download.ts";
import type { Failure } from "../core/failure.ts";
import type { JsonObject, JsonValue } from "../core/json/json.ts";
import type { Shape } from "../core/json/shape.ts";
import type { DangerGrade } from "../core/api/method.ts";
import type { Client } from "../core/platform/client.ts";
import type { Divisible } from "../core/platform/divisible.ts";
import type { Hosts } from "../core/platform/hosts.ts";
import type { Identity } from "../core/platform/identity.ts";
import type { Listing } from "../core/platform/listing.ts";
import type { Pagination } from "../core/platform/pages.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import type { NamedType } from "../core/resolve/candidate.ts";
import { joinPhrases, type Phrase, phrase } from "../core/text/phrase.ts";
import type { TokenSource } from "../core/platform/tokens.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import type { RunAccount } from "./account.ts";
import type { Format, GlobalValues } from "./options/global.ts";
import type { OptionSet, OptionValues } from "./options/option.ts";
import type { Settings } from "./options/read.ts";
import type { Line, Screen } from "./screen.ts";
import type { Texts } from "./spelling.ts";

/** A line of help that can be run. */
export interface Example {
  /** What it does, as a comment above the line. */
  readonly comment: string;
  /** The words behind `im`. */
  readonly line: string;
}

/** What a command gets to run with. */
export interface Runtime {
  readonly world: World;
  readonly globals: GlobalValues;
  /** Where the value of each global option comes from. */
  readonly origins: Settings["origins"];
  readonly identity: Identity;
  /** The same, for the answer; absent where the command calls no service. */
  readonly actsAs: Identity | undefined;
  /**
   * Who acts, and what is set for it. It is known before a command that calls the service runs; others ask for it.
   *
   * @throws {Failure} for a profile that does not exist, or a configuration file that cannot be read.
   */
  account(): Promise<RunAccount>;
  /** The directory of the configuration and the secrets. @throws {Failure} where the system names no home. */
  root(): string;
  /** Where the secrets of the account are kept; opened once. */
  store(): Promise<SecretStore>;
  /** What calls about apps and logins are made with, to these hosts. */
  accountCall(hosts: Hosts): AccountCall;
  /** The tokens of the account; made once. */
  tokens(): Promise<TokenSource>;
  /** Hosts of a command that calls the service; absent for others. */
  readonly hosts: Hosts | undefined;
  /** Brand of a command that calls the service, for links that open the app; absent for others. */
  readonly brand: string | undefined;
  /** What was odd about the settings. */
  readonly warnings: readonly Warning[];
  /** The one way to the service; made on first use, so that a command that needs none asks for no credentials. */
  client(): Client;
  /** Loads what an answer needs while the first request is on its way; where there is none, when `answer` settles. */
  meanwhile<T>(load: () => Promise<T>, answer: Promise<unknown>): Promise<T>;
  readonly format: Format;
  /** Takes records as soon as they are complete; if absent, all are returned at the end. */
  readonly emit: ((rows: readonly JsonObject[]) => Promise<void>) | undefined;
  /** Whom and what the names of the line stand for. */
  readonly resolved?: readonly ResolvedName[];
  readonly progress: Progress;
  readonly program: Program;
  /** Writes texts that are part of the data, as the door spells them. */
  readonly texts: Texts;
  /** What was listed, and what of it was shown by an earlier run. */
  readonly listing: Listing;
  /** No further page is read once the pages are so long, characters of JSON; absent: as many as the line says. */
  readonly maxPageLength: number | undefined;
}

/** How far a piece of long work is, drawn as it goes on. */
export interface ProgressLine {
  report(progress: DownloadProgress): void;
  /** Takes the line away; to be awaited before anything else is written. */
  end(): Promise<void>;
}

/** Shows people that long work goes on. */
export interface Progress {
  /** Shows what is being done, where it takes long. */
  note(line: string): void;
  /**
   * Begins to show how many bytes of a transfer are done.
   *
   * @param what is transferred, for those who see a log; default: a transfer
   */
  start(what?: string): ProgressLine;
  /** Adds a file to those that are transferred together: each has a line, and there is a total. */
  add(name: string): ProgressLine;
}

/** The scopes that a command needs with given options, as one identity. */
export interface ScopeNeeds {
  /** Without them it fails: of each list any one is enough, and the first is the one to ask for. */
  readonly required: readonly (readonly string[])[];
  /** Without them it fails for some chats, or leaves a part of the answer out. */
  readonly helpful: readonly string[];
}

/** A command line that is not run but asked about. */
export interface DescribedLine {
  readonly command: Command;
  /** What it needs, for each identity that it can run as. */
  readonly needs: Readonly<Partial<Record<Identity, ScopeNeeds>>>;
}

/** The program that a command belongs to. */
export interface Program {
  /** All shortcuts. */
  commands(): Promise<readonly Command[]>;
  /**
   * What a command line needs, which is not run: `+chat-list --exclude-muted`. Options that it must have may be missing,
   * and placeholders may stand for their values.
   *
   * @throws {Failure} exit 2 where it names no command or an option that the command does not have.
   */
  describe(line: string): Promise<DescribedLine>;
  /** Runs a command line in a world; answers with the exit status. */
  run(words: readonly string[], world: World): Promise<number>;
}

/** A name that was given in place of an id, and what it stands for (docs/contract.md, 20). */
export type ResolvedName = {
  /** The option as it was typed. */
  readonly param: string;
  /** The name as it was typed. */
  readonly query: string;
  readonly type: NamedType;
  /** In a preview its placeholder. */
  readonly id: string;
  /** The name as it is; absent in a preview. */
  readonly name?: string;
};

/** What depends on the rows of a result. */
type RowParts = Pick<
  CommandResult,
  "data" | "rows" | "lists" | "count" | "pagination" | "pretty" | "concise"
>;
/** How a list is shown in part. */
export type Cut = Divisible<RowParts>;

/** What a command answers with. */
export interface CommandResult {
  readonly data: JsonObject;
  /** The records for formats of rows; absent: the data is one record. */
  readonly rows?: readonly JsonValue[];
  /** The lists of the data as records with all that belongs to them, where `--fields` selects of more than the data has. */
  readonly lists?: Readonly<Record<string, readonly JsonValue[]>>;
  /** `meta.count`: how many records there are, where the data has no list of all of them. */
  readonly count?: number;
  /** How far a list was read. */
  readonly pagination?: Pagination;
  /** How to show fewer of its rows; absent where the rest could not be reached by a page token. */
  readonly cut?: Cut;
  /** What went wrong on the way without failing the command. */
  readonly warnings?: readonly Warning[];
  /** Whom and what names stood for. */
  readonly resolved?: readonly ResolvedName[];
  /** Why not all could be done; what was done is in the data (docs/contract.md, 3 and 8). */
  readonly failure?: Failure;
  /** The failure is that of the whole command: it decides the exit status, although there is something to show. */
  readonly isFailed?: boolean;
  /** The failure is that page tokens lead nowhere. */
  readonly isBrokenList?: boolean;
  /** Lines for people, for `--format pretty`; made when they are printed. */
  readonly pretty?: (screen: Screen) => readonly Line[];
  /** Markdown, for `--format concise`. */
  readonly concise?: () => string;
  /** Nothing was written, although the command could: a call of `api` that reads. */
  readonly isRead?: true;
  /** Exit status of the program that the command ran; default: that of the result. */
  readonly status?: number;
  /** Where the envelope goes; stderr when stdout carries the bytes of a file. */
  readonly envelope?: "stdout" | "stderr" | "none";
}

/** What a dry run shows. */
export interface Preview {
  readonly description?: Phrase;
  /** What the run would warn about before it sends anything. */
  readonly warnings?: readonly Warning[];
  /** Every call that the run makes or may make, in order. */
  readonly api: readonly ApiRequest[];
  readonly context: JsonObject;
  /** The names that the run finds the ids of; the calls have placeholders for these. */
  readonly resolved?: readonly ResolvedName[];
}

/**
 * A command, defined once: its place in the tree, help, validation, preview and run all come from here
 * (docs/architecture.md, section "Commands").
 */
export interface Command<F extends OptionSet = OptionSet, P = unknown> {
  /** The word on the command line, or two: a group and a command in it. */
  readonly name: string;
  readonly summary: string;
  /** Further paragraphs of help. */
  readonly description?: readonly string[];
  readonly examples: readonly Example[];
  /** Names of shortcuts that do the same. */
  readonly seeAlso?: readonly string[];
  /** Identities that it can run as; none for commands that do not call the service. */
  readonly identities: readonly Identity[];
  /** Narrows them by the input; it decides for `--as auto`. */
  identitiesFor?(values: OptionValues<F>): readonly Identity[];
  /** Scopes of which any one is enough. */
  readonly scopes: readonly string[];
  /** Further scopes that the service may demand, by identity. */
  readonly moreScopes?: Readonly<Partial<Record<Identity, readonly string[]>>>;
  /** Narrows all these scopes by the input. */
  scopesFor?(values: OptionValues<F>, identity: Identity): ScopeNeeds | Promise<ScopeNeeds>;
  readonly risk: "read" | "write" | "high-risk-write";
  /** How a person confirms it; absent where nothing is to be confirmed (docs/contract.md, 10). */
  readonly danger?: DangerGrade;
  /** It changes or removes what is there; other writes only add. */
  readonly replaces?: true;
  /** Done twice, it has done the same as once. */
  readonly isIdempotent?: true;
  readonly options: F;
  /** How to give inputs that have no options of their own; `names` are the options that somebody typed for them. */
  leadFor?(names: readonly string[]): string | undefined;
  /** Keys of options of which one must be given, in groups; the usage shows each group in braces. */
  readonly oneOf?: readonly (readonly (keyof F & string)[])[];
  /**
   * Columns of its records in `table` and `csv`, the most useful first: keys, dotted inside objects. A table shows the
   * first of them, csv always all.
   */
  readonly columns?: readonly string[];
  /** The shape of its data, as JSON Schema; loaded for `schema` and other doors, never by a run. */
  answer?(): Promise<Shape>;
  /** Fields of its records that most tasks need: `--fields slim`. */
  readonly slim?: readonly string[];
  /** The list of its data whose entries hold the records, and under which key: the messages of each chat. */
  readonly groups?: { readonly list: string; readonly records: string };
  /** A word behind its name begins a command line of its own, which it runs. */
  readonly runsLine?: true;
  /** It serves others until it is told to end: nothing says that it still works. */
  readonly isServer?: true;
  /**
   * Checks what single options cannot; runs before everything else, in previews too.
   *
   * @param nameOf how the option of a key was spelled, for errors
   */
  check?(
    values: OptionValues<F>,
    world: World,
    identity: Identity,
    nameOf: (key: string) => string,
  ): void | Promise<void>;
  /** Puts what may be a name where it is looked for, if it stands elsewhere in the input; runs before names become ids. */
  liftNames?(values: OptionValues<F>, world: World): Promise<OptionValues<F>>;
  /**
   * Work that previews and runs share, such as reading files; it is done after the checks, and what it opens is closed
   * by its `close` at the end.
   */
  prepare?(
    values: OptionValues<F>,
    world: World,
    identity: Identity,
    hosts?: Hosts,
  ): Promise<P & Partial<Closable>>;
  /** The requests a run would make; absent for commands that do not call the service. */
  preview?(
    values: OptionValues<F>,
    identity: Identity,
    prepared: P,
    runtime: Runtime,
  ): Preview | Promise<Preview>;
  run(values: OptionValues<F>, runtime: Runtime, prepared: P): Promise<CommandResult>;
}

/** Something to close at the end. */
export interface Closable {
  close(): Promise<void>;
}

/** Keeps the types of the options while the command is stored among others. */
export function defineCommand<const F extends OptionSet, P = undefined>(command: Command<F, P>): Command {
  return command as unknown as Command;
}

/** The warnings that a run would give, as the remark of a preview. */
export function describeWarnings(warnings: readonly Warning[]): Pick<Preview, "description"> {
  if (warnings.length === 0) return {};
  return { description: joinPhrases(warnings.map(({ key, detail }) => phrase`${key}: ${detail}`), "; ") };
}
