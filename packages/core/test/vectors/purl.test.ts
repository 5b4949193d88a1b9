import { purlOperations } from './operations/purl.js'
import { runVectors } from './run-vectors.js'

runVectors('purl', purlOperations)
