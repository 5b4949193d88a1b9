import { operations } from './operations.js'
import { runVectors } from './run-vectors.js'

runVectors('identity', operations)
