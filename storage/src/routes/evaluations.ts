import { Evaluation, found, IdParams, Problem } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import Type from 'typebox';
import type { Services } from './services.js';

const tags = ['models'];

export function evaluationRoutes(app: App, { config, repositories: { models } }: Services): void {
  const readSchema = {
    tags,
    summary: 'How right a model is, as last computed',
    params: IdParams,
    response: { 200: Evaluation, ...problemResponses('not_found') },
  };
  app.get('/models/:id/evaluation', { schema: readSchema }, ({ params: { id } }) => {
    const evaluation = models.evaluation(id);
    if (evaluation) return evaluation;
    found('model', id, models.findById(id));
    throw new Problem('not_found', `Model ${id} was not evaluated yet.`);
  });

  const writeSchema = {
    tags,
    summary: 'Store the evaluation of a model, in place of an earlier one',
    params: IdParams,
    body: Evaluation,
    response: { 204: Type.Null(), ...problemResponses('not_found') },
  };
  app.put(
    '/models/:id/evaluation',
    { bodyLimit: config.files.max_bytes, schema: writeSchema },
    async (request, reply) => {
      const { id } = request.params;
      found('model', id, models.findById(id));
      models.saveEvaluation(id, request.body);
      return reply.code(204).send(null);
    },
  );
}
