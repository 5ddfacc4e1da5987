import Sqlite from 'better-sqlite3';

/** Never let go, and small once they are closed. */
const connections = new Set<Sqlite.Database>();

/**
 * Opens a database whose statements are one for each text, and live as long as the process. From Node 24.19 on an object
 * of better-sqlite3 12 that is collected as garbage while no script runs ends the process, and what is dropped may be
 * collected at any moment. So what is prepared must be of few texts: values are parameters.
 */
export function connect(path: string, options: Sqlite.Options): Sqlite.Database {
  const sqlite = new Sqlite(path, options);
  connections.add(sqlite);
  const prepare = sqlite.prepare.bind(sqlite);
  const statements = new Map<string, Sqlite.Statement>();
  const kept = (source: string): Sqlite.Statement => {
    const statement = statements.get(source) ?? prepare(source);
    statements.set(source, statement);
    return statement;
  };
  sqlite.prepare = kept as Sqlite.Database['prepare'];
  sqlite.pragma = (source, { simple = false } = {}) => {
    const statement = kept(`PRAGMA ${source}`);
    if (!statement.reader) return statement.run();
    return simple ? statement.pluck(true).get() : statement.pluck(false).all();
  };
  return sqlite;
}
