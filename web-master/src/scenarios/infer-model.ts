import type { Repeat, StartAnswer } from '@ml-microservices/shared/clients';
import type { InferRequest } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Starts an inference. */
export function inferModel(
  request: InferRequest,
  options: Repeat & { readonly waitS: number },
  { ml }: Pick<Services, 'ml'>,
): Promise<StartAnswer> {
  return ml.infer(request, options);
}
