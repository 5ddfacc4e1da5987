import { StartError } from '@ml-microservices/shared/service';
import { examine } from '../backup/examine.js';
import { isThere } from '../db/connection.js';
import { command, said } from './command.js';

await command(async (place) => {
  if (!isThere(place.database)) throw new StartError(`there is no database ${place.database}`);
  const { rows, faults } = await examine(place);
  if (faults.length > 0) throw new StartError(faults.join('\n'));
  return `${said(rows)}; every page and every byte is as it was stored.`;
});
