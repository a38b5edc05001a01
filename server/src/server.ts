import { startNamedServer, startStdioServer } from './lsp/stdio.ts'

if (process.argv.length > 2) startNamedServer()
else startStdioServer()
