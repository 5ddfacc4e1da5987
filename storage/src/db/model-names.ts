import { type Model, Problem } from '@ml-microservices/shared/contracts';
import { stampOf } from '@ml-microservices/shared/text';
import { and, eq, gte, lt, type SQLWrapper, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { isUnfinished } from './dependents.js';
import { models, runs } from './schema.js';

type Named = Pick<Model, 'id' | 'name'>;

/** The names of models: no two have one. To be called in a transaction, so that what was found holds. */
export class ModelNames {
  readonly #db: Database;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#db = db;
    this.#statements = prepare(db);
  }

  /** `base`, with `_2`, `_3`, … where there is one already. */
  free(base: string): string {
    const beginning = this.#statements.beginning.all({ base, end: `${base}\u{10ffff}` });
    const taken = new Set(beginning.map(({ name }) => name));
    for (let n = 1; ; n++) {
      const name = n === 1 ? base : `${base}_${n}`;
      if (!taken.has(name)) return name;
    }
  }

  /** Throws a problem where a model has the name, or a training is to give it to the one that it makes. */
  refuseTaken(name: string): void {
    const model = this.#statements.model.get({ name });
    if (model) {
      const said = { reason: 'name_taken', values: { id: model.id, name } };
      throw new Problem('conflict', `Model ${model.id} is already named "${name}".`, said);
    }
    const run = this.#statements.claim.get({ name });
    if (run) {
      const said = { reason: 'name_claimed', values: { id: run.id, name } };
      throw new Problem('conflict', `Run ${run.id} is to make a model named "${name}".`, said);
    }
  }

  /**
   * Gives the model `other` the name of `model`, so that this one can be given the name `wanted` next. Throws a problem
   * where it is not the other one's.
   */
  handOn(model: Named, other: number, wanted: string): void {
    const now = this.#statements.name.get({ id: other })?.name;
    if (now === undefined) {
      const said = { reason: 'replaced_gone', values: { id: other, name: wanted } };
      throw new Problem('conflict', `There is no model ${other} to take the name "${wanted}" from.`, said);
    }
    if (now !== wanted) {
      const said = { reason: 'replaced_renamed', values: { id: other, name: wanted, now } };
      throw new Problem('conflict', `Model ${other} is not named "${wanted}", but "${now}".`, said);
    }
    // No model is given the empty name by a request.
    this.#rename(model.id, '');
    this.#rename(other, model.name);
  }

  #rename(id: number, name: string): void {
    this.#db.update(models).set({ name, updated_at: new Date().toISOString() }).where(eq(models.id, id)).run();
  }
}

/** `{ModelType}_{YYYYMMDD_HHMMSS}` in UTC. */
export function madeUpName(modelType: string, now: string): string {
  return `${modelType}_${stampOf(now)}`;
}

function prepare(db: Database) {
  const { id, name } = models;
  const given = (text: SQLWrapper) => eq(text, sql.placeholder('name'));
  const wished = sql`json_extract(${runs.parameters}, '$.name')`;
  return {
    beginning: db
      .select({ name })
      .from(models)
      .where(and(gte(name, sql.placeholder('base')), lt(name, sql.placeholder('end'))))
      .prepare(),
    model: db.select({ id }).from(models).where(given(name)).prepare(),
    name: db
      .select({ name })
      .from(models)
      .where(eq(id, sql.placeholder('id')))
      .prepare(),
    /** The training that is on its way to a model of the name. */
    claim: db
      .select({ id: runs.id })
      .from(runs)
      .where(and(isUnfinished, eq(runs.kind, 'training'), given(wished)))
      .prepare(),
  };
}
