import { freshnessOperations } from './operations/freshness.js'
import { runVectors } from './run-vectors.js'

runVectors('freshness', freshnessOperations)
