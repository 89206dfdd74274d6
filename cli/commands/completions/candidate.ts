/** A word that may stand there, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly text: string;
}

/** What a shell offers. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Also paths, behind this beginning of the word. */
  readonly paths?: { readonly kind: "files" | "directories"; readonly prefix: string };
}

/** What only the account knows. */
export interface Known {
  chats(): Promise<readonly Candidate[]>;
  profiles(): Promise<readonly Candidate[]>;
  users(): Promise<readonly Candidate[]>;
}
