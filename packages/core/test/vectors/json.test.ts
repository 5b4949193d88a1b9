import { documentOperations } from './operations/document.js'
import { runVectors } from './run-vectors.js'

runVectors('json', documentOperations)
