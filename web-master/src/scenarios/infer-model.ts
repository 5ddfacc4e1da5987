import type { Repeat } from '@ml-microservices/shared/clients';
import type { InferRequest, Run, RunAccepted } from '@ml-microservices/shared/contracts';
import type { Services } from '../services.js';

/** Starts an inference. The run is whole if it ended within the wait. */
export function inferModel(
  request: InferRequest,
  options: Repeat & { readonly waitS: number },
  { ml }: Pick<Services, 'ml'>,
): Promise<Run | RunAccepted> {
  return ml.infer(request, options);
}
