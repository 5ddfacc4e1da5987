import { example } from '@ml-microservices/shared/contracts';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';

/** A query or a body without fields: a field that someone hopes to have an effect is refused by its name. */
export const Nothing = Type.Object({}, example({}));

/** Lets a body that must be empty be absent too. */
export async function allowNoBody(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}
