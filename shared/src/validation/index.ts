export { compileStrict, type Validator } from './compile-strict.js';
export { fieldErrors, fieldProblem } from './field-errors.js';
