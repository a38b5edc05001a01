import type { Service } from '../service.ts'

export const filesystem: Service = {
  id: 'filesystem',
  title: 'File system',
  real: 'a real temporary folder',
  evidence: {
    python: {
      modules: [
        'os', 'os.path', 'pathlib', 'shutil', 'tempfile', 'builtins.open', 'aiofiles', 'fileinput', 'zipfile', 'open', 'os.remove', 'os.unlink',
        'os.makedirs', 'os.mkdir', 'os.listdir', 'os.stat', 'os.walk', 'os.rename', 'os.scandir', 'os.getcwd', 'io', 'glob',
      ],
      names: ['PurePath', 'read_text', 'write_text'],
      members: ['is_file', 'is_dir', 'read_text', 'write_text', 'iterdir', 'rglob', 'rmtree', 'copyfile', 'makedirs', 'listdir', 'scandir'],
      weakMembers: ['open', 'read', 'write', 'close', 'stat', 'remove', 'exists', 'mkdir', 'unlink'],
      words: ['filesystem', 'readfile', 'writefile'],
      heads: ['fs', 'file', 'path'],
      hints: [],
    },
    ecmascript: {
      modules: ['fs', 'fs/promises', 'node:fs', 'node:fs/promises', 'fs-extra', 'graceful-fs', 'fast-glob', 'rimraf', 'chokidar'],
      names: ['Dirent', 'FSWatcher', 'readFileSync', 'writeFileSync', 'existsSync', 'readFile', 'writeFile'],
      members: ['readFileSync', 'writeFileSync', 'existsSync', 'mkdirSync', 'readdir', 'createReadStream', 'createWriteStream', 'rmSync', 'statSync'],
      weakMembers: ['read', 'write', 'open', 'close', 'access'],
      words: ['filesystem', 'readfile', 'writefile'],
      heads: ['fs', 'file'],
      hints: [],
    },
  },
  rewrites: {},
}
