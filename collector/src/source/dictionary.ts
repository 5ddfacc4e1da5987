import { Column } from '@ml-microservices/shared/contracts';
import { loadYaml, StartError } from '@ml-microservices/shared/service';
import Type from 'typebox';

const File = Type.Object({ columns: Type.Array(Column) }, { additionalProperties: false });

/** What columns mean, by their names. */
export type Dictionary = ReadonlyMap<string, Column>;

/** Reads a data dictionary; `name` is what errors call it. */
export function readDictionary(path: string, name: string): Dictionary {
  const { columns } = loadYaml(File, path, name);
  const dictionary = new Map(columns.map((column) => [column.name, column]));
  if (dictionary.size < columns.length) throw new StartError(`${name} describes a column twice`);
  const targets = columns.filter(({ role }) => role === 'target').map((column) => column.name);
  if (targets.length > 1) throw new StartError(`${name} has more than one target: ${targets.join(', ')}`);
  return dictionary;
}
