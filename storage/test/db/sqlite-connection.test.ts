import { expect, it } from 'vitest';
import { connect } from '../../src/db/sqlite-connection.js';

it('prepares a text once, so that no statement becomes garbage', () => {
  const sqlite = connect(':memory:', {});
  sqlite.exec('create table things (a)');
  expect(sqlite.prepare('select a from things')).toBe(sqlite.prepare('select a from things'));
  sqlite.prepare('insert into things values (?)').run(1);
  sqlite.prepare('insert into things values (?)').run(2);
  expect(sqlite.prepare('select a from things').all()).toEqual([{ a: 1 }, { a: 2 }]);
  sqlite.close();
});

it('sets and reads pragmas as the database does itself', () => {
  const sqlite = connect(':memory:', {});
  sqlite.pragma('foreign_keys = OFF');
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(0);
  sqlite.pragma('foreign_keys = ON');
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(sqlite.pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  sqlite.pragma('foreign_keys = OFF');
  expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(0);
  expect(sqlite.pragma('quick_check(1)', { simple: true })).toBe('ok');
  sqlite.close();
});
