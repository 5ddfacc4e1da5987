import { entry } from '../entry.mjs';
import { readPlaces } from '../serving/places.mjs';
import { refuseBusyPorts } from '../serving/ports.mjs';
import { serve } from '../serving/serve.mjs';
import { ensureBuilt } from '../steps/build.mjs';
import { ensureInstalled } from '../steps/install.mjs';

await entry(async (signal) => {
  await ensureInstalled(signal);
  await ensureBuilt(signal);
  const places = await readPlaces(process.env);
  await refuseBusyPorts(places);
  await serve(places, signal);
});
