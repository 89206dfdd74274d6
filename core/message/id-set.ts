/** Message ids that were seen. */
export interface IdSet {
  has(id: string): boolean;
  /** Adds the id; returns whether it is new. */
  add(id: string): boolean;
}

/** The form of the service's message ids: 128 bits as hexadecimal digits. */
const FORM = /^om_[0-9a-f]{32}$/;
/** 32-bit words of an id. */
const WORDS = 4;
const FIRST_CAPACITY = 1024;

/** Ids that a walk without end remembers at least: overlaps of pages lie far below that. */
export const REMEMBERED_IDS = 65_536;

/** Tables that take turns: the fewer ids in each, the less is remembered beyond what was asked for. */
const TURNS = 3;

/**
 * A set of message ids that takes 32 to 64 bytes an id. Ids of another form are kept as they are.
 *
 * @param remembered the number of latest ids that are surely remembered; at most a third more are
 */
export function createIdSet(remembered: number = Number.POSITIVE_INFINITY): IdSet {
  const room = Math.ceil(remembered / TURNS);
  let tables = [createTable()];
  const has = (id: string) => tables.some((table) => table.has(id));
  /** A table with room for one more id, in front of the others. */
  const recent = (): Table => {
    const [first = createTable()] = tables;
    if (first.size() < room) return first;
    const free = tables.length > TURNS ? tables.at(-1) ?? createTable() : createTable();
    free.clear();
    tables = [free, ...tables.slice(0, TURNS)];
    return free;
  };
  return { has, add: (id) => !has(id) && recent().add(id) };
}

/** A set that can be used again. */
interface Table extends IdSet {
  size(): number;
  clear(): void;
}

function createTable(): Table {
  const others = new Set<string>();
  let slots = new Uint32Array(FIRST_CAPACITY * WORDS);
  let used = 0;

  /** Where the id stands, or the free slot where it belongs; a slot whose last word is zero is free. */
  function find(table: Uint32Array, [one = 0, two = 0, three = 0, four = 0]: readonly number[]): number {
    // Ids that follow each other must not stand side by side: one that is not there would be looked for behind all of them.
    const mixed = Math.imul(one ^ two ^ three ^ four, 0x9e3779b1);
    const first = ((mixed ^ (mixed >>> 15)) >>> 0) % (table.length / WORDS);
    for (let at = first * WORDS;; at = (at + WORDS) % table.length) {
      if (table[at + 3] === 0) return at;
      if (table[at] === one && table[at + 1] === two && table[at + 2] === three && table[at + 3] === four) {
        return at;
      }
    }
  }

  function grow() {
    const larger = new Uint32Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += WORDS) {
      const words = [...slots.subarray(at, at + WORDS)];
      if (words[3] !== 0) larger.set(words, find(larger, words));
    }
    slots = larger;
  }

  return {
    has(id) {
      const words = wordsOf(id);
      return words === undefined ? others.has(id) : slots[find(slots, words) + 3] === words[3];
    },
    add(id) {
      const words = wordsOf(id);
      if (words === undefined) {
        const isNew = !others.has(id);
        others.add(id);
        return isNew;
      }
      if (used * 2 >= slots.length / WORDS) grow();
      const at = find(slots, words);
      const isNew = slots[at + 3] !== words[3];
      if (isNew) {
        slots.set(words, at);
        used++;
      }
      return isNew;
    },
    size: () => used + others.size,
    clear() {
      others.clear();
      slots.fill(0);
      used = 0;
    },
  };
}

/** The words of an id; none for other forms, and where the last one is zero, which stands for a free slot. */
function wordsOf(id: string): readonly number[] | undefined {
  if (!FORM.test(id)) return undefined;
  const words = [0, 1, 2, 3].map((index) => parseInt(id.slice(3 + index * 8, 11 + index * 8), 16));
  return words[3] === 0 ? undefined : words;
}
