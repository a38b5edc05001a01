// Required by mocha before the suite: watches the sinon that the suite uses. See record-doubles.cjs.
const { createRequire } = require('node:module')
const path = require('node:path')
const { watchSinon, write } = require('./record-doubles.cjs')

watchSinon(createRequire(path.join(process.cwd(), 'package.json'))('sinon'))
process.on('exit', write)
