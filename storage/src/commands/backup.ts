import { StartError } from '@ml-microservices/shared/service';
import { backup } from '../backup/backup.js';
import { command, said } from './command.js';

await command(async (place, folder) => {
  if (folder === undefined) throw new StartError('npm run backup -- <new folder>');
  const { rows } = await backup(place, folder);
  return `${folder}: ${said(rows)}; every byte was compared.`;
});
