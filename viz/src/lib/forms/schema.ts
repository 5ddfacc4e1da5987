/** What a form needs to know of one property of a JSON Schema: a number within limits, some choices, or both. */
export interface SchemaField {
  readonly name: string;
  readonly help: string;
  readonly initial: FieldValue;
  readonly choices: readonly FieldValue[];
  readonly number?: NumberRange;
}

export interface NumberRange {
  readonly isInteger: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** Whether the minimum itself is too low. */
  readonly isOpen: boolean;
  /** Whether the maximum itself is too high. */
  readonly isOpenAbove: boolean;
}

export type FieldValue = string | number | boolean | null;

interface PropertySchema {
  readonly type?: string | readonly string[];
  readonly const?: FieldValue;
  readonly enum?: readonly FieldValue[];
  readonly anyOf?: readonly PropertySchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly default?: FieldValue;
  readonly description?: string;
}

/** The fields of an object schema, in its order. */
export function fieldsOf(schema: { readonly properties?: unknown }): SchemaField[] {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, PropertySchema>>;
  return Object.entries(properties).map(([name, property]) => fieldOf(name, property));
}

function fieldOf(name: string, property: PropertySchema): SchemaField {
  const branches = property.anyOf ?? [property];
  const choices = branches.flatMap(choicesOf);
  const numeric = branches.find(isNumeric);
  const number = numeric && rangeOf(numeric);
  const { default: initial = choices[0] ?? number?.minimum ?? null } = property;
  return { name, help: property.description ?? '', initial, choices, ...(number && { number }) };
}

function choicesOf({ const: constant, enum: words, type }: PropertySchema): readonly FieldValue[] {
  if (constant !== undefined) return [constant];
  if (words) return words;
  if (type === 'boolean') return [false, true];
  return [type].flat().includes('null') ? [null] : [];
}

function isNumeric({ type, enum: words, const: constant }: PropertySchema): boolean {
  const types = [type].flat();
  return words === undefined && constant === undefined && (types.includes('integer') || types.includes('number'));
}

function rangeOf(schema: PropertySchema): NumberRange {
  return {
    isInteger: [schema.type].flat().includes('integer'),
    minimum: schema.exclusiveMinimum ?? schema.minimum ?? Number.NEGATIVE_INFINITY,
    maximum: schema.exclusiveMaximum ?? schema.maximum ?? Number.POSITIVE_INFINITY,
    isOpen: schema.exclusiveMinimum !== undefined,
    isOpenAbove: schema.exclusiveMaximum !== undefined,
  };
}

export type Fault = 'missing' | 'integer' | 'range';

/** What is wrong with a value, if anything. */
export function faultOf(field: SchemaField, value: FieldValue | undefined): Fault | undefined {
  if (value === undefined) return 'missing';
  if (field.choices.includes(value)) return undefined;
  const { number } = field;
  if (typeof value !== 'number' || !number || Number.isNaN(value)) return 'missing';
  if (number.isInteger && !Number.isInteger(value)) return 'integer';
  const isTooLow = number.isOpen ? value <= number.minimum : value < number.minimum;
  const isTooHigh = number.isOpenAbove ? value >= number.maximum : value > number.maximum;
  return isTooLow || isTooHigh ? 'range' : undefined;
}

/** The value that the text of a URL or a form stands for: a choice by its word, else a number. */
export function parseValue(field: SchemaField, text: string): FieldValue | undefined {
  const choice = field.choices.find((candidate) => String(candidate) === text);
  if (choice !== undefined) return choice;
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? undefined : value;
}
