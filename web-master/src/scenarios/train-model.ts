import type { Repeat } from '@ml-microservices/shared/clients';
import type { Run, RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Checks that storage has the data, then starts a training. The run is whole if it ended within the wait. */
export async function trainModel(
  request: TrainRequest,
  options: Repeat & { readonly waitS: number },
  { storage, ml }: Pick<Services, 'storage' | 'ml'>,
): Promise<Run | RunAccepted> {
  await storage.dataset(request.dataset_id);
  if (request.test_dataset_id) await storage.dataset(request.test_dataset_id);
  return ml.train(request, options);
}
