import type { Repeat, StartAnswer } from '@ml-microservices/shared/clients';
import type { TrainRequest } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Checks that storage has the data, then starts a training. */
export async function trainModel(
  request: TrainRequest,
  options: Repeat & { readonly waitS: number },
  { storage, ml }: Pick<Services, 'storage' | 'ml'>,
): Promise<StartAnswer> {
  await storage.dataset(request.dataset_id);
  if (request.test_dataset_id) await storage.dataset(request.test_dataset_id);
  return ml.train(request, options);
}
