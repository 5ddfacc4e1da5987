/**
 * The Open Inference Protocol V2 over REST, which clients of KServe, Triton and MLServer speak
 * (https://github.com/kserve/open-inference-protocol, inference_rest.md). Its own documents say `$request_input` and the
 * like for what is called V2Input here.
 */
import Type, { type Static } from 'typebox';
import { closed, example } from './wire.js';

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'] as const;
export const V2Datatype = Type.Enum(['BOOL', ...INTEGERS, 'FP16', 'FP32', 'FP64', 'BYTES']);

const Parameters = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]));

/** A tensor as a model takes or gives it; a dimension of -1 is that of the rows, of any size. */
export const V2TensorMetadata = Type.Object(
  { name: Type.String(), datatype: V2Datatype, shape: Type.Array(Type.Integer({ minimum: -1 })) },
  closed,
);

const tensor = {
  name: Type.String(),
  shape: Type.Array(Type.Integer({ minimum: 0 })),
  datatype: V2Datatype,
  parameters: Type.Optional(Parameters),
};
/** One feature: an element a row, `null` where it is missing. `shape` is `[rows]`, or `[rows, 1]`, which may be nested. */
export const V2Input = Type.Object({ ...tensor, data: Type.Array(Type.Unknown()) }, closed);
export const V2Output = Type.Object(
  { ...tensor, data: Type.Array(Type.Union([Type.String(), Type.Number()])) },
  closed,
);

export const V2Server = Type.Object(
  { name: Type.String(), version: Type.String(), extensions: Type.Array(Type.String()) },
  example({ name: 'ml-microservices', version: '0.1.0', extensions: ['missing_values'] }),
);
/** The protocol's text says `live` of both; its servers say `ready` where readiness is asked for. */
export const V2Health = Type.Object(
  { live: Type.Boolean(), ready: Type.Optional(Type.Boolean()) },
  example({ live: true, ready: true }),
);
export const V2Model = Type.Object(
  {
    name: Type.String(),
    versions: Type.Array(Type.String()),
    platform: Type.String(),
    inputs: Type.Array(V2TensorMetadata),
    outputs: Type.Array(V2TensorMetadata),
  },
  example({
    name: 'titanic',
    versions: ['1'],
    platform: 'ml-microservices_safetensors',
    inputs: [
      { name: 'Pclass', datatype: 'FP64', shape: [-1] },
      { name: 'Sex', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [
      { name: 'prediction', datatype: 'INT64', shape: [-1] },
      { name: 'probability', datatype: 'FP64', shape: [-1] },
      { name: 'probability_0', datatype: 'FP64', shape: [-1] },
      { name: 'probability_1', datatype: 'FP64', shape: [-1] },
    ],
  }),
);
export const V2ModelReady = Type.Object(
  { name: Type.String(), ready: Type.Boolean() },
  example({ name: 'titanic', ready: true }),
);
export const V2Request = Type.Object(
  {
    id: Type.Optional(Type.String()),
    parameters: Type.Optional(Parameters),
    inputs: Type.Array(V2Input, { minItems: 1 }),
    outputs: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), parameters: Type.Optional(Parameters) }, closed), {
        description: 'Which outputs to give, in their order; all where there are none.',
      }),
    ),
  },
  example({
    id: '42',
    inputs: [
      { name: 'Pclass', datatype: 'INT64', shape: [2], data: [1, 3] },
      { name: 'Sex', datatype: 'BYTES', shape: [2], data: ['female', null] },
    ],
    outputs: [{ name: 'prediction' }],
  }),
);
export const V2Response = Type.Object(
  {
    model_name: Type.String(),
    model_version: Type.String(),
    id: Type.Optional(Type.String()),
    parameters: Type.Optional(Parameters),
    outputs: Type.Array(V2Output),
  },
  example({
    model_name: 'titanic',
    model_version: '1',
    id: '42',
    parameters: { warnings: 'Sex: 1 missing value was imputed with the most frequent, "male"' },
    outputs: [{ name: 'prediction', datatype: 'INT64', shape: [2], data: [1, 0] }],
  }),
);
export const V2Error = Type.Object(
  { error: Type.String() },
  example({ error: '/inputs/0/datatype: must be BYTES or an integer type, got "FP64"' }),
);

export const V2ModelParams = Type.Object({ name: Type.String(), version: Type.Optional(Type.String()) }, closed);

export type V2Datatype = Static<typeof V2Datatype>;
export type V2TensorMetadata = Static<typeof V2TensorMetadata>;
export type V2Input = Static<typeof V2Input>;
export type V2Output = Static<typeof V2Output>;
export type V2Model = Static<typeof V2Model>;
export type V2Request = Static<typeof V2Request>;
export type V2Response = Static<typeof V2Response>;
export type V2Error = Static<typeof V2Error>;
export type V2ModelParams = Static<typeof V2ModelParams>;
