import { StartError } from '@ml-microservices/shared/service';
import { restore } from '../backup/restore.js';
import { command, said } from './command.js';

await command(async (place, folder) => {
  if (folder === undefined) throw new StartError('npm run restore -- <folder of a backup>');
  const { rows, created_at } = await restore(folder, place);
  return `Restored the state of ${created_at}: ${said(rows)}; every byte was compared.`;
});
