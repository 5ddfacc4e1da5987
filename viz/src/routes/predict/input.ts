import type { InferRequest } from '@ml-microservices/shared/contracts';

/** What is to be predicted: a CSV file, or all of a request but its model. */
export type Input = File | Omit<InferRequest, 'model_id'>;

/** What each way of input is given. */
export interface InputProps {
  readonly isBusy: boolean;
  readonly onsubmit: (input: Input) => void;
}
