import { expect, it } from 'vitest';
import { joinTables } from '../../src/report/join-tables.js';
import { cellsOf, tableOf } from '../tabular/tables.js';

it('has the rows of the second behind those of the first, whatever codes its words have, missing ones too', () => {
  const first = tableOf('n,word,other\n1,x,a\n2,y,a\n');
  const second = tableOf('word,n\ny,3\n?,4\nz,\nx,1\n');
  expect(cellsOf(joinTables(first, second, ['word', 'n']))).toEqual({
    word: ['x', 'y', 'y', null, 'z', 'x'],
    n: ['1', '2', '3', '4', null, '1'],
  });
});
