import { Id, Problem, Report } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import accepts from 'accepts';
import Type from 'typebox';
import { reportJson } from '../report/json.js';
import { reportPage } from '../report/page.js';
import { createEvaluations } from '../scenarios/evaluations.js';
import { reportOf } from '../scenarios/report.js';
import type { Services } from '../services.js';

const Params = Type.Object({ model_id: Id }, { additionalProperties: false });

/** Not inferred into the handler's type: a report is sent as the bytes that it is written to. */
const response: Readonly<Record<number, object>> = {
  200: {
    description: 'The report',
    content: { 'application/json': { schema: Report }, 'text/html': { schema: Type.String() } },
  },
  ...problemResponses('not_found', 'not_acceptable'),
  ...dependencyProblems,
};

export function reportRoute(app: App, services: Services): void {
  const needs = { ...services, evaluationOf: createEvaluations(services.ml) };
  const schema = {
    tags: ['scenarios'],
    summary: 'All that is known of a model',
    description: 'With `Accept: text/html` one self-contained page.',
    params: Params,
    response,
  };
  app.get('/scenarios/report/:model_id', { schema }, async (request, reply) => {
    const type = accepts(request.raw).type(['json', 'html']);
    if (type === false) throw new Problem('not_acceptable', 'The report is application/json or text/html.');
    const report = await reportOf(request.params.model_id, needs);
    reply.header('vary', 'accept');
    if (type === 'json') return reply.type('application/json; charset=utf-8').send(reportJson(report));
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
          "frame-ancestors 'none'",
      })
      .serializer(String)
      .send(reportPage(report));
  });
}
