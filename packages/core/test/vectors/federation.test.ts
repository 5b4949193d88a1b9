import { federationOperations } from './operations/federation.js'
import { runVectors } from './run-vectors.js'

runVectors('federation', federationOperations)
