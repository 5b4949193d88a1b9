export { catalogue, type ProblemCode } from './problem/catalogue.js'
export {
  accept,
  Impossible,
  problem,
  refuse,
  type Accepted,
  type Outcome,
  type Place,
  type Problem,
  type Problems,
  type Refused,
  type Severity,
} from './problem/problem.js'
