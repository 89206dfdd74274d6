/**
 * Reads the rows of a table whose file is damaged: everything before the damage, and everything behind it.
 *
 * @module
 */

import { type Database, isDamage, type Value } from "../database.ts";

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, Value>>;

/** A table that is read. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The column that is the row id, of tables that have one. */
  readonly rowId: string | undefined;
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

/**
 * The rows of a table that can be read, some of them twice where the table is damaged.
 *
 * @param noteLoss called where some cannot be read
 */
export function readableRows(
  database: Database,
  table: Table,
  noteLoss: () => void,
): IterableIterator<Row> {
  return table.rowId === undefined
    ? fromBothEnds(database, table, noteLoss)
    : aroundDamage(database, table, table.rowId, noteLoss);
}

const selectOf = ({ name, columns }: Table) => `SELECT ${columns.join(", ")} FROM ${name} NOT INDEXED`;

function* fromBothEnds(database: Database, table: Table, noteLoss: () => void): IterableIterator<Row> {
  for (const direction of ["ASC", "DESC"]) {
    const order = table.key.map((column) => `${column} ${direction}`).join(", ");
    try {
      yield* database.each<Row>(`${selectOf(table)} ORDER BY ${order}`);
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
      noteLoss();
    }
  }
}

function* aroundDamage(
  database: Database,
  table: Table,
  rowId: string,
  noteLoss: () => void,
): IterableIterator<Row> {
  for (let next: number | undefined = 0; next !== undefined;) {
    try {
      for (
        const row of database.each<Row>(`${selectOf(table)} WHERE ${rowId} >= ? ORDER BY ${rowId}`, next)
      ) {
        yield row;
        next = Number(row[rowId]) + 1;
      }
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
      noteLoss();
      next = behindDamage(database, table, rowId, next);
    }
  }
}

/** More rows than any archive has. */
const MOST_ROWS = 2 ** 40;

/** The first row id from which reading works again; `undefined` where it does not. */
function behindDamage(database: Database, { name }: Table, rowId: string, from: number): number | undefined {
  const isReadable = (id: number) => {
    try {
      database.get(
        `SELECT ${rowId} FROM ${name} NOT INDEXED WHERE ${rowId} >= ? ORDER BY ${rowId} LIMIT 1`,
        id,
      );
      return true;
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  };
  let step = 1;
  while (!isReadable(from + step)) {
    step *= 2;
    if (step > MOST_ROWS) return undefined;
  }
  let [bad, good] = [from + Math.floor(step / 2), from + step];
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    if (isReadable(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
