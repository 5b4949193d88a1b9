export { checkShape, type ShapeKind } from './check-shape.js'
export { mostFaults } from './explain-shape.js'
export {
  commonSchema,
  listReadSchema,
  listSchema,
  lockSchema,
  policySchema,
  publisherSchema,
  trustSchema,
  vectorSchema,
} from './generated/schemas.js'
export type * from './generated/types.js'
export type { JsonSchema } from './json-schema.js'
export type { ShapeFault } from './shape-fault.js'
